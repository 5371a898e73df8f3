"""What a turn has brought: outcomes and their change, what happened and who did it, and what came about of what was set."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.analysis.key_outcomes import key_outcomes
from sim.analysis.seat.live_world import Lever, LiveWorld
from sim.ensemble.policy_changes import keyed_policy_changes, value_text
from sim.foundations.axes import Array
from sim.foundations.months import format_month
from sim.model.in_force import Waiting
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.quantity import Quantity, Value
from sim.scenario.scenario import Scenario

SAME = 1e-6
"""Difference between what is set and what is in force that is rounding."""


@dataclass(frozen=True)
class Reading:
    """An outcome at the end of a turn, in the world that is played. change: since the turn before, None in the first."""

    outcome: Outcome
    value: float
    change: float | None


@dataclass(frozen=True)
class Happening:
    """One line of the chronicle. month: YYYY-MM; kind: as in the chronicle of a run, or a change of policy; by, to: labels."""

    month: str
    kind: str
    by: str
    to: str
    severity: float

    @property
    def text(self) -> str:
        """Who did what to whom."""
        return f"{f'{self.by}: ' if self.by else ''}{self.kind}{f' ({self.to})' if self.to else ''}"


@dataclass(frozen=True)
class Standing:
    """What has come about of a lever that the player has set. text: in words."""

    lever: str
    title: str
    in_force: bool
    text: str


@dataclass(frozen=True)
class Turn:
    """A turn that has been played. first, last: its months; sets: what the player set at its beginning."""

    number: int
    first: str
    last: str
    sets: Mapping[str, Value]
    readings: tuple[Reading, ...]
    happenings: tuple[Happening, ...]
    standings: tuple[Standing, ...]

    def document(self) -> dict[str, Any]:
        """Return all of it, ready for JSON."""
        return {
            "turn": self.number,
            "first": self.first,
            "last": self.last,
            "sets": dict(self.sets),
            "outcomes": [
                {
                    "name": each.outcome.name, "title": each.outcome.title, "unit": each.outcome.unit,
                    "better": each.outcome.better, "value": _rounded(each.value),
                    "change": None if each.change is None else _rounded(each.change),
                }
                for each in self.readings
            ],
            "happened": [asdict(each) | {"text": each.text} for each in self.happenings],
            "came_about": [asdict(each) for each in self.standings],
        }  # fmt: skip


def turn_of(
    live: LiveWorld, player: str, number: int, span: range, before: int, sets: Mapping[str, Value], ever_set: Sequence[str]
) -> Turn:
    """Return what a turn has brought.

    span: its months, from the start; before: months of the turn before it, 0 for none. ever_set: levers set so far.
    """
    scenario = live.scenarios[0]
    labels = [format_month(scenario.start + month) for month in (span.start, span.stop - 1)]
    levers = scenario.theatre.actor(player).levers
    return Turn(
        number=number,
        first=labels[0],
        last=labels[1],
        sets=dict(sets),
        readings=tuple(_readings(scenario, live.outcomes()[..., 0], span, before)),
        happenings=tuple(_happenings(live, player, span)),
        standings=tuple(_standing(live, (player, lever), levers[lever], span.stop - 1) for lever in dict.fromkeys(ever_set)),
    )


def _readings(scenario: Scenario, values: Array, span: range, before: int) -> list[Reading]:
    rows = {outcome.name: values[row] for row, outcome in enumerate(outcomes_of(scenario.theatre))}
    found = []
    for outcome in key_outcomes(scenario.theatre):
        now = float(rows[outcome.name][span.stop - 1])
        found.append(Reading(outcome, now, now - float(rows[outcome.name][span.start - 1]) if before else None))
    return found


def _happenings(live: LiveWorld, player: str, span: range) -> list[Happening]:
    """Return what happened in a span of months, and what others changed by their schedules, in turn."""
    scenario, events = live.scenarios[0], live.events()
    labels = {actor.name: actor.label for actor in scenario.theatre.actors}
    who = [labels[name] for name in events.actors] + [""]  # the code of nobody is -1
    found = [
        Happening(
            format_month(scenario.start + int(events.month[row])),
            events.kinds[events.kind[row]].replace("_", " "),
            who[events.actor[row]],
            who[events.target[row]],
            float(events.severity[row]),
        )
        for row in np.flatnonzero((events.month >= span.start) & (events.month < span.stop))
    ]
    lived = {format_month(scenario.start + month) for month in span}
    for month, label, key in keyed_policy_changes(scenario):
        owner = key.partition(".")[0]
        if month in lived and owner != player:
            found.append(Happening(month, f"changes policy: {label.partition(' ')[2]}", labels[owner], "", 1.0))
    return sorted(found, key=lambda each: each.month)


def _standing(live: LiveWorld, key: Lever, lever: Quantity, month: int) -> Standing:
    """Return what a lever is set to in a month, and how far that has come about."""
    wanted, now, waiting = live.set_values[key][month], live.in_force[key][month], live.followed[key]
    unit = f" {lever.unit}" if lever.unit and lever.kind == "real" else ""
    text = f"set to {_shown(lever, wanted)}{unit}"
    if abs(now - wanted) <= SAME * max(1.0, abs(wanted)):
        return Standing(key[1], lever.title, True, f"{text}, in force")
    return Standing(key[1], lever.title, False, f"{text}, in force: {_shown(lever, now)}{unit}; {_reason(waiting)}")


def _reason(waiting: Waiting) -> str:
    return f"it waits for {waiting.reason}" if waiting.reason else "something else acts on it"


def _shown(lever: Quantity, code: float) -> str:
    if lever.kind == "real":
        return f"{float(f'{code:.4g}'):,g}"
    if abs(code - round(code)) < 0.005:
        return value_text(lever, round(code))
    low = int(np.floor(code))
    return f"{code - low:.0%} of the way from {value_text(lever, low)} to {value_text(lever, low + 1)}"


def _rounded(number: float) -> float:
    return float(f"{number:.4g}")
