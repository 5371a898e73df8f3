"""`peninsula calibrate`: fit the observation models, and say which assumptions the record informs."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, DataFolders, Overwrite, Quiet, Seed, Worlds


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
    """Fit the observation models to the record.

    Fits on the months before 2012 how press coverage follows tension, chooses on 2012-2018 how long the level of missile
    tests persists, and says which
    assumptions the record narrows and which it cannot. Later observations are never used. Finished steps are
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
        worldview=worldview,
        plot=plot,
        overwrite=overwrite,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(document(result))
    elif not quiet:
        print_calibration(result)
