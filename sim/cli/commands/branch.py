"""`peninsula branch`: every world of a run goes on from one month under another policy."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, Overwrite, Quiet, ResultsFolder, Settings, Workers


def branch(
    source: Annotated[str, typer.Argument(metavar="RUN", help="The folder of a finished run.", show_default=False)],
    at: Annotated[str, typer.Option("--at", metavar="YYYY-MM", help="The first month that differs.", show_default=False)],
    settings: Settings = None,
    workers: Workers = None,
    out: ResultsFolder = Path("results"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Continue each world of a run under another policy.

    Each world keeps its past to the last bit and its chance to come, so that the branch and the run differ by the
    policy alone: 'peninsula compare RUN BRANCH' shows by how much.

    Example: peninsula branch results/baseline-03f7a4a6 --at 2028-01 --set us.troops_korea=0
    """
    from sim.cli.arguments.set_option import overrides
    from sim.cli.output.run import as_document, print_summary
    from sim.cli.output.terminal import print_json
    from sim.ensemble.branch import branch_of, continue_from
    from sim.foundations.months import parse_month
    from sim.storage.run_folder import read, reserve_run_folder
    from sim.studies.run import Finished, kept_run, progress_bar

    run = read(Path(source))
    month = parse_month(at)
    scenario = branch_of(run, month, overrides(settings))
    reserve_run_folder(scenario, out, overwrite=overwrite)
    with progress_bar(scenario.name, scenario.worlds * scenario.months, not quiet) as progress:
        finished: Finished = kept_run(lambda: continue_from(run, scenario, month, workers, progress), out, overwrite=overwrite)
    if as_json:
        print_json({"runs": [as_document(finished)]})
    elif not quiet:
        print_summary(finished)
