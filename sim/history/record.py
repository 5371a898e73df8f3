"""The record of acts, crises, talks and warheads: what of it is imposed on driven worlds, and how probable each world held it.

One likelihood over everything that was observed is the sum of the terms below, and of those of launches, the press and the
directed pairs (`sim/history/observation_models/`). Acts and crises on record are imposed after a world said how probable they
were, so that the next month starts from what happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import Array
from sim.foundations.months import format_month, parse_month
from sim.history.facts import FACTS, RECORDED_UNTIL
from sim.history.observations import Observations
from sim.model.month import Month
from sim.model.stages import CALM, CRISIS, DEAL, NONE, TALKS
from sim.scenario.scenario import Scenario

type Numbers = NDArray[np.float64]

WARHEADS: Mapping[str, float] = {"2010-12": 8.0, "2018-06": 20.0}
"""Published estimates of the stockpile. Source: Albright & Brannan (2010), 8 from plutonium; SIPRI Yearbook 2018, 10 to 20, and
Hecker (2018), material for 25 to 30."""

WARHEADS_SPREAD = 0.5
"""Standard deviation of the log of an estimate. Source: judgement: the estimates of a year differ by a factor of two to three."""

LEAST = 1e-4
"""Probability that a world is given at least. Source: definition, so that no single month decides."""

TERMS = ("nuclear_tests", "attacks", "sanctions", "crises", "talks", "warheads")
"""Names of the terms of the likelihood, beside "launches", "press" and "pairs"."""


@dataclass(frozen=True)
class Record:
    """What is on record, by months elapsed; NaN where nothing is known.

    nuclear_test, attack, sanctions: 0 or 1, (month,). crisis: rivalry -> whether it was in a crisis, (month,).
    stages: channel -> documented stage, or -1, (month,). warheads: months elapsed -> estimate.
    """

    nuclear_test: Numbers
    attack: Numbers
    sanctions: Numbers
    crisis: Mapping[str, Numbers]
    stages: Mapping[str, Numbers]
    warheads: Mapping[int, float]

    @classmethod
    def of(cls, scenario: Scenario, observations: Observations) -> "Record":
        """Return the record of the months of a scenario."""
        start, months = scenario.start, scenario.months
        tests = np.minimum(observations.by_month("nuclear_test", start, months), 1)
        crisis = {r.name: observations.by_month(f"crisis_{r.name}", start, months) for r in scenario.theatre.rivalries}
        stages = {
            channel.name: scenario.conditions["theatre"][f"channel_{channel.name}"].values(start, months).astype(np.float64) - 1
            for channel in scenario.theatre.channels
        }
        estimates = {parse_month(month) - start: number for month, number in WARHEADS.items()}
        return cls(tests, _dated("attack", scenario), _answers(_dated("sanctions", scenario), tests), crisis, stages, estimates)

    def facts(self, month: int) -> dict[str, float]:
        """Return what is imposed in a month, by the name under which the model asks for it."""
        known = {
            "nuclear_test": self.nuclear_test[month],
            "limited_attack": self.attack[month],
            "sanctions_round": self.sanctions[month],
        } | {
            f"stage/{name}": CRISIS if values[month] else CALM for name, values in self.crisis.items() if known_at(values, month)
        }
        return {name: float(value) for name, value in known.items() if not np.isnan(value)}

    def log_likelihood(self, month: Month) -> dict[str, Numbers]:
        """Return the log probability of what is on record of a month in each world, by term, (world,)."""
        now, acts = month.number, month.acts
        return {
            "nuclear_tests": bernoulli(acts.nuclear_prob, self.nuclear_test[now]),
            "attacks": bernoulli(acts.attack_prob, self.attack[now]),
            "sanctions": bernoulli(acts.sanctions_prob, self.sanctions[now]),
            "crises": self._crises(month),
            "talks": self._talks(month),
            "warheads": self._warheads(month),
        }

    def _crises(self, month: Month) -> Numbers:
        total = np.zeros(month.last.warheads.shape[-1])
        for row, rivalry in enumerate(month.cast.theatre.rivalries):
            observed = self.crisis.get(rivalry.name)
            if observed is not None and known_at(observed, month.number):
                calm = month.last.stage[row] == CALM
                total += np.where(calm, bernoulli(month.acts.rise_prob[row], observed[month.number]), 0)
        return total

    def _talks(self, month: Month) -> Numbers:
        """Talks of patron and main protege with the challenger, move by move."""
        acts, cast, total = month.acts, month.cast, np.zeros(month.last.warheads.shape[-1])
        for channel, party in enumerate(cast.channel_parties):
            reached = self.stages[cast.theatre.channels[channel].name][month.number]
            if party in cast.partners or reached < 0:
                continue
            stage = month.last.channel_stage[channel]
            begins, fails = (
                bernoulli(acts.begin_prob[channel], reached > NONE),
                bernoulli(acts.collapse_prob[channel], reached == NONE),
            )
            agrees = np.where(reached == NONE, 0, bernoulli(acts.deal_prob[channel], reached >= DEAL))
            breaks = bernoulli(acts.break_prob[channel], reached < DEAL)
            total += np.select([stage == NONE, stage == TALKS], [begins, fails + agrees], breaks)
        return total

    def _warheads(self, month: Month) -> Numbers:
        estimate = self.warheads.get(month.number)
        if estimate is None:
            return np.zeros(month.last.warheads.shape[-1])
        miss: Numbers = (np.log(np.maximum(month.next.warheads, LEAST)) - np.log(estimate)) / WARHEADS_SPREAD
        return -(miss**2) / 2


def known_at(values: Numbers, month: int) -> bool:
    """Return whether a series has a value in a month."""
    return not np.isnan(values[month])


def bernoulli(prob: Array, happened: float) -> Numbers:
    """Return the log probability of something that happened (1) or not (0), (world,); zero where it is unknown (NaN)."""
    if np.isnan(happened):
        return np.zeros(prob.shape[-1])
    p = np.clip(prob.astype(np.float64), LEAST, 1 - LEAST)
    return np.asarray(np.log(p) if happened else np.log1p(-p))


def _dated(kind: str, scenario: Scenario) -> Numbers:
    """Return whether a fact of a kind is dated to each month, (month,); NaN after the facts that count."""
    months = [format_month(scenario.start + month) for month in range(scenario.months)]
    found = {fact.month for fact in FACTS if fact.kind == kind}
    return np.array([np.nan if month > RECORDED_UNTIL else float(month in found) for month in months])


def _answers(rounds: Numbers, tests: Numbers) -> Numbers:
    """Return rounds of sanctions in the month in which the model can have them, (month,).

    It answers the acts of the month before; what the Council adopted in the month of a nuclear test is entered a month later.
    """
    moved = np.where((rounds == 1) & (tests == 1), 0.0, rounds)
    moved[1:] = np.maximum(moved[1:], ((rounds == 1) & (tests == 1))[:-1])
    return moved
