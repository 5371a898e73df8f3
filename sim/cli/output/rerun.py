"""What `peninsula rerun` prints: whether a run came out the same again, and otherwise how far it is off."""

from rich.text import Text

from sim.analysis.key_outcomes import key_outcomes
from sim.cli.output.terminal import console, print_json, table
from sim.ensemble.reproduce import Difference, Reproduction
from sim.ensemble.run import Run


def print_reproduction(run: Run, result: Reproduction, as_json: bool) -> None:
    """Print whether a run came out the same again, or by how much key outcomes differ in how many worlds."""
    if as_json:
        print_json(_document(run, result))
        return
    screen = console()
    by = "the same model" if result.same_model else "a different version of the model"
    if result.identical:
        what = "the summary and the likelihoods are" if run.stored_summary else "every world and event is"
        screen.print(Text(f"{run.folder} comes out the same again by {by}: {what} identical."), soft_wrap=True)
        return
    screen.print(Text(f"{run.folder} does not come out the same again, by {by}."), soft_wrap=True)
    rows = [
        (outcome.title, f"{off.largest:.6g} {outcome.unit}", "" if off.worlds is None else f"{off.worlds:,}")
        for outcome in key_outcomes(run.scenario.theatre)
        if outcome.name in run.outcome_names
        for off in [result.series.get(outcome.name, Difference())]
    ]
    screen.print(table(("Outcome", ">Largest difference", f">Worlds that differ, of {run.scenario.worlds:,}"), rows))
    if not result.events:
        screen.print("Events differ, too.")


def _document(run: Run, result: Reproduction) -> dict[str, object]:
    return {
        "folder": str(run.folder),
        "identical": result.identical,
        "same_model": result.same_model,
        "events_identical": result.events,
        "worlds": run.scenario.worlds,
        "differences": {
            name: {"largest": off.largest if off.largest < float("inf") else None, "worlds": off.worlds}
            for name, off in result.series.items()
        },
    }
