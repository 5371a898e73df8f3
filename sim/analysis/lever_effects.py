"""What every lever does to every outcome that has a better side: moved from low to high, all else equal, in the same worlds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch

import numpy as np

from sim.analysis.hypotheses.reach import range_of
from sim.analysis.mean_difference import NEGLIGIBLE, half_width, standardised_difference
from sim.ensemble.experiment import experiment
from sim.model.expression import Expression, expression, measures_of
from sim.model.outcomes import outcomes_of
from sim.parallel.job import Progress
from sim.scenario.levers.lever import Lever
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.theatre import Theatre

COUNTED = ("limited_attack", "crisis", "clash")
"""Kinds of event that are counted, fewer being better."""


@dataclass(frozen=True)
class Tracked:
    """An outcome that is looked at: its expression, and whether more of it is better (1) or worse (-1)."""

    text: str
    title: str
    better: int


@dataclass(frozen=True)
class Effect:
    """The mean paired difference that a lever makes to an outcome under a worldview, high less low, with its 90 % half-width.

    size: in standard deviations over worlds. counts: whether the interval excludes zero and the size is not negligible.
    """

    tracked: Tracked
    worldview: str
    difference: float
    half_width: float
    size: float

    @property
    def counts(self) -> bool:
        return abs(self.difference) > self.half_width and abs(self.size) >= NEGLIGIBLE

    @property
    def verdict(self) -> int:
        """Whether more of the lever is better (1), worse (-1), or neither (0)."""
        return int(np.sign(self.difference)) * self.tracked.better if self.counts else 0


@dataclass(frozen=True)
class LeverEffects:
    """What a lever does under every worldview. low, high: the values it was held at; inert_because: a declared reason, or ""."""

    actor: str
    lever: Quantity
    low: float
    high: float
    effects: tuple[Effect, ...]
    inert_because: str

    @property
    def inert(self) -> bool:
        """Whether it moves no outcome under any worldview."""
        return all(effect.verdict == 0 for effect in self.effects)

    @property
    def free_lunch(self) -> str:
        """Return "more" or "less" where that is better in everything that moves, under every worldview; else ""."""
        found = {effect.verdict for effect in self.effects} - {0}
        return "more" if found == {1} else "less" if found == {-1} else ""

    def costs(self, of: int) -> tuple[Effect, ...]:
        """Return what gets worse if there is more (1) or less (-1) of it, the largest first."""
        worse = [effect for effect in self.effects if effect.verdict * of < 0]
        return tuple(sorted(worse, key=lambda effect: -abs(effect.size)))


def tracked(theatre: Theatre) -> tuple[Tracked, ...]:
    """Return the outcomes with a better side, as means over the horizon, and the events that are counted."""
    sides = {"higher": 1, "lower": -1}
    means = [Tracked(f"mean({each.name})", each.title, sides[each.better]) for each in outcomes_of(theatre) if each.better]
    return (*means, *(Tracked(f"count({kind})", f"{kind.replace('_', ' ').capitalize()} events", -1) for kind in COUNTED))


def number_of_runs(scenario: Scenario) -> int:
    """Return how many runs it takes to measure all levers of a scenario under one worldview."""
    return 2 * sum(len(actor.levers) for actor in scenario.theatre.actors)


def lever_effects(
    views: Sequence[Scenario], pattern: str = "*", workers: int | None = None, progress: Progress | None = None
) -> tuple[LeverEffects, ...]:
    """Return the effects of every lever of a scenario, which is given under each worldview.

    pattern: of the levers, as actor.lever. workers: number of processes (None: chosen).
    progress: called with the number of world-months completed.
    """
    first = views[0]
    found: dict[tuple[str, str], list[Effect]] = {}
    levers = [key for key in _levers(first) if fnmatch(f"{key[0]}.{key[1]}", pattern)]
    outcomes = tracked(first.theatre)
    for view in views if levers else ():
        rows = [_held(view, actor, name, value) for actor, name in levers for value in _ends(view, actor, name)]
        for key, effects in zip(levers, _effects(view, rows, outcomes, workers, progress), strict=True):
            found.setdefault(key, []).extend(effects)
    return tuple(_of(first, key, tuple(effects)) for key, effects in found.items())


def _effects(
    view: Scenario, rows: Sequence[Scenario], outcomes: Sequence[Tracked], workers: int | None, progress: Progress | None
) -> Iterator[list[Effect]]:
    """Yield the effects of lever after lever; rows: each at its low, then at its high value."""
    expressions: list[Expression] = [expression(each.text, view, "number") for each in outcomes]
    measures = measures_of(tuple(expressions))
    measured = experiment(rows, measures, workers=workers, progress=progress)
    for row in range(0, len(rows), 2):
        low, high = (
            [
                np.broadcast_to(each.value(dict(zip(measures, measured[:, end, 0], strict=True))), view.worlds)
                for each in expressions
            ]
            for end in (row, row + 1)
        )
        yield [
            Effect(
                each,
                view.worldview,
                float((other - one).mean()),
                float(half_width(other - one)),
                standardised_difference(one, other),
            )
            for each, one, other in zip(outcomes, low, high, strict=True)
        ]


def _levers(scenario: Scenario) -> list[tuple[str, str]]:
    return [(actor.name, name) for actor in scenario.theatre.actors for name in actor.levers]


def _ends(scenario: Scenario, actor: str, name: str) -> tuple[float, float]:
    values = range_of(scenario.theatre.actor(actor).levers[name])
    return values[0], values[-1]


def _held(scenario: Scenario, actor: str, name: str, value: float) -> Scenario:
    policy = {**scenario.policy, actor: {**scenario.policy[actor], name: Schedule(value)}}
    return replace(scenario, policy=policy)


def _of(scenario: Scenario, key: tuple[str, str], effects: tuple[Effect, ...]) -> LeverEffects:
    lever = scenario.theatre.actor(key[0]).levers[key[1]]
    because = lever.inert_because if isinstance(lever, Lever) else ""
    return LeverEffects(key[0], lever, *_ends(scenario, *key), effects, because)
