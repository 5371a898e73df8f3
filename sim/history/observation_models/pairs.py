"""Observation model of the directed pairs of the AI-GPR index: a count of articles, driven by the tension that one side feels.

A month of a pair is a whole number of articles times their share, most often none or a few, so it is counted: it is not normal.
Given the path of a world, articles n have a negative binomial distribution around

    m L,   m = e^(k (T + s G - 50) / 10 + c d)

tension of the directed dyad, T [0-100]; points of its rung on the crisis ladder, G; talks under way in its channel, d [0 or 1];
level, L, tracked exactly in each world (`counts.py`), which rests at the mean of its own past. How strongly tension counts (k),
whether crises count besides (s), what talks count (c), how long the level lasts and how dispersed articles are is contested, so
all forms below run side by side in every world, and their weights follow what each predicted (`mixture.py`). None is fitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from sim.history.observation_models.counts import CountLevel
from sim.history.observation_models.mixture import Mixture
from sim.model.indices import STAGE_WEIGHT, dyadic_tension
from sim.model.month import Month
from sim.model.stages import TALKS

type Numbers = NDArray[np.float64]

PAIRS = {
    "us_dprk": ("united_states", "north_korea"),
    "dprk_us": ("north_korea", "united_states"),
    "dprk_rok": ("north_korea", "south_korea"),
    "us_china": ("united_states", "china"),
    "china_us": ("china", "united_states"),
}
"""Series -> who acts, and toward whom."""

ARTICLE = 0.38
"""Index points of one article. Source: the smallest value above zero of a month over the pairs, AI-GPR of Iacoviello & Tong: in
the median month 0.30 in 1990-2008, 0.44 in 2009-2018."""

MEMORIES = (0.8, 0.9, 0.95, 0.98)
"""Share of what is known of the level that is left after a month: half-lives of three, seven, fourteen and 34 months."""
DISPERSIONS = (0.5, 1.5, 5.0)
"""Sizes of the negative binomial: from bursts of articles to almost Poisson."""
TENSION_EFFECTS = (0.0, 0.3, 0.6)
"""Effect of ten points of tension [log]; zero for schools that see the press follow itself."""
CRISIS_SHARES = (0.0, 1.0)
"""Whether a rung of the crisis ladder counts besides the heat that it brings; crises on record outlast their news."""
TALKS_EFFECTS = (0.0, 0.5)
"""Effect of talks under way [log]: they are news, too, as in `press.py`."""
REST_WEIGHT = 1.0
"""Months of evidence that the resting level weighs."""
REST_MEMORY = 0.995
"""Share of past articles that counts in the resting level after a month: a half-life of eleven years."""
FORGETTING, SHARE = 0.995, 0.003
"""Of the weights of forms. Source: as of the other constants, the best of some twenty settings on 1996-2008
(docs/decisions/0020); memories and shares of crises were settled with later months in view (docs/decisions/0023)."""
LARGEST_EFFECT = 3.0
"""Bound of the effect of tension in either direction [log]."""


@dataclass
class PairModel:
    """The articles of one pair in each world.

    forms: see `FORMS`. row: of the pair on the directed axis. rivalry: its index on the rivalry axis. channel: or None.
    level: arrays (form, world). articles, exposure: discounted sums of articles and of what was expected, whose ratio the level
    rests at; (1,) and (form, world).
    """

    forms: tuple[Numbers, ...]
    row: int
    rivalry: int
    channel: int | None
    level: CountLevel
    mixture: Mixture
    articles: float
    exposure: Numbers

    @classmethod
    def initial(cls, name: str, month: Month, forms: tuple[Numbers, ...] | None = None) -> "PairModel | None":
        """Return the model of a pair before the first observation, or None where the two are no rivals in this theatre.

        forms: as `FORMS`, which is the default.
        """
        forms = FORMS if forms is None else forms
        cast, worlds = month.cast, month.next.tech.shape[-1]
        by, about = (cast.names.index(actor) if actor in cast.names else None for actor in PAIRS[name])
        row = cast.row(by, about)
        if row is None:
            return None
        parties = cast.channel_parties if cast.challenger in (by, about) else ()
        channel = next((index for index, party in enumerate(parties) if party in (by, about)), None)
        memory, dispersion, *_ = forms
        weight = np.full((len(memory), worlds), REST_WEIGHT)
        level = CountLevel(weight, weight, memory, REST_WEIGHT, dispersion)
        mixture = Mixture.even(len(memory), worlds, FORGETTING, SHARE)
        return cls(forms, row, row % cast.rivalries, channel, level, mixture, 2.0, np.full((len(memory), worlds), 2.0))

    def predict(self) -> None:
        """Advance one month."""
        self.level.predict(self.articles / self.exposure)
        self.mixture.predict()

    def expected(self, month: Month) -> tuple[Numbers, Numbers, Numbers]:
        """Return ten points of tension above 50, those of the rung of the ladder, and talks under way, each (world,)."""
        state = month.next
        tension = dyadic_tension(state.hostility[self.row], state.heat[self.rivalry])
        rung = 10 * STAGE_WEIGHT * state.stage[self.rivalry]
        talks = np.zeros_like(tension) if self.channel is None else state.channel_stage[self.channel] == TALKS
        return (tension.astype(np.float64) - 50) / 10, rung.astype(np.float64), talks.astype(np.float64)

    def update(self, month: Month, value: float) -> Numbers:
        """Assimilate the index of a month, and return its log probability in each world, (world,)."""
        articles = value / ARTICLE
        _, _, *effects = self.forms
        mean = rate(*self.expected(month), *effects)
        log_probability = self.mixture.update(self.level.update(mean, articles))
        self.articles = REST_MEMORY * self.articles + articles
        self.exposure = REST_MEMORY * self.exposure + mean
        return log_probability

    def select(self, worlds: NDArray[np.integer]) -> "PairModel":
        """Return the model of some worlds, by their indices."""
        level, mixture = self.level.select(worlds), self.mixture.select(worlds)
        return replace(self, level=level, mixture=mixture, exposure=self.exposure[:, worlds])

    def forecaster(self, uniform: Numbers, chance: np.random.Generator) -> "PairForecaster":
        """Return a forecaster from this month on; uniform: which form each world takes, (world,)."""
        self.mixture.predict()
        form = self.mixture.draw(uniform)
        worlds = np.arange(len(form))
        memory, dispersion, *effects = (each[form, 0] for each in self.forms)
        level = CountLevel(self.level.shape[form, worlds], self.level.rate[form, worlds], memory, REST_WEIGHT, dispersion)
        rest = self.articles / self.exposure[form, worlds]
        return PairForecaster(self, level, rest, tuple(effects), chance)


@dataclass
class PairForecaster:
    """Draws the months ahead of one pair, one form in each world; all arrays (world,)."""

    model: PairModel
    level: CountLevel
    rest: Numbers
    effects: tuple[Numbers, ...]
    chance: np.random.Generator

    def draw(self, month: Month) -> Numbers:
        """Return the index of the next month in each world.

        A number of articles is spread over half an article to either side, as shares of articles vary; none is zero.
        """
        self.level.predict(self.rest)
        mean = rate(*self.model.expected(month), *self.effects)
        mean = mean * self.chance.gamma(self.level.shape) / self.level.rate
        articles = self.chance.poisson(mean * self.chance.gamma(self.level.dispersion) / self.level.dispersion)
        spread = self.chance.random(len(articles)) - 0.5
        drawn: Numbers = ARTICLE * np.where(articles > 0, articles + spread, 0)
        return drawn


def rate(
    tension: Numbers, rung: Numbers, talks: Numbers, tension_effect: Numbers, crisis_share: Numbers, talks_effect: Numbers
) -> Numbers:
    """Return articles expected at a level of one; tension, rung: tens of points; effects: [log]; shapes broadcast."""
    of_tension = np.clip(tension_effect * (tension + crisis_share * rung), -LARGEST_EFFECT, LARGEST_EFFECT)
    expected: Numbers = np.exp(of_tension + talks_effect * talks)
    return expected


def forms_of(
    memories: Sequence[float], dispersions: Sequence[float], effects: Sequence[float], talks: Sequence[float]
) -> tuple[Numbers, ...]:
    """Return memory, dispersion, effect of tension, share of the rung, and effect of talks of every form, each (form, 1)."""
    rows = (row for row in product(memories, dispersions, effects, CRISIS_SHARES, talks) if row[2] > 0 or row[3] == 0)
    return tuple(np.array(column)[:, None] for column in zip(*rows, strict=True))


FORMS = forms_of(MEMORIES, DISPERSIONS, TENSION_EFFECTS, TALKS_EFFECTS)
"""All forms, for forecasts."""

FEW_FORMS = forms_of((0.9,), (1.5,), TENSION_EFFECTS, (0.5,))
"""Those that differ in what tension and crises count for alone, for calibration, where levels matter less than worlds."""
