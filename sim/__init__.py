"""Peninsula: run policy scenarios for security dilemmas. An instrument for thinking, never a forecast.

import sim
run = sim.run("baseline", worlds=500, overrides={"us.troops_korea": 0})
run.plot("peninsula_tension")
sim.compare(["baseline", "baseline + offshore_balancing"]).table()
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.cli.output.progress import progress_bar
    from sim.foundations.errors import PeninsulaError
    from sim.scenario.loading import load
    from sim.studies.branch import branch
    from sim.studies.calibrate import calibrate
    from sim.studies.compare import Comparison, compare
    from sim.studies.discover import discover
    from sim.studies.explain import ByLever, explain_by_lever
    from sim.studies.findings import findings
    from sim.studies.game import Game, game
    from sim.studies.hindcast import hindcast
    from sim.studies.lever_effects import lever_effects
    from sim.studies.nowcast import nowcast
    from sim.studies.pathways import Pathways, pathways
    from sim.studies.reach import Reach, reach
    from sim.studies.report import write_report
    from sim.studies.robust import robust
    from sim.studies.run import Run, read, run
    from sim.studies.search import search
    from sim.studies.seat import seat
    from sim.studies.sensitivity import sensitivity
    from sim.studies.signposts import Signposts, signposts
    from sim.studies.sweep import Sweep, sweep

_HOMES = {
    "ByLever": "studies.explain",
    "Comparison": "studies.compare",
    "Game": "studies.game",
    "Pathways": "studies.pathways",
    "PeninsulaError": "foundations.errors",
    "Reach": "studies.reach",
    "Run": "studies.run",
    "Signposts": "studies.signposts",
    "Sweep": "studies.sweep",
    "branch": "studies.branch",
    "calibrate": "studies.calibrate",
    "compare": "studies.compare",
    "discover": "studies.discover",
    "explain_by_lever": "studies.explain",
    "findings": "studies.findings",
    "game": "studies.game",
    "hindcast": "studies.hindcast",
    "lever_effects": "studies.lever_effects",
    "load": "scenario.loading",
    "nowcast": "studies.nowcast",
    "pathways": "studies.pathways",
    "progress_bar": "cli.output.progress",
    "reach": "studies.reach",
    "read": "studies.run",
    "robust": "studies.robust",
    "run": "studies.run",
    "search": "studies.search",
    "seat": "studies.seat",
    "sensitivity": "studies.sensitivity",
    "signposts": "studies.signposts",
    "sweep": "studies.sweep",
    "write_report": "studies.report",
}
"""The module that defines each public name."""

__all__ = [
    "ByLever", "Comparison", "Game", "Pathways", "PeninsulaError", "Reach", "Run", "Signposts", "Sweep", "branch", "calibrate",
    "compare", "discover", "explain_by_lever", "findings", "game", "hindcast", "lever_effects", "load", "nowcast", "pathways",
    "progress_bar", "reach", "read", "robust", "run", "search", "seat", "sensitivity", "signposts", "sweep", "write_report",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import on first use, so that `import sim` costs nothing."""
    if name in _HOMES:
        return getattr(import_module(f"sim.{_HOMES[name]}"), name)
    if name == "__version__":
        from importlib.metadata import version

        return version("peninsula")
    raise AttributeError(f"module 'sim' has no attribute '{name}'")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
