"""The commands of `peninsula`, in the order of its help. Nothing heavy is imported before a command runs."""

from collections.abc import Callable
from typing import Annotated

import typer

from sim.cli.commands.assumptions import assumptions
from sim.cli.commands.branch import branch
from sim.cli.commands.calibrate import calibrate
from sim.cli.commands.check import check
from sim.cli.commands.compare import compare
from sim.cli.commands.discover import discover
from sim.cli.commands.doctrines import doctrines
from sim.cli.commands.documents import documents
from sim.cli.commands.explain import explain
from sim.cli.commands.findings import findings
from sim.cli.commands.game import game
from sim.cli.commands.hindcast import hindcast
from sim.cli.commands.levers import levers
from sim.cli.commands.new import new
from sim.cli.commands.nowcast import nowcast
from sim.cli.commands.observed import observed
from sim.cli.commands.outcomes import outcomes
from sim.cli.commands.pathways import pathways
from sim.cli.commands.reach import reach
from sim.cli.commands.report import report
from sim.cli.commands.rerun import rerun
from sim.cli.commands.results import open_, results
from sim.cli.commands.robust import robust
from sim.cli.commands.run import run
from sim.cli.commands.schema import schema
from sim.cli.commands.search import search
from sim.cli.commands.seat import seat
from sim.cli.commands.sensitivity import sensitivity
from sim.cli.commands.signposts import signposts
from sim.cli.commands.sweep import sweep
from sim.cli.commands.verify import verify
from sim.cli.commands.web import web

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

_ANALYSE: tuple[Callable[..., None], ...] = (run, compare, sweep, reach, explain, report, branch, seat, results)
_UNCERTAIN: tuple[Callable[..., None], ...] = (robust, sensitivity, discover, signposts, search, game, pathways, findings)
_RECORD: tuple[Callable[..., None], ...] = (hindcast, nowcast, calibrate, observed)
_PREPARE: tuple[Callable[..., None], ...] = (check, new, levers, doctrines, assumptions, outcomes, schema)
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
