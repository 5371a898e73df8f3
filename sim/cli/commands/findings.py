"""`peninsula findings`: what the scenarios claim, put to the test."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.arguments.options import AsJson, Months, Overwrite, Quiet, Seed, Workers, Worlds
from sim.cli.commands.robust import Worldviews


def findings(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SCENARIO...]", help="Unless given, every scenario in scenarios/ that claims something."),
    ] = None,
    worldviews: Worldviews = "all",
    page: Annotated[
        Path | None, typer.Option("--page", metavar="FILE", help="Write the page of findings, such as docs/findings.md.")
    ] = None,
    worlds: Worlds = 1000,
    months: Months = None,
    seed: Seed = None,
    workers: Workers = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    overwrite: Overwrite = False,
) -> None:
    """Put what scenarios claim to the test.

    A scenario says what it claims in its table [claims]; each claim is tested under every worldview. Supported means
    that it holds under every worldview, rejected under none.

    Example: peninsula findings offshore_balancing moon_package
    """
    from sim.cli.output.terminal import print_json
    from sim.studies.findings import find_and_keep, print_findings
    from sim.studies.sources import Tweaks

    found = find_and_keep(scenarios or (), Tweaks({}, worlds, months, seed), worldviews, page, workers, overwrite, show=not quiet)
    if as_json:
        print_json(found.document())
    elif not quiet:
        print_findings(found)
