"""What `verify` and `rerun` say of a run that was kept."""

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from sim.analysis.key_outcomes import key_outcomes
from sim.cli.output.results import found_by_name
from sim.cli.output.terminal import console, print_json, table
from sim.ensemble.reproduce import Difference, Reproduction
from sim.ensemble.run import Run
from sim.files.checksums import FileFault
from sim.storage.catalogue import require_run


def folder_of(name: str, out: Path) -> Path:
    """Return the folder of a run, given as a path or as the beginning of its name in the results folder.

    Raises PeninsulaError when there is none, or it holds something else.
    """
    folder = Path(name) if Path(name).is_dir() else found_by_name(name, out)
    require_run(folder)
    return folder


def print_faults(folder: Path, faults: Sequence[FileFault], as_json: bool) -> None:
    """Print what is wrong with the files of a run."""
    if as_json:
        print_json({"folder": str(folder), "intact": not faults, "faults": [vars(fault) for fault in faults]})
        return
    screen = console()
    if not faults:
        screen.print(Text(f"{folder} is as it was written."), soft_wrap=True)
        return
    screen.print(Text(f"{folder} is not as it was written:"), soft_wrap=True)
    for fault in faults:
        screen.print(Text(f"  {fault.file}: {fault.what}"), soft_wrap=True)


def print_reproduction(run: Run, found: Reproduction, as_json: bool) -> None:
    """Print whether a run came out the same again, and otherwise how far it is off."""
    if as_json:
        print_json(_document(run, found))
        return
    screen = console()
    by = "the same model" if found.same_model else "another version of the model"
    if found.identical:
        what = "the summary and the likelihoods are" if run.stored_summary else "every world and event is"
        screen.print(Text(f"{run.folder} comes out the same again by {by}: {what} identical."), soft_wrap=True)
        return
    screen.print(Text(f"{run.folder} does not come out the same again, by {by}."), soft_wrap=True)
    rows = [
        (outcome.title, f"{off.largest:.6g} {outcome.unit}", "" if off.worlds is None else f"{off.worlds:,}")
        for outcome in key_outcomes(run.scenario.theatre)
        if outcome.name in run.outcome_names
        for off in [found.series.get(outcome.name, Difference())]
    ]
    screen.print(table(("Outcome", ">Largest difference", f">Worlds that differ, of {run.scenario.worlds:,}"), rows))
    if not found.events:
        screen.print("Events differ, too.")


def _document(run: Run, found: Reproduction) -> dict[str, object]:
    return {
        "folder": str(run.folder),
        "identical": found.identical,
        "same_model": found.same_model,
        "events_identical": found.events,
        "worlds": run.scenario.worlds,
        "differences": {
            name: {"largest": off.largest if off.largest < float("inf") else None, "worlds": off.worlds}
            for name, off in found.series.items()
        },
    }
