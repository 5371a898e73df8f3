"""`peninsula calibrate`: fit the observation models, and learn what the record says of assumptions."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, DataFolders, Overwrite, Quiet, Seed, Worlds


def calibrate(
    data: DataFolders = None,
    worlds: Worlds = 4000,
    seed: Seed = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write what was fitted to this file, such as sim/history/fitted.toml."),
    ] = None,
    worldviews: Annotated[
        Path | None,
        typer.Option("--worldviews", metavar="DIR", help="Write the assumptions of the worldview files in this folder anew."),
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option("--page", metavar="FILE", help="Write what was learnt to this file, such as docs/calibration.md."),
    ] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Learn from the record.

    Fits on the months before 2012 how press coverage follows tension, and learns from everything observed up to 2018
    what the record says of every assumption, under the prior of every worldview: launches, nuclear tests, attacks,
    crises, talks, sanctions, warheads and the press. Later observations are never used. Finished steps are
    kept in results/ until all are done: after Ctrl-C, rerun the same command to resume.

    Example: peninsula calibrate --data ~/observations
    """
    from sim.cli.output.calibrate import print_calibration
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.terminal import print_json
    from sim.studies.calibrate import calibrate as run_calibrate
    from sim.studies.calibrate import document

    result = run_calibrate(
        data or (),
        worlds,
        seed,
        out=out,
        worldviews=worldviews,
        page=page,
        overwrite=overwrite,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(document(result))
    elif not quiet:
        print_calibration(result)
