"""Calibration: the observation model of the press, the level of missile tests, and what the record says of assumptions.

The press model is fitted by maximum likelihood, with a weak prior on the effects of tension and talks, to the mean path of an
ensemble that has assimilated the acts of the challenger but not the press, so that the path does not depend on it. The memory of
the level of tests is selected from a few candidates on the months that follow. Assumptions are learnt from everything that was
observed (`posterior.py`), and the anchors of the headline index follow from the driven history (`anchors.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from sim.foundations.months import parse_month
from sim.history.anchors import anchors, raw_tension
from sim.history.assimilation import Assimilation, Settings
from sim.history.checkpoint import Checkpoint
from sim.history.facts import RECORDED_UNTIL
from sim.history.hindcast import VARIABLES
from sim.history.observation_models.launches import FORMS
from sim.history.observation_models.pairs import FEW_FORMS, PAIRS
from sim.history.observation_models.press import FLOOR, Attention, Press
from sim.history.observation_models.press_forms import forms_of
from sim.history.observations import Observations
from sim.history.particles import normalise
from sim.history.posterior import MOVES, POWERS, EraScore, Evidence, Learnt, best_power, era_scores, learn
from sim.history.scores import ERAS
from sim.history.sources import require
from sim.scenario.scenario import Scenario

type Numbers = NDArray[np.float64]

FITTED_UNTIL = "2011-12"
LEVELS = ((0.97, 1.0), (0.985, 1.0), (0.985, 4.0), (0.995, 4.0), (0.995, 8.0))
"""Candidates for the level of missile tests: (memory, weight of the resting level)."""

INITIAL = Press(level=-1.6, per_ten=0.1, talks=0.1, slow=0.95, fast=0.75, slow_noise=0.12, fast_noise=0.25, noise=0.3)
"""Initial coefficients of the fit."""

EFFECT_PRIOR = 0.3
"""Standard deviation of the prior on the effect of ten points of tension and of talks [ln]."""


@dataclass(frozen=True)
class Calibration:
    """What was fitted, selected and learnt.

    evidence: log evidence of each candidate level, on the months for selection. eras: how well each power of the likelihood
    predicts the eras that are left out. learnt: by worldview. anchors: raw tensions that read 50 and 80.
    """

    settings: Settings
    evidence: dict[tuple[float, float], float]
    eras: tuple[EraScore, ...]
    learnt: Mapping[str, Learnt]
    anchors: tuple[float, float]

    def to_toml(self) -> str:
        """Return the file that `sim.history.settings` reads."""
        press = [f"{name} = {value:.4f}" for name, value in asdict(self.settings.press).items()]
        lines = [
            f"# Written by 'peninsula calibrate': fitted on months up to {FITTED_UNTIL} of GPRC_KOR (Caldara & Iacoviello 2022).",
            "",
            "[press]",
            *press,
            "",
            f"# The level of missile tests: selected by the evidence of both series after that, up to {RECORDED_UNTIL}.",
            "[level]",
            f"memory = {self.settings.memory}",
            f"rest = {self.settings.rest}",
        ]
        return "\n".join(lines) + "\n"


def calibrate(
    scenarios: Mapping[str, Scenario],
    observations: Observations,
    progress: Callable[[int], None] | None = None,
    checkpoint: Checkpoint | None = None,
) -> Calibration:
    """Fit the press on the months before 2012, select the level of tests on 2012-2018, and learn from all months to 2018.

    scenarios: the history under the prior of every worldview; that of "agnostic" is needed.
    progress: called with the number of world-months completed. checkpoint: stores finished steps, so that an interrupted
    calibration resumes.
    Raises PeninsulaError when a series is missing.
    """
    require(observations, *VARIABLES, "nuclear_test")
    report = progress or (lambda _: None)
    steps = checkpoint or Checkpoint(None, "")
    scenario = scenarios["agnostic"]
    settings, evidence = _fit(scenario, observations, steps, report)
    few = replace(settings, pair_forms=FEW_FORMS)
    worlds = {view: Evidence(history, observations, few, report) for view, history in scenarios.items()}

    def leave_out() -> list[float]:
        return [each.log_score for each in era_scores(worlds["agnostic"].of()[1], scenario.start)]

    choices = [(era, power) for era in ERAS for power in POWERS]
    eras = tuple(EraScore(*choice, score) for choice, score in zip(choices, steps.step("eras", leave_out), strict=True))
    power = best_power(eras)
    learnt = {}
    for view, history in scenarios.items():

        def learn_all(view: str = view) -> list[float]:
            return learn(worlds[view], power, np.random.default_rng(scenario.seed)).numbers

        learnt[view] = Learnt.from_numbers(view, power, history.assumptions, steps.step(f"learn {view}", learn_all))
    driven = replace(scenario, assumptions={**scenario.assumptions, **learnt["agnostic"].ranges})
    raw = raw_tension(driven, report)
    steps.clear()
    return Calibration(settings, evidence, eras, learnt, anchors(raw, scenario.start))


def _fit(
    scenario: Scenario, observations: Observations, steps: Checkpoint, report: Callable[[int], None]
) -> tuple[Settings, dict[tuple[float, float], float]]:
    """Return the fitted and selected settings, and the evidence of each candidate level of missile tests."""
    initial = Settings(INITIAL, *LEVELS[0])
    few = Observations({name: each for name, each in observations.series.items() if name not in PAIRS})
    without_press = Observations({name: each for name, each in few.series.items() if name != "gprc_kor"})

    def fit() -> list[float]:
        path = _Assimilated(scenario, without_press, initial, FITTED_UNTIL, report)
        share = few.by_month("gprc_kor", scenario.start, len(path.index))
        return list(asdict(fitted_press(path.index, path.talks, share, INITIAL)).values())

    fitted = replace(initial, press=Press(*steps.step("press", fit)))
    evidence = {}
    for memory, rest in LEVELS:
        settings = replace(fitted, memory=memory, rest=rest)  # one form at a time

        def log_evidence(settings: Settings = settings) -> list[float]:
            assimilated = _Assimilated(scenario, few, settings, RECORDED_UNTIL, report)
            return [float(assimilated.evidence[parse_month(FITTED_UNTIL) - scenario.start + 1 :].sum())]

        (evidence[memory, rest],) = steps.step(f"memory {memory}, rest {rest}", log_evidence)
    memory, rest = max(evidence, key=lambda level: evidence[level])
    chosen = replace(fitted, memory=memory, rest=rest, forms=FORMS, press_forms=forms_of(fitted.press))
    return chosen, evidence


def world_months(scenario: Scenario, views: int) -> int:
    """Return about the number of world-months of a calibration of so many worldviews, for a progress bar."""
    until = [FITTED_UNTIL] + [RECORDED_UNTIL] * (len(LEVELS) + 1 + views * (1 + 2 * MOVES))
    return sum((parse_month(last) - scenario.start + 1) * scenario.worlds for last in until) + scenario.months * scenario.worlds


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
    ) -> None:
        ensemble = Assimilation.begin(scenario, observations, settings)
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
