"""The commands of `peninsula`, in the order of its help. Nothing heavy is imported before a command runs."""

from collections.abc import Callable
from typing import Annotated

import typer

from sim.cli.assumptions import assumptions
from sim.cli.branch import branch
from sim.cli.calibrate import calibrate
from sim.cli.check import check
from sim.cli.compare import compare
from sim.cli.discover import discover
from sim.cli.documents import documents
from sim.cli.explain import explain
from sim.cli.findings import findings
from sim.cli.hindcast import hindcast
from sim.cli.levers import levers
from sim.cli.new import new
from sim.cli.nowcast import nowcast
from sim.cli.observed import observed
from sim.cli.open import open_, results
from sim.cli.outcomes import outcomes
from sim.cli.report import report
from sim.cli.rerun import rerun
from sim.cli.robust import robust
from sim.cli.run import run
from sim.cli.schema import schema
from sim.cli.search import search
from sim.cli.sensitivity import sensitivity
from sim.cli.sweep import sweep
from sim.cli.verify import verify
from sim.cli.web import web

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

_ANALYSE: tuple[Callable[..., None], ...] = (run, compare, sweep, explain, report, branch, results)
_UNCERTAIN: tuple[Callable[..., None], ...] = (robust, sensitivity, discover, search, findings)
_RECORD: tuple[Callable[..., None], ...] = (hindcast, nowcast, calibrate, observed)
_PREPARE: tuple[Callable[..., None], ...] = (check, new, levers, assumptions, outcomes, schema)
for command in _ANALYSE:
    app.command()(command)
app.command("open")(open_)
for command in (verify, rerun, web):
    app.command()(command)
for command in (*_UNCERTAIN, *_RECORD, *_PREPARE):
    app.command()(command)
app.command(hidden=True)(documents)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"peninsula {version('peninsula')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def peninsula(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Peninsula: run policy scenarios for security dilemmas. An instrument for thinking, never a forecast.

    Example: peninsula run baseline --set us.troops_korea=0
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
