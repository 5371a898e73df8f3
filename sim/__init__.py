"""Peninsula: run policy scenarios for security dilemmas. An instrument for thinking, never a forecast.

import sim
run = sim.run("baseline", worlds=500, overrides={"us.troops_korea": 0})
run.plot("peninsula_tension")
sim.compare(["baseline", "offshore_balancing"]).table()
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.api import Comparison, PeninsulaError, Run, Sweep, branch, compare, load, read, run, sweep
    from sim.uncertainty import discover, robust, search, sensitivity

_UNCERTAIN = ("discover", "robust", "search", "sensitivity")
__all__ = [
    "Comparison", "PeninsulaError", "Run", "Sweep", "branch", "compare", "discover", "load", "read", "robust", "run", "search",
    "sensitivity", "sweep",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import on first use, so that `import sim` costs nothing."""
    if name in _UNCERTAIN:
        from sim import uncertainty

        return getattr(uncertainty, name)
    if name in __all__:
        from sim import api

        return getattr(api, name)
    if name == "__version__":
        from importlib.metadata import version

        return version("peninsula")
    raise AttributeError(f"module 'sim' has no attribute '{name}'")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
