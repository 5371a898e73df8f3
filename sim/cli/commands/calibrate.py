"""`peninsula calibrate`: fit the observation models, and say which assumptions the record informs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.arguments.options import AsJson, DataFolders, Overwrite, Quiet, Seed, Worlds

if TYPE_CHECKING:
    from sim.history.calibrate import RecordCorrelation


def calibrate(
    data: DataFolders = None,
    worlds: Worlds = 1000,
    seed: Seed = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write what was fitted to this file, such as sim/history/fitted.toml."),
    ] = None,
    worldview: Annotated[
        Path | None, typer.Option("--worldview", metavar="FILE", help="Write the worldview that the record leans to.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw assumptions before and after: .png, .svg or .pdf.")
    ] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Fit on what precedes 2012 and choose on 2012-2018.

    Fits what the press makes of tension, chooses the memory of the level of missile tests, and says which
    assumptions the record narrows and which it cannot. Later observations are never looked at. Finished steps are
    kept in results/ until all are done: after Ctrl-C the same command goes on where it was.

    Example: peninsula calibrate --data ~/observations
    """
    import hashlib
    from dataclasses import asdict

    from sim.cli.output.terminal import console, print_json, table
    from sim.ensemble.fingerprint import model_fingerprint
    from sim.foundations.errors import PeninsulaError
    from sim.history.calibrate import calibrate as fit
    from sim.history.calibrate import world_months
    from sim.history.checkpoint import Checkpoint
    from sim.history.sources import folders, observe
    from sim.scenario.identity import scenario_hash
    from sim.scenario.loading import load
    from sim.studies.run import progress_bar

    for file in (out, worldview, plot):
        if file is not None and file.exists() and not overwrite:
            raise PeninsulaError(f"'{file}' exists already: give another name, or --overwrite")
    places = folders(data or [])
    observations = observe(places)
    scenario = load("history", worlds=worlds, seed=seed)
    seen = "|".join(f"{name} {sorted(series.values.items())}" for name, series in sorted(observations.series.items()))
    key = hashlib.sha256(f"{model_fingerprint()} {scenario_hash(scenario)} {seen}".encode()).hexdigest()
    with progress_bar("calibration", world_months(scenario), not quiet) as progress:
        found = fit(scenario, observations, progress, Checkpoint(Path("results/.calibration.json"), key))
    if out is not None:
        out.write_text(found.to_toml(), encoding="utf-8")
    if worldview is not None:
        worldview.write_text(found.to_worldview(), encoding="utf-8")
    if plot is not None:
        from sim.plots import save_as
        from sim.plots.hindcast import posteriors_figure

        save_as(posteriors_figure(found.posteriors), plot)
    if as_json:
        evidence = [{"memory": memory, "rest": rest, "evidence": value} for (memory, rest), value in found.evidence.items()]
        assumptions = list(map(asdict, found.correlations))
        print_json({"settings": asdict(found.settings), "evidence": evidence, "assumptions": assumptions})
    elif not quiet:
        typer.echo(found.to_toml())
        told = [each for each in found.correlations if each.direction]
        screen = console()
        screen.print(table(("Assumption", "The record leans", ">Correlation with likelihood"), map(_row, told)))
        screen.print(f"Of {len(found.correlations) - len(told)} more assumptions the record says nothing that chance would not.")


def _row(each: "RecordCorrelation") -> tuple[str, str, str]:
    return each.name, each.direction, f"{each.correlation:+.2f}"
