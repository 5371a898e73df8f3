"""What worker processes of the page do: a piece of work, unless a newer question of the same session has made it stale."""

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.foundations.axes import Array
from sim.parallel.worker import end_with_the_parent
from sim.scenario.scenario import Scenario

_newest: Any = None


class Stale(Exception):
    """A newer question of the same session has come."""


def begin(newest: Any) -> None:
    """Make this process a worker. newest: shared with the parent, the newest ticket of each session."""
    import sim.parallel.worker_environment  # noqa: F401

    global _newest
    _newest = newest
    end_with_the_parent()


def ready() -> None:
    """Import what the first question would wait for."""
    import sim.model.simulate  # noqa: F401


def do(work: Callable[..., Any], given: tuple[Any, ...], place: int, ticket: int) -> tuple[bool, Any]:
    """Return (True, what the work yields), or (False, None) where it is stale.

    place, ticket: the session's place among the newest, -1 for nobody's, and the ticket of this question.
    """

    def look(_: int) -> None:
        if place >= 0 and _newest[place] != ticket:
            raise Stale

    try:
        look(0)
        return True, work(*given, look)
    except Stale:
        return False, None


def outcomes(scenario: Scenario, look: Callable[[int], None]) -> Array:
    """Return all outcomes, shape (outcome, month, world), by the engine in NumPy; look: called every month."""
    from sim.model.simulate import outcomes_of_worlds

    return outcomes_of_worlds(scenario, np.arange(scenario.worlds), look)


def compiled_outcomes(scenario: Scenario, _: Callable[[int], None]) -> Array:
    """Return all outcomes by the compiled engine."""
    from sim.model.compiled.simulate import outcomes_of_worlds

    return outcomes_of_worlds(scenario, np.arange(scenario.worlds))
