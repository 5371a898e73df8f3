"""`peninsula hindcast`: how good would forecasts from the past have been?"""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, DataFolders, Overwrite, Quiet, Seed, Worlds


def hindcast(
    data: DataFolders = None,
    first: Annotated[
        str, typer.Option("--from", metavar="YYYY-MM", help="The first month that is forecast, from the December before it.")
    ] = "1996-01",
    last: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="YYYY-MM",
            help="The last month that is forecast; by default a year after the last December of the data.",
        ),
    ] = None,
    forecasts: Annotated[
        Path | None,
        typer.Option("--forecasts", metavar="FILE", help="Write the model's own quantiles of each month to this CSV."),
    ] = None,
    stacked: Annotated[
        Path | None, typer.Option("--stacked", metavar="FILE", help="Write those of the stacked forecast to this CSV.")
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option("--page", metavar="FILE", help="Write the validation page to this file, such as docs/validation.md."),
    ] = None,
    scores: Annotated[
        Path | None,
        typer.Option("--scores", metavar="FILE", help="Write the scores to this TOML file, such as sim/history/scored.toml."),
    ] = None,
    worlds: Worlds = 2000,
    seed: Seed = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Validate the model against observations.

    From every December an ensemble that was constrained by the observations so far runs twelve months ahead, under the
    policies as they were (scenarios/history.toml). Its forecasts of missile tests, of the GPR index for South Korea, of
    the directed pairs of AI-GPR and of events are scored against what was observed, and against simple forecasters.

    Beside the model's own forecast stands a stacked one: the average of the model and of simple forecasters, with weights
    learnt from the years before. --forecasts and --stacked write nineteen quantiles of each month.

    Example: peninsula hindcast --data ~/observations --forecasts forecasts.csv
    """
    from sim.cli.output.hindcast import print_hindcast
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.terminal import print_json
    from sim.studies.hindcast import hindcast as run_hindcast

    result = run_hindcast(
        data or (),
        first,
        last,
        worlds,
        seed,
        forecasts=forecasts,
        stacked=stacked,
        page=page,
        scores=scores,
        overwrite=overwrite,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(result.document())
    elif not quiet:
        print_hindcast(result)
