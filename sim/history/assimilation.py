"""An ensemble held to the record: a particle filter over worlds, with what is linear or conjugate solved in each world.

Month by month every world is stepped under the policies as they were. What Pyongyang did is on record and is imposed; each
world is weighed by how likely it held the month's missile tests and the month's press. When few worlds carry the weight, they
are resampled and their assumptions rejuvenated.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from sim.history.counts import CountLevel
from sim.history.observations import Observations
from sim.history.particles import effective_number, normalised, rejuvenated, resampled
from sim.history.press import Attention, Press
from sim.model.theatre_model import TheatreModel
from sim.scenario.scenario import Scenario

type Numbers = NDArray[np.float64]

FEW = 0.5
"""Share of worlds: when fewer carry the weight, they are resampled."""

COLLAPSED = 0.01
"""Share of worlds: when fewer carry the weight, the ensemble could not have said that month, and this is reported."""


@dataclass(frozen=True)
class Settings:
    """What the filter takes for granted. memory, rest: of the level of missile tests (`sim.history.counts`)."""

    press: Press
    memory: float
    rest: float


@dataclass(frozen=True)
class Ahead:
    """A forecast: missile tests and GPRC_KOR in each world and month, (month, world); weights are equal."""

    months: int
    missile: Numbers
    gprc_kor: Numbers


@dataclass
class Assimilation:
    """The state of the filter: the worlds, their levels and attentions, their weights; and what it has said so far.

    effective: effective number of worlds in each month; evidence: log probability of each month's observations.
    resample: whether worlds are resampled when few of them carry the weight.
    """

    model: TheatreModel
    scenario: Scenario
    settings: Settings
    observed: Mapping[str, Numbers]
    level: CountLevel
    attention: Attention
    log_weights: Numbers
    chance: np.random.Generator
    effective: list[float] = field(default_factory=list)
    evidence: list[float] = field(default_factory=list)
    resample: bool = True

    @classmethod
    def begin(cls, scenario: Scenario, observations: Observations, settings: Settings) -> "Assimilation":
        """Return the ensemble before its first month."""
        worlds = scenario.worlds
        model = TheatreModel([scenario], np.arange(worlds))
        observed = {
            name: observations.by_month(name, scenario.start, scenario.months) for name in ("missile", "nuclear_test", "gprc_kor")
        }
        spread = model.assume["test_dispersion"].astype(np.float64)
        level = CountLevel.resting(worlds, settings.memory, settings.rest, 1 / np.expm1(spread**2))
        attention = Attention.unknown(settings.press, worlds)
        chance = np.random.default_rng(scenario.seed)
        return cls(model, scenario, settings, observed, level, attention, np.zeros(worlds), chance)

    def advance(self) -> None:
        """Take in the observations of the next month."""
        number = self.model.elapsed
        known = {name: float(values[number]) for name, values in self.observed.items()}
        acts = {"missile_tests": known["missile"], "nuclear_test": min(known["nuclear_test"], 1.0)}
        self.model.facts = {number: {act: count for act, count in acts.items() if not np.isnan(count)}}
        self.model.levels = {}
        self.level.forget()
        self.attention.fade()
        self.model.step()
        before = normalised(self.log_weights)
        said = np.zeros_like(self.log_weights)
        if not np.isnan(known["missile"]):
            said += self.level.learn(self.model.month.acts.expected_tests.astype(np.float64), known["missile"])
        if not np.isnan(known["gprc_kor"]):
            said += self.attention.read(self._press(), known["gprc_kor"])
        self.log_weights = self.log_weights + said
        weights = normalised(self.log_weights)
        self.effective.append(effective_number(weights))
        self.evidence.append(float(np.log((before * np.exp(said - said.max())).sum()) + said.max()))
        if self.resample and self.effective[-1] < FEW * len(weights):
            self._resample(weights)

    def ahead(self, months: int) -> Ahead:
        """Return what the ensemble forecasts for some months, under the policies as they were; the filter stays where it is."""
        kept = (self.model.state, self.model.elapsed, self.model.assume, self.model.reference)
        level, attention = self.level, self.attention
        places = resampled(normalised(self.log_weights), float(self.chance.random()))
        self.model.choose(places, {name: values[places] for name, values in self.model.assume.items()})
        self.level, self.attention = copy.copy(level.chosen(places)), copy.copy(attention.chosen(places))
        worlds = len(places)
        uniform = self.chance.permutation((np.arange(worlds) + 0.5) / worlds)
        missile, press = np.empty((months, worlds)), np.empty((months, worlds))
        for month in range(months):
            self.level.forget()
            self.attention.fade()
            self.model.levels = {"missile_test": self.level.drawn(uniform).astype(np.float32)}
            self.model.facts = {}
            self.model.step()
            missile[month] = self.model.month.acts.missile_tests
            noise = self.chance.standard_normal(worlds) * self.attention.spread
            press[month] = np.exp(self._press() + self.attention.mean.sum(axis=0) + noise)
        self.model.state, self.model.elapsed, self.model.assume, self.model.reference = kept
        self.level, self.attention = level, attention
        return Ahead(months, missile, press)

    def _press(self) -> Numbers:
        month = self.model.month
        talks = (month.next.channel_stage == 1).max(axis=0, initial=0)
        return self.settings.press.expected(month.headline.astype(np.float64), talks.astype(np.float64))

    def _resample(self, weights: Numbers) -> None:
        places = resampled(weights, float(self.chance.random()))
        assume = rejuvenated(self.model.assume, self.scenario.assumptions, weights, places, self.chance)
        self.model.choose(places, assume)
        self.level, self.attention = self.level.chosen(places), self.attention.chosen(places)
        self.level = replace(self.level, dispersion=1 / np.expm1(assume["test_dispersion"].astype(np.float64) ** 2))
        self.log_weights = np.zeros_like(weights)
