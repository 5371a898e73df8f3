"""What every lever does to every outcome that has a better side: moved from low to high, all else equal, in the same worlds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import cached_property
from statistics import NormalDist

import numpy as np

from sim.analysis.hypotheses.reach import range_of
from sim.analysis.mean_difference import NEGLIGIBLE, half_width, standardised_difference
from sim.ensemble.experiment import experiment
from sim.ensemble.intervals import NORMAL_95
from sim.model.expression import expression, measures_of
from sim.model.outcomes import Outcome, outcomes_of
from sim.parallel.job import Progress
from sim.scenario.levers import LEVERS, Lever
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.theatre import Actor, Theatre
from sim.scenario.wording import value_text

COUNTED = ("limited_attack", "crisis", "clash")
"""Kinds of event that are counted; fewer is better, as it is of the outcomes that give their probabilities."""

AT_THE_END = ("warheads", "tech", "war_so_far", "talks_months", "agreements_reached", "agreements_kept", "agreements_broken")
"""Outcomes that add up over the horizon, so that their last month says it all; of others the mean or the sum is looked at."""


@dataclass(frozen=True)
class Tracked:
    """An outcome, or a kind of event, that is looked at.

    name: of the outcome or the kind. text: its expression. better: whether more is better (1), worse (-1) or neither (0).
    """

    name: str
    text: str
    title: str
    better: int


@dataclass(frozen=True)
class Effect:
    """The mean paired difference that a lever makes to an outcome under a worldview, high less low, with its 90 % half-width.

    size: in standard deviations over worlds.
    """

    tracked: Tracked
    worldview: str
    difference: float
    half_width: float
    size: float

    @property
    def counts(self) -> bool:
        """Whether the interval excludes zero and the size is not negligible."""
        return self.counts_within(1)

    def counts_within(self, looked_at: int) -> bool:
        """Return whether it counts as one of so many that are looked at, by the intervals of all at once (Bonferroni)."""
        wider = NormalDist().inv_cdf(1 - 0.05 / looked_at) / NORMAL_95
        return abs(self.difference) > wider * self.half_width and abs(self.size) >= NEGLIGIBLE

    @property
    def side(self) -> int:
        """The side to which more of the lever moves the outcome: better (1), worse (-1), or an outcome without sides (0)."""
        return int(np.sign(self.difference)) * self.tracked.better


@dataclass(frozen=True)
class LeverEffects:
    """What a lever does under every worldview.

    low, high: the values it was held at. alongside: values of other levers of the actor, without which it could do nothing, by
    name. inert_because: a declared reason, or "".
    """

    actor: str
    lever: Quantity
    low: float
    high: float
    effects: tuple[Effect, ...]
    alongside: Mapping[str, str]
    inert_because: str

    @property
    def name(self) -> str:
        return f"{self.actor}.{self.lever.name}"

    @cached_property
    def beyond_chance(self) -> tuple[Effect, ...]:
        """The effects that count although so many outcomes under so many worldviews are looked at, the largest first."""
        found = [effect for effect in self.effects if effect.counts_within(len(self.effects))]
        return tuple(sorted(found, key=lambda effect: -abs(effect.size)))

    @property
    def inert(self) -> bool:
        """Whether it moves no outcome under any worldview."""
        return not self.beyond_chance

    @property
    def free_lunch(self) -> str:
        """Return "more" or "less" where that is better in everything that moves, under every worldview; else ""."""
        sides = {effect.side for effect in self.beyond_chance} - {0}
        return "more" if sides == {1} else "less" if sides == {-1} else ""

    def gets(self, side: int) -> tuple[Effect, ...]:
        """Return what gets better (1) or worse (-1) if there is more of it, the largest first."""
        return tuple(effect for effect in self.beyond_chance if effect.side == side)

    @property
    def contested(self) -> tuple[Tracked, ...]:
        """The outcomes that it moves to the better side under one worldview and to the worse under another."""
        better, worse = ({effect.tracked: None for effect in self.gets(side)} for side in (1, -1))
        return tuple(tracked for tracked in better if tracked in worse)


def tracked(theatre: Theatre, months: int) -> tuple[Tracked, ...]:
    """Return the outcomes with a better side, months of talks, and the events that are counted."""
    sides = {"higher": 1, "lower": -1, "": 0}
    outcomes = [each for each in outcomes_of(theatre) if each.better or each.name in AT_THE_END]
    events = [Tracked(kind, f"count({kind})", kind.replace("_", " ").capitalize() + " events", -1) for kind in COUNTED]
    return (*(Tracked(each.name, _text(each, months), each.title, sides[each.better]) for each in outcomes), *events)


def _text(outcome: Outcome, months: int) -> str:
    if outcome.name in AT_THE_END:
        return outcome.name
    return f"mean({outcome.name}) * {months}" if outcome.unit == "a month" else f"mean({outcome.name})"


def levers_of(theatre: Theatre, pattern: str = "*") -> tuple[tuple[str, str], ...]:
    """Return (actor, lever) of a theatre; pattern: of actor.lever."""
    known = [(actor.name, name) for actor in theatre.actors for name in actor.levers]
    return tuple(key for key in known if fnmatch(".".join(key), pattern))


def lever_effects(
    views: Sequence[Scenario], levers: Sequence[tuple[str, str]], workers: int | None = None, progress: Progress | None = None
) -> tuple[LeverEffects, ...]:
    """Return the effects of levers of a scenario, which is given under each worldview.

    levers: (actor, lever) of each. workers: number of processes (None: chosen).
    progress: called with the number of world-months completed, of two runs for each lever and worldview.
    """
    first = views[0]
    outcomes = tracked(first.theatre, first.months)
    found: dict[tuple[str, str], list[Effect]] = {key: [] for key in levers}
    for view in views if levers else ():
        rows = [_held(view, *key, value) for key in levers for value in _ends(first.theatre, *key)]
        for key, effects in zip(levers, _effects(view, rows, outcomes, workers, progress), strict=True):
            found[key] += effects
    return tuple(_of(first.theatre, *key, tuple(effects)) for key, effects in found.items())


def _effects(
    view: Scenario, rows: Sequence[Scenario], outcomes: Sequence[Tracked], workers: int | None, progress: Progress | None
) -> Iterator[list[Effect]]:
    """Yield the effects of lever after lever; rows: each at its low, then at its high value."""
    expressions = [expression(each.text, view, "number") for each in outcomes]
    measures = measures_of(tuple(expressions))
    measured = dict(zip(measures, experiment(rows, measures, workers=workers, progress=progress)[:, :, 0], strict=True))
    values = [np.broadcast_to(each.value(measured), (len(rows), view.worlds)) for each in expressions]
    for low in range(0, len(rows), 2):
        yield [_effect(each, view.worldview, value[low], value[low + 1]) for each, value in zip(outcomes, values, strict=True)]


def _effect(outcome: Tracked, worldview: str, low: np.ndarray, high: np.ndarray) -> Effect:
    gap = high - low
    return Effect(outcome, worldview, float(gap.mean()), float(half_width(gap)), standardised_difference(low, high))


def _ends(theatre: Theatre, actor: str, name: str) -> tuple[float, float]:
    values = range_of(theatre.actor(actor).levers[name])
    return values[0], values[-1]


def _held(scenario: Scenario, actor: str, name: str, value: float) -> Scenario:
    """Return a scenario with a lever held at a value, and with it the levers without which it could do nothing."""
    needed = _needed(scenario.theatre.actor(actor), name)
    held = {each: Schedule(code) for each, code in {**needed, name: value}.items()}
    return replace(scenario, policy={**scenario.policy, actor: {**scenario.policy[actor], **held}})


def _needed(actor: Actor, name: str) -> dict[str, float]:
    """Return the codes of the other levers of an actor with which a lever can do something, by name."""
    lever = actor.levers[name]
    declared = {each.name: each for each in LEVERS[actor.role]}
    needs = lever.matters_with if isinstance(lever, Lever) else ()
    return {actor.lever_names[rule]: declared[rule].code(value) for rule, value in needs}


def _of(theatre: Theatre, name: str, lever_name: str, effects: tuple[Effect, ...]) -> LeverEffects:
    actor = theatre.actor(name)
    lever = actor.levers[lever_name]
    alongside = {each: value_text(actor.levers[each].decode(code)) for each, code in _needed(actor, lever_name).items()}
    because = lever.inert_because if isinstance(lever, Lever) else ""
    return LeverEffects(name, lever, *_ends(theatre, name, lever_name), effects, alongside, because)
