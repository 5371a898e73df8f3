"""Calibration: the observation model of the press, the memory of the level of missile tests, and the assumptions that the
observations inform.

The press model is fitted by maximum likelihood, with a weak prior on the effects of tension and talks, to the mean path of an
ensemble that has assimilated the acts of the challenger but not the press, so that the path does not depend on it. The memory of
the level of tests is selected from a few candidates on the months that follow. The assumptions that the observations inform are
read from worlds that are weighted and never resampled: the rank correlation of their likelihood with what they assume.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from sim.foundations.months import parse_month
from sim.history.assimilation import Assimilation, Settings
from sim.history.checkpoint import Checkpoint
from sim.history.observation_models.pairs import PAIRS
from sim.history.observation_models.press import FLOOR, Attention, Press
from sim.history.observations import Observations
from sim.history.particles import effective_sample_size, normalise
from sim.scenario.scenario import Scenario

type Numbers = NDArray[np.float64]

FITTED_UNTIL, CHOSEN_UNTIL = "2011-12", "2018-12"
LEVELS = ((0.97, 1.0), (0.985, 1.0), (0.985, 4.0), (0.995, 4.0), (0.995, 8.0))
"""Candidates for the level of missile tests: (memory, weight of the resting level)."""

INITIAL = Press(level=-1.6, per_ten=0.1, talks=0.1, slow=0.95, fast=0.75, slow_noise=0.12, fast_noise=0.25, noise=0.3)
"""Initial coefficients of the fit."""

EFFECT_PRIOR = 0.3
"""Standard deviation of the prior on the effect of ten points of tension and of talks [ln]."""

CARRIED = 0.1
"""Smallest effective sample size, as a share of worlds. Likelihoods are tempered (raised to a power below one) until it is
reached, which is cautious."""

SIGNIFICANT = 2.6
"""Number of standard errors beyond which a correlation counts as significant (p = 0.01)."""


@dataclass(frozen=True)
class RecordCorrelation:
    """Rank correlation of an assumption with the likelihood of worlds, and its standard error."""

    name: str
    correlation: float
    error: float

    @property
    def direction(self) -> str:
        """The direction that the observations favour: "higher", "lower", or "" where the correlation is not significant."""
        if abs(self.correlation) < SIGNIFICANT * self.error:
            return ""
        return "higher" if self.correlation > 0 else "lower"


@dataclass(frozen=True)
class Posterior:
    """An assumption before and after assimilation. prior: its range. values, weights: of the worlds, (world,)."""

    name: str
    prior: tuple[float, float]
    values: Numbers
    weights: Numbers

    @property
    def interval(self) -> tuple[float, float]:
        """The middle 90 % of the posterior weight."""
        order = np.argsort(self.values)
        below = np.cumsum(self.weights[order])
        low, high = (min(int(np.searchsorted(below, share)), len(order) - 1) for share in (0.05, 0.95))
        return float(self.values[order][low]), float(self.values[order][high])


@dataclass(frozen=True)
class Calibration:
    """Fitted and selected settings, and the assumptions that the observations inform.

    correlations: of every assumption that is not fixed, the largest first. evidence: log evidence of each candidate level, on the
    months for selection. posteriors: of the assumptions with a significant correlation.
    """

    settings: Settings
    correlations: tuple[RecordCorrelation, ...]
    evidence: dict[tuple[float, float], float]
    posteriors: tuple[Posterior, ...]

    def to_worldview(self) -> str:
        """Return a worldview file: the informed assumptions, narrowed to the middle 90 % of their posterior weight."""
        lines = [
            f"# Written by 'peninsula calibrate' from months up to {FITTED_UNTIL} of missile tests and of GPRC_KOR.",
            'title = "Calibrated: what the record up to 2011 leans to, all else as in the full priors"',
            'school = "None: importance weights on worlds held to the record, see docs/decisions/0012"',
            "references = [",
            '    "Caldara & Iacoviello (2022), Measuring Geopolitical Risk",',
            '    "CSIS Beyond Parallel, Database of North Korean Provocations",',
            "]",
            "",
            "[assumptions]",
        ]
        ranges = ["{} = [{:.4g}, {:.4g}]".format(each.name, *each.interval) for each in self.posteriors]
        return "\n".join(lines + ranges) + "\n"

    def to_toml(self) -> str:
        """Return the file that `sim.history.settings` reads."""
        press = [f"{name} = {value:.4f}" for name, value in asdict(self.settings.press).items()]
        lines = [
            f"# Written by 'peninsula calibrate': fitted on months up to {FITTED_UNTIL} of GPRC_KOR (Caldara & Iacoviello 2022).",
            "",
            "[press]",
            *press,
            "",
            f"# The level of missile tests: selected by the evidence of both series after that, up to {CHOSEN_UNTIL}.",
            "[level]",
            f"memory = {self.settings.memory}",
            f"rest = {self.settings.rest}",
        ]
        return "\n".join(lines) + "\n"


def calibrate(
    scenario: Scenario,
    observations: Observations,
    progress: Callable[[int], None] | None = None,
    checkpoint: Checkpoint | None = None,
) -> Calibration:
    """Fit on the months before 2012, and select on 2012-2018.

    progress: called with the number of world-months completed.
    checkpoint: stores finished steps, so that an interrupted calibration resumes.
    """
    report = progress or (lambda _: None)
    steps = checkpoint or Checkpoint(None, "")
    initial = Settings(INITIAL, *LEVELS[0])
    observations = Observations({name: each for name, each in observations.series.items() if name not in PAIRS})
    without_press = Observations({name: each for name, each in observations.series.items() if name != "gprc_kor"})

    def fit() -> list[float]:
        path = _Assimilated(scenario, without_press, initial, FITTED_UNTIL, report)
        share = observations.by_month("gprc_kor", scenario.start, len(path.index))
        return list(asdict(fitted_press(path.index, path.talks, share, INITIAL)).values())

    fitted = replace(initial, press=Press(*steps.step("press", fit)))
    evidence = {}
    for memory, rest in LEVELS:
        settings = replace(fitted, memory=memory, rest=rest)  # one form at a time

        def log_evidence(settings: Settings = settings) -> list[float]:
            assimilated = _Assimilated(scenario, observations, settings, CHOSEN_UNTIL, report)
            return [float(assimilated.evidence[parse_month(FITTED_UNTIL) - scenario.start + 1 :].sum())]

        (evidence[memory, rest],) = steps.step(f"memory {memory}, rest {rest}", log_evidence)
    memory, rest = max(evidence, key=lambda level: evidence[level])
    selected = replace(fitted, memory=memory, rest=rest)
    weighted = _Assimilated(scenario, observations, selected, FITTED_UNTIL, report, resample=False)
    correlations = weighted.correlations()
    steps.clear()
    posteriors = tuple(weighted.posterior(each.name) for each in correlations if each.direction)
    return Calibration(selected, correlations, evidence, posteriors)


def world_months(scenario: Scenario) -> int:
    """Return the number of world-months of a calibration, for a progress bar."""
    until = [FITTED_UNTIL] * 2 + [CHOSEN_UNTIL] * len(LEVELS)
    return sum((parse_month(last) - scenario.start + 1) * scenario.worlds for last in until)


class _Assimilated:
    """An ensemble that has assimilated observations up to a month: its mean path, evidence and likelihoods.

    index, talks: weighted means of the headline index and of talks under way, (month,). evidence: (month,).
    """

    def __init__(
        self,
        scenario: Scenario,
        observations: Observations,
        settings: Settings,
        last: str,
        report: Callable[[int], None],
        resample: bool = True,
    ) -> None:
        ensemble = Assimilation.begin(scenario, observations, settings)
        ensemble.resample = resample
        index: list[float] = []
        talks: list[float] = []
        for _ in range(parse_month(last) - scenario.start + 1):
            ensemble.advance()
            weights = normalise(ensemble.log_weights)
            for path, values in zip((index, talks), ensemble.news(), strict=True):
                path.append(float((weights * values).sum()))
            report(scenario.worlds)
        self.index, self.talks = np.array(index), np.array(talks)
        self.evidence = np.array(ensemble.evidence)
        self._scenario = scenario
        self._log_likelihood, self._assume = ensemble.log_weights, ensemble.model.assume

    def correlations(self) -> tuple[RecordCorrelation, ...]:
        """Return the correlation of every assumption that is not fixed with the likelihood, the largest first."""
        ranks = np.argsort(np.argsort(self._log_likelihood)).astype(np.float64)
        error = 1 / np.sqrt(len(ranks))
        correlations = [
            RecordCorrelation(name, float(np.corrcoef(self._assume[name], ranks)[0, 1]), error)
            for name, (low, high) in self._scenario.assumptions.items()
            if high > low
        ]
        return tuple(sorted(correlations, key=lambda each: -abs(each.correlation)))

    def posterior(self, name: str) -> Posterior:
        """Return an assumption before and after assimilation; the likelihood is tempered, see CARRIED."""
        power = 1.0
        while effective_sample_size(normalise(power * self._log_likelihood)) < CARRIED * len(self._log_likelihood):
            power *= 0.8
        weights = normalise(power * self._log_likelihood)
        return Posterior(name, self._scenario.assumptions[name], self._assume[name].astype(np.float64), weights)


def fitted_press(index: Numbers, talks: Numbers, share: Numbers, start: Press) -> Press:
    """Return the press model of maximum likelihood on one path, with a weak prior on the effects of tension and talks.

    index: headline index [0-100]. talks: share of worlds with talks [0-1]. share: observed share of articles [percent], NaN where
    unknown. All of shape (month,). start: initial coefficients.
    """

    def cost(x: Numbers) -> float:
        press = _press(x)
        attention = Attention.initial(press, 1)
        expected = press.expected(index, talks)
        total = -0.5 * ((press.per_ten / EFFECT_PRIOR) ** 2 + (press.talks / EFFECT_PRIOR) ** 2)
        for month, observed in enumerate(share):
            attention.predict()
            if not np.isnan(observed):
                total += float(attention.update(expected[month : month + 1], max(observed, FLOOR))[0])
        return -total

    shares, noises = np.array([start.slow, start.fast]), np.array([start.slow_noise, start.fast_noise, start.noise])
    begin = np.concatenate([[start.level, start.per_ten, start.talks], np.log(shares / (1 - shares)), np.log(noises)])
    optimum = minimize(cost, begin, method="Nelder-Mead", options={"maxiter": 1500, "maxfev": 2000})
    return _press(optimum.x)


def _press(x: Numbers) -> Press:
    """Return the coefficients from the unconstrained parameters of the fit."""
    slow, fast = 1 / (1 + np.exp(-x[3:5]))
    return Press(*(float(value) for value in (*x[:3], slow, fast, *np.exp(x[5:8]))))
