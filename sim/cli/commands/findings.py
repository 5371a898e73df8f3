"""`peninsula findings`: what the scenarios claim, put to the test."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import Answers, AsJson, Months, Overwrite, Quiet, Seed, Workers, Worlds
from sim.cli.commands.robust import Worldviews


def findings(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SCENARIO...]", help="By default, every known scenario that claims something."),
    ] = None,
    worldviews: Worldviews = "all",
    page: Annotated[
        Path | None,
        typer.Option("--page", metavar="FILE", help="Write the findings to this file as Markdown, such as docs/findings.md."),
    ] = None,
    answers: Answers = None,
    worlds: Worlds = 1000,
    months: Months = None,
    seed: Seed = None,
    workers: Workers = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Test what scenarios claim.

    A scenario states its claims in its table [claims]; each claim is tested under every worldview. Supported means
    that it holds under every worldview, rejected under none. Each hypothesis is told three ways: if the main ally
    alone changes its policy, if the allies change theirs together, and as the scenario is written. There is no
    verdict where nothing differs, or where an outcome cannot be reached by what changes.

    Example: peninsula findings offshore_balancing moon_package
    """
    from sim.cli.output.findings import print_findings
    from sim.cli.output.progress import progress_unless
    from sim.cli.output.terminal import print_json
    from sim.studies.findings import findings as test_claims

    result = test_claims(
        scenarios or (),
        worldviews,
        worlds,
        months,
        seed,
        workers,
        page=page,
        answers=answers or (),
        overwrite=overwrite,
        progress=progress_unless(quiet),
    )
    if as_json:
        print_json(result.document())
    elif not quiet:
        print_findings(result)
