"""`peninsula verify`: whether a run's folder is still what was written."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, ResultsFolder


def verify(
    run: Annotated[
        str, typer.Argument(metavar="RUN", help="The folder of a run, or the beginning of its name.", show_default=False)
    ],
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
) -> None:
    """Check that a run's files are still what was written.

    Every file has its checksum in the manifest, and the manifest has its own. Names what was changed, truncated,
    removed or added, and exits with 1 then.

    Example: peninsula verify results/baseline-03f7a4a6
    """
    from sim.cli.output.verify import folder_of, print_faults
    from sim.files.checksums import verify as faults_of

    folder = folder_of(run, out)
    faults = faults_of(folder)
    print_faults(folder, faults, as_json)
    if faults:
        raise typer.Exit(1)
