"""What was set, by schedule or rule, and what came about: in which worlds and when the value of a lever is in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.policy_changes import value_text
from sim.ensemble.quantiles import LEVELS, quantile_column, quantiles
from sim.foundations.axes import Array
from sim.foundations.months import format_month
from sim.foundations.wording import number_text
from sim.model.in_force import SCHEDULE, Followed, LeverKey, Waiting, at_once, follow, rules_that_set, waiting_levers
from sim.parallel.job import Progress
from sim.scenario.quantity import Quantity
from sim.scenario.rules import Rule
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.wording import schedule_text

WORLDS = 2000
"""Worlds that are followed: the first of the ensemble, or all of one of at most the usual size."""

REACHED = 0.9
"""Share of a step that has to be made before a number, or an option that is approached by degrees, counts as in force."""


@dataclass(frozen=True)
class Step:
    """One value that was set.

    month: from which on it was set, of a rule the median of the first months in which it sets it, "" where it never does.
    value: as files write it, of a rule perhaps the name of a parameter. rule: the name of the rule that sets it, "" for the
    schedule. label: who sets what, to follow "set". set_share: of worlds in which it is set at all. share: of worlds in which it
    came about before the next step or the end, while it was set. low, middle, high: the months by which it had come about in 5,
    50 and 95 % of all worlds, "" where in fewer. text: all of it in words.
    """

    month: str
    value: float | bool | str
    rule: str
    label: str
    set_share: float
    share: float
    low: str
    middle: str
    high: str
    text: str

    @property
    def briefly(self) -> str:
        """What came about of it, in the few words that a figure has room for; "" where it did in every world at once."""
        if not self.share:
            return "comes about in no world"
        if not self.middle:
            return f"comes about in {_percent(self.share)} of worlds"
        if self.share == 1:
            return "" if self.middle == self.month else f"comes about by {self.middle} at the median"
        return f"comes about by {self.middle} at the median, never in {_percent(1 - self.share)} of worlds"


@dataclass(frozen=True)
class CameAbout:
    """What came about of one lever.

    reason: what it waits for; "" for a lever that acts at once, and that rules set besides. bands: quantiles of the value in
    force by month, in the codes of the lever, by column name. worlds: how many were followed.
    """

    actor: str
    lever: str
    title: str
    reason: str
    steps: tuple[Step, ...]
    bands: dict[str, list[float]]
    worlds: int

    @property
    def key(self) -> str:
        """The lever as settings name it, such as "south_korea.opcon"."""
        return f"{self.actor}.{self.lever}"


def came_about(scenario: Scenario, progress: Progress | None = None) -> tuple[CameAbout, ...]:
    """Return what came about of every lever that waits for something and is set, by its schedule or a rule.

    A lever that acts at once is told where rules set it otherwise than its schedule, which changes it, says.
    progress: called with 1 after each month; never where nothing is to be told.
    """
    levers = told_levers(scenario)
    return of_followed(scenario, follow(scenario, levers, min(WORLDS, scenario.worlds), progress)) if levers else ()


def told_levers(scenario: Scenario) -> Mapping[LeverKey, Waiting]:
    """Return the levers of which there is something to tell, and how each waits."""
    waiting, told = waiting_levers(scenario), {}
    for key, dated in _dated(scenario).items():
        ruled = bool(rules_that_set(scenario, *key))
        if (dated or ruled) if key in waiting else (dated and ruled):
            told[key] = waiting.get(key) or at_once(scenario, *key)
    return told


def of_followed(scenario: Scenario, levers: Mapping[LeverKey, Followed]) -> tuple[CameAbout, ...]:
    """Return what came about of levers that were followed, in the first `WORLDS` worlds."""
    told, steps, found = told_levers(scenario), _dated(scenario), []
    for (actor, lever), in_all in levers.items():
        followed = in_all.first(WORLDS)
        quantity, how = scenario.theatre.actor(actor).levers[lever], told[actor, lever]
        one = _Lever(lever, quantity, scenario, followed, quantity.kind == "real" or how.gradual)
        worlds = len(followed.before)
        rules = rules_that_set(scenario, actor, lever) if how.reason else ()
        bands = {
            quantile_column(level): [float(f"{number:.4g}") for number in row]
            for level, row in zip(LEVELS, quantiles(followed.in_force, LEVELS).tolist(), strict=True)
        }
        values = (*one.of_schedule(steps[actor, lever]), *(one.of_rule(number, scenario.rules[number - 1]) for number in rules))
        found.append(CameAbout(actor, lever, quantity.title, how.reason, values, bands, worlds))
    return tuple(found)


def _dated(scenario: Scenario) -> dict[LeverKey, tuple[tuple[int, float], ...]]:
    """Return the values that the schedule sets of each lever; see `_steps`."""
    return {
        (actor.name, name): tuple(_steps(lever, scenario.policy[actor.name][name], scenario))
        for actor in scenario.situation.actors
        for name, lever in actor.levers.items()
    }


def _steps(lever: Quantity, schedule: Schedule, scenario: Scenario) -> Iterator[tuple[int, float]]:
    """Yield month (from the start) and code of each value that is set, first that of the first month unless it is the default."""
    start, end = scenario.start, scenario.start + scenario.months
    held = lever.coded_default
    dated = [(0, schedule.value(start))]
    dated += [(change.first - start, change.value) for change in schedule.changes if start < change.first < end]
    for month, code in dated:
        if code != held:
            yield month, code
        held = code


@dataclass(frozen=True)
class _Lever:
    """A lever that was followed. name: in the theatre. gradual: whether a value is approached by degrees, not chosen or not."""

    name: str
    lever: Quantity
    scenario: Scenario
    followed: Followed
    gradual: bool

    def of_schedule(self, dated: tuple[tuple[int, float], ...]) -> Iterator[Step]:
        """Yield what came about of each value of the schedule. dated: month from the start and code of each."""
        followed = self.followed
        firsts = [*(first for first, _ in dated), self.scenario.months]
        for (_, code), (first, end) in zip(dated, pairwise(firsts), strict=True):
            before = followed.before if first == 0 else followed.in_force[first - 1]
            values, acts = followed.in_force[first:end], followed.setter[first:end] == SCHEDULE
            waited = _first(acts & self._reached(code, before, values))
            share, (low, middle, high) = self._share(waited), self._months(first + waited)
            month = self._month(first)
            at_once = share > 0 and (waited == _first(acts)).all()
            told = "in force as set" if at_once else _sentence(share, low, middle, high)
            if self.gradual and not at_once:
                told += self._level(code, before, values[-1], acts[-1], first + len(values) - 1)
            if not acts.all():
                ruled = _first(~acts)
                since = self._months(first + ruled[np.isfinite(ruled)])[1]
                told += f"; rules set it otherwise in {_percent(self._share(ruled))} of worlds"
                told += f" (there from {since}, at the median)"
            label = f"from {month}: {value_text(self.lever, code)}"
            yield Step(month, self.lever.decode(code), "", label, 1.0, share, low, middle, high, told)

    def of_rule(self, number: int, rule: Rule) -> Step:
        """Return what came about of what a rule sets. number: of the rule, from 1."""
        followed = self.followed
        acts = followed.setter == number
        begun = _first(acts)
        ever = np.isfinite(begun)
        first = np.where(ever, begun, 0).astype(np.intp)
        before = np.where(first > 0, followed.in_force[first - 1, np.arange(len(first))], followed.before)
        waited = _first(acts & self._reached(followed.intended, before, followed.in_force))
        share, set_share, came = self._share(waited), self._share(begun), np.isfinite(waited)
        month = self._months(begun[ever])[1] if set_share else ""
        told = f"set in {_percent(set_share)} of worlds"
        if set_share:
            told += f" (there from {month}, at the median)"
            if (waited == begun).all():
                told += ", in force as set"
            else:
                told += f"; {_later(share, waited[came] - begun[came])}"
                if self.gradual:
                    told += self._level(followed.intended[-1], before, followed.in_force[-1], acts[-1], self.scenario.months - 1)
        value = rule.sets[self.name]
        written: float | bool | str
        if isinstance(value, Schedule):
            written = words = schedule_text(self.lever, value)
        else:
            written = value if isinstance(value, str) else self.lever.decode(value)
            ends = rule.parameters[value] if isinstance(value, str) else (value,)
            words = " to ".join(dict.fromkeys(value_text(self.lever, each) for each in ends))
        return Step(month, written, rule.name, f"by rule '{rule.name}': {words}", set_share, share, *self._months(waited), told)

    def _month(self, number: float) -> str:
        """Return the month of a number from the start, "" for one that never comes."""
        return format_month(self.scenario.start + int(number)) if np.isfinite(number) else ""

    def _months(self, numbers: NDArray[np.float64]) -> tuple[str, str, str]:
        low, middle, high = np.quantile(numbers, (0.05, 0.5, 0.95), method="inverted_cdf")
        return self._month(low), self._month(middle), self._month(high)

    @staticmethod
    def _share(waited: NDArray[np.float64]) -> float:
        return float(np.isfinite(waited).mean())

    def _reached(self, code: float | Array, before: Array, values: Array) -> NDArray[np.bool]:
        """Return where a value is in force, (month, world): where an option is chosen, and a number has made most of its step."""
        if not self.gradual:
            return np.asarray(values == np.asarray(code, dtype=values.dtype))
        step = code - before
        return np.asarray((values - code) * np.sign(step) >= -(1 - REACHED) * np.abs(step) - 1e-6)

    def _level(self, code: float | Array, before: Array, last: Array, acts: NDArray[np.bool], month: int) -> str:
        """Return how far the lever is in a month in the worlds where the value is set then, as a clause."""
        if not acts.any():
            return ""
        when = f"; in {self._month(month)}{'' if acts.all() else ', where it is set then,'}"
        if self.lever.kind == "real":
            levels, unit = last[acts], f" {self.lever.unit}".rstrip()
        else:
            step = np.broadcast_to(code - before, last.shape)[acts]
            levels = 100 * np.divide((last - before)[acts], step, out=np.ones_like(step), where=step != 0)
            unit = " % of the way is made"
        low, middle, high = (number_text(round(float(f"{each:.3g}"), 4)) for each in np.quantile(levels, (0.05, 0.5, 0.95)))
        return f"{when} {middle}{unit} (90 % of worlds: {low} to {high})"


def _first(holds: NDArray[np.bool]) -> NDArray[np.float64]:
    """Return the number of the first month in which something holds, (world,); infinity where it never does."""
    return np.where(holds.any(axis=0), holds.argmax(axis=0).astype(np.float64), np.inf)


def _sentence(share: float, low: str, middle: str, high: str) -> str:
    never = "" if share == 1 else f"; never in {_percent(1 - share)} of worlds"
    if not share:
        return "comes about in no world"
    if not middle:
        return f"comes about in {_percent(share)} of worlds{never}"
    return f"comes about: median {middle} (90 % of worlds: {low} to {high or 'never'}){never}"


def _later(share: float, months: NDArray[np.float64]) -> str:
    """Return what came about of a rule as a clause. share: of all worlds. months: until it did, from being set."""
    if not share:
        return "comes about in no world"
    later = int(np.median(months))
    when = f"{later} {'month' if later == 1 else 'months'} later at the median" if later else "at once in most of these"
    return f"comes about in {_percent(share)} of all worlds, {when}"


def _percent(share: float) -> str:
    """Return a share as text that is 0 or 100 % only where it is exactly that."""
    rounded = min(max(round(100 * share), 1), 99) if 0 < share < 1 else round(100 * share)
    return f"{rounded} %"
