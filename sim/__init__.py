"""Peninsula: run policy scenarios for security dilemmas. An instrument for thinking, never a forecast.

import sim
run = sim.run("baseline", worlds=500, overrides={"us.troops_korea": 0})
run.plot("peninsula_tension")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.api import PeninsulaError, Run, load, read, run

__all__ = ["PeninsulaError", "Run", "load", "read", "run"]


def __getattr__(name: str) -> Any:
    """Import on first use, so that `import sim` costs nothing."""
    if name in __all__:
        from sim import api

        return getattr(api, name)
    if name == "__version__":
        from importlib.metadata import version

        return version("peninsula")
    raise AttributeError(f"module 'sim' has no attribute '{name}'")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
