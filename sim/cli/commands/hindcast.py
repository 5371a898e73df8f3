"""`peninsula hindcast`: how good would forecasts from the past have been?"""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, DataFolders, Overwrite, Quiet, Seed, Worlds


def hindcast(
    data: DataFolders = None,
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM", help="The first origin.")] = "1995-12",
    last: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM", help="The last origin; as far as the data go.")] = None,
    forecasts: Annotated[
        Path | None, typer.Option("--forecasts", metavar="FILE", help="Write the nineteen quantiles of each month to this CSV.")
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="FILE", help="Write the page of the record, such as docs/validation.md.")
    ] = None,
    worlds: Worlds = 2000,
    seed: Seed = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Hold the model against the record.

    From every December an ensemble that was held to the observations so far runs twelve months ahead, under the
    policies as they were (scenarios/history.toml). Its forecasts of missile tests and of the GPR index for South
    Korea are scored against what was observed, and against simple forecasters.

    Example: peninsula hindcast --data ~/observations --forecasts forecasts.csv
    """
    from sim.cli.output.terminal import print_json
    from sim.history.sources import folders
    from sim.studies.hindcast import Wanted, hindcast_and_keep, print_hindcast

    wanted = Wanted(first, last, forecasts, page, worlds, seed, overwrite, show=not quiet)
    done = hindcast_and_keep(folders(data or []), wanted)
    if as_json:
        print_json(done.document())
    elif not quiet:
        print_hindcast(done)
