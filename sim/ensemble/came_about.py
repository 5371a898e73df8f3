"""What was set and what came about: for each change of a lever whose effect waits, in which worlds and when it is in force."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.policy_changes import value_text
from sim.ensemble.quantiles import LEVELS, quantile_column, quantiles
from sim.foundations.axes import Array
from sim.foundations.months import format_month
from sim.foundations.wording import number_text
from sim.model.in_force import in_force, waiting_levers
from sim.parallel.job import Progress
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule

WORLDS = 500
"""Worlds that are followed: the first of the ensemble, or all of a smaller one."""

REACHED = 0.9
"""Share of a step that has to be made before a number counts as in force."""


@dataclass(frozen=True)
class Step:
    """One value that was set.

    month: from which on it was set; value: as files write it; label: both in words. share: of worlds in which it came about
    before the next step or the end. low, middle, high: the months by which it had come about in 5, 50 and 95 % of all worlds,
    "" where in fewer. text: all of it in words.
    """

    month: str
    value: float | bool | str
    label: str
    share: float
    low: str
    middle: str
    high: str
    text: str


@dataclass(frozen=True)
class CameAbout:
    """What came about of one lever.

    reason: what it waits for. bands: quantiles of the value in force by month, in the codes of the lever, by column name.
    worlds: how many were followed.
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
    """Return what came about of every lever that waits for something and does not keep its default all the time.

    progress: called with 1 after each month; never where nothing waits.
    """
    actors = {actor.name: actor for actor in scenario.situation.actors}
    steps = {
        (actor, lever): tuple(_steps(actors[actor].levers[lever], scenario.policy[actor][lever], scenario))
        for actor, lever in waiting_levers(scenario)
    }
    waiting = {key: each for key, each in waiting_levers(scenario).items() if steps[key]}
    if not waiting:
        return ()
    worlds = min(WORLDS, scenario.worlds)
    found = []
    for (actor, lever), (before, values) in in_force(scenario, waiting, worlds, progress).items():
        quantity, dated = actors[actor].levers[lever], steps[actor, lever]
        ends = [*(first - 1 for first, _ in dated[1:]), scenario.months - 1]
        told = tuple(
            _step(quantity, scenario, first, code, before if first == 0 else values[first - 1], values[first : last + 1])
            for (first, code), last in zip(dated, ends, strict=True)
        )
        bands = {
            quantile_column(level): [float(f"{number:.4g}") for number in row]
            for level, row in zip(LEVELS, quantiles(values, LEVELS).tolist(), strict=True)
        }
        found.append(CameAbout(actor, lever, quantity.title, waiting[actor, lever].reason, told, bands, worlds))
    return tuple(found)


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


def _step(lever: Quantity, scenario: Scenario, first: int, code: float, before: Array, values: Array) -> Step:
    """Return what came about of a value. before: in force until then, (world,); values: in force from then on, (month, world)."""
    reached = _reached(lever, code, before, values)
    came = reached.any(axis=0)
    waited = np.where(came, reached.argmax(axis=0).astype(np.float64), np.inf)
    low, middle, high = (
        format_month(scenario.start + first + int(each)) if np.isfinite(each) else ""
        for each in np.quantile(waited, (0.05, 0.5, 0.95), method="inverted_cdf")
    )
    month, share = format_month(scenario.start + first), float(came.mean())
    at_once = share == 1 and high == month
    text = "in force as set" if at_once else _sentence(share, low, middle, high)
    if lever.kind == "real" and not at_once:
        text += "; " + _level_text(lever, values[-1], format_month(scenario.start + first + len(values) - 1))
    return Step(month, lever.decode(code), f"{month}: {value_text(lever, code)}", share, low, middle, high, text)


def _reached(lever: Quantity, code: float, before: Array, values: Array) -> NDArray[np.bool]:
    """Return where a value is in force, (month, world): where an option is chosen, and a number has made most of its step."""
    if lever.kind != "real":
        return np.asarray(values == np.float32(code))
    step = code - before
    return np.asarray((values - code) * np.sign(step) >= -(1 - REACHED) * np.abs(step) - 1e-6)


def _sentence(share: float, low: str, middle: str, high: str) -> str:
    never = "" if share == 1 else f"; never in {_percent(1 - share)} of worlds"
    if not share:
        return "comes about in no world"
    if not middle:
        return f"comes about in {_percent(share)} of worlds{never}"
    return f"comes about: median {middle} (90 % of worlds: {low} to {high or 'never'}){never}"


def _percent(share: float) -> str:
    """Return a share as text that is 0 or 100 % only where it is exactly that."""
    rounded = min(max(round(100 * share), 1), 99) if 0 < share < 1 else round(100 * share)
    return f"{rounded} %"


def _level_text(lever: Quantity, last: Array, month: str) -> str:
    low, middle, high = (number_text(float(f"{each:.3g}")) for each in np.quantile(last, (0.05, 0.5, 0.95)))
    return f"in {month} {middle} {lever.unit}".rstrip() + f" (90 % of worlds: {low} to {high})"
