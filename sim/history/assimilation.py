"""Assimilation of observations: a particle filter over worlds, with the linear and conjugate parts solved exactly in each world.

Every world is simulated month by month under the historical policies. Observed acts of the challenger are imposed; each world is
weighted by the likelihood of the missile tests and the press coverage of the month. When few worlds carry most of the weight,
worlds are resampled and their assumptions rejuvenated. The directed pairs of AI-GPR inform the levels and forms of their
observation model in each world, and not the weights of worlds: five series counted in the same newspapers would outweigh all acts
(docs/decisions/0020).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import Array
from sim.history.events import EVENTS
from sim.history.observation_models.launches import Form, LaunchLevel
from sim.history.observation_models.pairs import PAIRS, PairModel
from sim.history.observation_models.press import Press
from sim.history.observation_models.press_forms import Coverage
from sim.history.observations import Observations
from sim.history.particles import effective_sample_size, normalise, rejuvenate, resample
from sim.history.record import TERMS, Record
from sim.model.points import ONE, Points
from sim.model.stages import TALKS
from sim.model.theatre_model import TheatreModel
from sim.scenario.scenario import Scenario

type Numbers = NDArray[np.float64]

FEW = 0.5
"""Effective sample size, as a share of worlds, below which worlds are resampled."""

COLLAPSED = 0.01
"""Effective sample size, as a share of worlds, below which the ensemble is reported as collapsed: no world fits that month."""


@dataclass(frozen=True)
class Settings:
    """Fixed parameters of the filter.

    memory, rest: of the level of missile tests, d and a0 in `counts.py`. forms: pairs of them that are averaged instead
    (None: only the pair given). press_forms: rival press models that are averaged (None: only `press`). pair_forms: of the
    directed pairs (None: all). terms: of the likelihood, that weigh worlds.
    """

    press: Press
    memory: float
    rest: float
    forms: tuple[Form, ...] | None = None
    press_forms: tuple[Press, ...] | None = None
    pair_forms: tuple[Numbers, ...] | None = None
    terms: tuple[str, ...] = (*TERMS, "launches", "press")


@dataclass(frozen=True)
class Forecast:
    """A forecast: every series in each month and world, shape (month, world), with equal weights.

    series: "missile", "gprc_kor" and the pairs that are observed. events: whether an event of `sim.history.events` happens within
    the months, (world,).
    """

    months: int
    series: Mapping[str, Numbers]
    events: Mapping[str, NDArray[np.bool]]


@dataclass
class Assimilation:
    """The state of the filter: worlds with their levels and press, their weights, and diagnostics of past months.

    observed: series -> value in each month, NaN where unknown. effective: effective sample size in each month.
    evidence: log probability of the observations of each month. resample: whether worlds are resampled when the effective sample
    size is small. terms: log likelihood of the last month in each world, by term of `record.py`, "launches", "press" and "pairs".
    """

    model: TheatreModel
    scenario: Scenario
    settings: Settings
    observed: Mapping[str, Numbers]
    record: Record
    level: LaunchLevel
    press: Coverage
    pairs: dict[str, PairModel]
    log_weights: Numbers
    chance: np.random.Generator
    effective: list[float] = field(default_factory=list)
    evidence: list[float] = field(default_factory=list)
    resample: bool = True
    terms: dict[str, Numbers] = field(default_factory=dict)

    @classmethod
    def begin(
        cls, scenario: Scenario, observations: Observations, settings: Settings, assumed: Mapping[str, Array] | None = None
    ) -> "Assimilation":
        """Return the filter before its first month; assumed: assumptions by name instead of drawn ones, each (world,)."""
        worlds = scenario.worlds
        points = ONE if assumed is None else Points(worlds, assumed, worlds=np.arange(worlds))
        model = TheatreModel([scenario], np.arange(worlds), points)
        names = ("missile", "gprc_kor", *PAIRS)
        observed = {name: observations.by_month(name, scenario.start, scenario.months) for name in names}
        spread = model.assume["test_dispersion"].astype(np.float64)
        forms = settings.forms or ((settings.memory, settings.rest),)
        level = LaunchLevel.resting(worlds, forms, 1 / np.expm1(spread**2))
        press = Coverage.initial(settings.press_forms or (settings.press,), worlds)
        pair_forms = settings.pair_forms
        models = {name: PairModel.initial(name, model.month, pair_forms) for name in PAIRS if name in observations.series}
        pairs = {name: each for name, each in models.items() if each is not None}
        chance = np.random.default_rng(scenario.seed)
        return cls(
            model, scenario, settings, observed, Record.of(scenario, observations), level, press, pairs, np.zeros(worlds), chance
        )

    def advance(self) -> None:
        """Simulate the next month and assimilate its observations."""
        month = self.model.elapsed
        known = {name: float(values[month]) for name, values in self.observed.items()}
        launches = {} if np.isnan(known["missile"]) else {"missile_tests": known["missile"]}
        self.model.facts = {month: launches | self.record.facts(month)}
        self.model.levels = {}
        self.level.predict()
        self.press.predict()
        for pair in self.pairs.values():
            pair.predict()
        self.model.step()
        before = normalise(self.log_weights)
        terms = self.record.log_likelihood(self.model.month)
        if not np.isnan(known["missile"]):
            terms["launches"] = self.level.update(self.model.month.acts.expected_tests.astype(np.float64), known["missile"])
        if not np.isnan(known["gprc_kor"]):
            terms["press"] = self.press.update(*self.news(), known["gprc_kor"])
        told = [pair.update(self.model.month, known[name]) for name, pair in self.pairs.items() if not np.isnan(known[name])]
        # five series counted in the same newspapers weigh as one
        terms["pairs"] = sum(told, np.zeros_like(self.log_weights)) / max(len(told), 1)
        self.terms = terms
        log_likelihood = sum((terms[name] for name in self.settings.terms if name in terms), np.zeros_like(self.log_weights))
        self.log_weights = self.log_weights + log_likelihood
        weights = normalise(self.log_weights)
        self.effective.append(effective_sample_size(weights))
        largest = log_likelihood.max()
        self.evidence.append(float(np.log((before * np.exp(log_likelihood - largest)).sum()) + largest))
        if self.resample and self.effective[-1] < FEW * len(weights):
            self._resample(weights)

    def forecast(self, months: int, open_channels: bool = False) -> Forecast:
        """Return a forecast for some months under the historical policies; the state of the filter does not change.

        open_channels: talks are left to the model, too, instead of being held to their documented stages.
        """
        saved = (self.model.state, self.model.elapsed, self.model.assume, self.model.reference)
        conditions = self.model.conditions
        if open_channels:
            self.model.conditions = conditions | {"theatre": _with_open_channels(conditions["theatre"])}
        indices = resample(normalise(self.log_weights), float(self.chance.random()))
        self.model.choose(indices, {name: values[indices] for name, values in self.model.assume.items()})
        worlds = len(indices)
        launches, press = self.level.select(indices).draw(self._uniform(worlds)), self.press.select(indices)
        form = press.mixture.draw(self._uniform(worlds))
        uniform = self._uniform(worlds)
        pairs = {name: pair.select(indices).forecaster(self._uniform(worlds), self.chance) for name, pair in self.pairs.items()}
        series = {name: np.empty((months, worlds)) for name in ("missile", "gprc_kor", *pairs)}
        events = {name: np.zeros(worlds, dtype=np.bool) for name in EVENTS}
        for month in range(months):
            launches.predict()
            press.predict()
            self.model.levels = {"missile_test": launches.log_quantile(uniform).astype(np.float32)}
            self.model.facts = {}
            self.model.step()
            series["missile"][month] = self.model.month.acts.missile_tests
            series["gprc_kor"][month] = press.draw(*self.news(), form, self.chance.standard_normal(worlds))
            for name, pair in pairs.items():
                series[name][month] = pair.draw(self.model.month)
            for name, event in EVENTS.items():
                events[name] |= event.happens(self.model.month)
        self.model.state, self.model.elapsed, self.model.assume, self.model.reference = saved
        self.model.conditions = conditions
        return Forecast(months, series, events)

    def _uniform(self, worlds: int) -> Numbers:
        """Return numbers spread evenly over (0, 1), in random order, (world,)."""
        uniform: Numbers = self.chance.permutation((np.arange(worlds) + 0.5) / worlds)
        return uniform

    def news(self) -> tuple[Numbers, Numbers]:
        """Return the headline index, and whether any channel talks, this month, each (world,)."""
        month = self.model.month
        talks = (month.next.channel_stage == TALKS).max(axis=0, initial=0)
        return month.headline.astype(np.float64), talks.astype(np.float64)

    def _resample(self, weights: Numbers) -> None:
        indices = resample(weights, float(self.chance.random()))
        assume = rejuvenate(self.model.assume, self.scenario.assumptions, weights, indices, self.chance)
        self.model.choose(indices, assume)
        self.level, self.press = self.level.select(indices), self.press.select(indices)
        self.pairs = {name: pair.select(indices) for name, pair in self.pairs.items()}
        self.level = self.level.with_dispersion(1 / np.expm1(assume["test_dispersion"].astype(np.float64) ** 2))
        self.log_weights = np.zeros_like(weights)


def _with_open_channels(conditions: Mapping[str, Array]) -> dict[str, Array]:
    """Return the conditions of a theatre with no channel held to a stage."""
    return {name: np.zeros_like(values) if name.startswith("channel_") else values for name, values in conditions.items()}
