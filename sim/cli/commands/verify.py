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
    removed or added, and then exits with 1.

    Example: peninsula verify results/baseline-03f7a4a6
    """
    from sim.cli.arguments.run_argument import run_folder_of
    from sim.cli.output.verify import print_file_errors
    from sim.files.checksums import verify as errors_in

    folder = run_folder_of(run, out)
    errors = errors_in(folder)
    print_file_errors(folder, errors, as_json)
    if errors:
        raise typer.Exit(1)
