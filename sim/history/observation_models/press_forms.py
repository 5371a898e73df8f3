"""Rival forms of the press model side by side: how strongly tension and talks count, and how noisy the press is.

The fit of `press.py` is one answer from months up to 2011; what the press makes of tension changes. Each form
is a Kalman filter of its own, and their weights in each world follow what they predicted (`mixture.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from sim.history.observation_models.mixture import Mixture
from sim.history.observation_models.press import Attention, Press

type Numbers = NDArray[np.float64]

TENSION_FACTORS, TALKS_FACTORS, NOISE_FACTORS = (0.3, 1.0, 2.0), (0.0, 1.0, 2.5), (0.8, 1.15, 1.6)
"""Of the fitted effects of tension and of talks, and of the three fitted noises. Source: judgement, on both sides of one."""

FORGETTING, SHARE = 0.98, 0.01
"""Of the weights of forms, as in `launches.py`."""


def forms_of(press: Press) -> tuple[Press, ...]:
    """Return the forms around a fitted press model."""
    return tuple(
        replace(
            press,
            per_ten=press.per_ten * tension,
            talks=press.talks * talks,
            slow_noise=press.slow_noise * noise,
            fast_noise=press.fast_noise * noise,
            noise=press.noise * noise,
        )
        for tension, talks, noise in product(TENSION_FACTORS, TALKS_FACTORS, NOISE_FACTORS)
    )


@dataclass
class Coverage:
    """The press in each world: the attention under each form, and the weights of forms."""

    forms: tuple[Attention, ...]
    mixture: Mixture

    @classmethod
    def initial(cls, presses: Sequence[Press], worlds: int) -> "Coverage":
        """Return the press before the first observation."""
        forms = tuple(Attention.initial(press, worlds) for press in presses)
        return cls(forms, Mixture.even(len(forms), worlds, FORGETTING, SHARE))

    def predict(self) -> None:
        """Advance one month."""
        for form in self.forms:
            form.predict()
        self.mixture.predict()

    def update(self, index: Numbers, talks: Numbers, share: float) -> Numbers:
        """Assimilate the share of articles of a month [percent], and return its log density in each world, (world,).

        index: headline index [0-100]; talks: 0 or 1; both (world,).
        """
        return self.mixture.update(np.array([form.update(form.press.expected(index, talks), share) for form in self.forms]))

    def select(self, worlds: NDArray[np.integer]) -> "Coverage":
        """Return the press of some worlds, by their indices."""
        return Coverage(tuple(form.select(worlds) for form in self.forms), self.mixture.select(worlds))

    def draw(self, index: Numbers, talks: Numbers, form: NDArray[np.intp], normal: Numbers) -> Numbers:
        """Return the share of articles of a month [percent], (world,).

        form: which one each world takes. normal: standard normal numbers. Both (world,).
        """
        means = np.array([each.press.expected(index, talks) + each.mean.sum(axis=0) for each in self.forms])
        spread = np.array([each.spread for each in self.forms])
        share: Numbers = np.exp(means[form, np.arange(len(form))] + spread[form] * normal)
        return share
