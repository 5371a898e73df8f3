"""`peninsula branch`: every world of a run continues from one month under a different policy."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, Overwrite, Quiet, ResultsFolder, Settings, Svg, Workers


def branch(
    source: Annotated[str, typer.Argument(metavar="RUN", help="The folder of a finished run.", show_default=False)],
    at: Annotated[str, typer.Option("--at", metavar="YYYY-MM", help="The first month that differs.", show_default=False)],
    settings: Settings = None,
    workers: Workers = None,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    svg: Svg = False,
    overwrite: Overwrite = False,
) -> None:
    """Continue each world of a run under another policy.

    Each world keeps its past to the last bit and its chance to come, so that the branch and the run differ by the
    policy alone: 'peninsula compare RUN BRANCH' shows by how much.

    Example: peninsula branch results/baseline-03f7a4a6 --at 2028-01 --set us.troops_korea=0
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.run import as_document, print_summary
    from sim.cli.output.terminal import print_json
    from sim.studies.branch import branch as run_branch

    result = run_branch(
        source, at, overrides(settings), workers, results=out, overwrite=overwrite, svg=svg, progress=progress_unless(quiet)
    )
    if as_json:
        print_json({"runs": [as_document(result)]})
    elif not quiet:
        print_summary(result)
