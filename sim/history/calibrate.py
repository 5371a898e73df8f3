"""Calibration: what the press makes of tension, how long the level of tests is remembered, and what the record informs.

The press model is fitted by maximum likelihood, with a weak prior on the effects of tension and talks, to the mean path of an
ensemble that is held to what Pyongyang did but blind to the press, so that the path does not bend to it. The memory of the
level of tests is chosen among a few on the months that follow. Which assumptions the record informs is read from worlds that
are weighed and never resampled: how their log likelihood goes with what they assume.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from sim.foundations.months import parse_month
from sim.history.assimilation import Assimilation, Settings
from sim.history.checkpoint import Checkpoint
from sim.history.observations import Observations
from sim.history.particles import effective_number, normalised
from sim.history.press import FLOOR, Attention, Press
from sim.scenario.scenario import Scenario

type Numbers = NDArray[np.float64]

FITTED_UNTIL, CHOSEN_UNTIL = "2011-12", "2018-12"
LEVELS = ((0.97, 1.0), (0.985, 1.0), (0.985, 4.0), (0.995, 4.0), (0.995, 8.0))
"""Memories of the level of tests among which is chosen."""

BEFORE = Press(level=-1.6, per_ten=0.1, talks=0.1, slow=0.95, fast=0.75, slow_noise=0.12, fast_noise=0.25, noise=0.3)
"""Where the fit begins."""

EFFECT_PRIOR = 0.3
"""Standard deviation of the prior on the effect of ten points of tension and of talks [ln]."""


CARRIED = 0.1
"""Share of worlds that must carry the weight: likelihoods are raised to a power below one until they do, which is cautious."""

NOISE = 2.6
"""Standard errors beyond which a correlation is taken for more than chance: one in a hundred by chance."""


@dataclass(frozen=True)
class Informed:
    """What the record says of an assumption. correlation: of its value with the rank of a world's likelihood; its error."""

    name: str
    correlation: float
    error: float

    @property
    def leans(self) -> str:
        """Where the record leans: "higher", "lower", or "" where it says nothing that chance would not."""
        if abs(self.correlation) < NOISE * self.error:
            return ""
        return "higher" if self.correlation > 0 else "lower"


@dataclass(frozen=True)
class Belief:
    """An assumption before and after the record. values: of the worlds, and the weights that the record gives them, (world,)."""

    name: str
    before: tuple[float, float]
    values: Numbers
    weights: Numbers

    @property
    def after(self) -> tuple[float, float]:
        """The middle 90 % of the weight."""
        order = np.argsort(self.values)
        below = np.cumsum(self.weights[order])
        low, high = (min(int(np.searchsorted(below, share)), len(order) - 1) for share in (0.05, 0.95))
        return float(self.values[order][low]), float(self.values[order][high])


@dataclass(frozen=True)
class Calibration:
    """What was fitted and chosen, and what the record informs.

    evidence: of each choice, on the months for choosing. beliefs: of the assumptions on which the record leans.
    """

    settings: Settings
    informed: tuple[Informed, ...]
    evidence: dict[tuple[float, float], float]
    beliefs: tuple[Belief, ...]

    def to_worldview(self) -> str:
        """Return the worldview file: the assumptions on which the record leans, narrowed to the middle 90 % of its weight."""
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
        ranges = [f"{each.name} = [{each.after[0]:.4g}, {each.after[1]:.4g}]" for each in self.beliefs]
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
            f"# The level of missile tests: chosen among a few by the evidence of both series after that, up to {CHOSEN_UNTIL}.",
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
    """Fit on what precedes 2012, choose on 2012-2018.

    progress: told of world-months newly done. checkpoint: keeps finished steps, so that an interrupted calibration goes on.
    """
    tell = progress or (lambda _: None)
    kept = checkpoint or Checkpoint(None, "")
    begun = Settings(BEFORE, *LEVELS[0])
    blind = Observations({name: series for name, series in observations.series.items() if name != "gprc_kor"})

    def fit() -> list[float]:
        path = _Held(scenario, blind, begun, FITTED_UNTIL, tell)
        share = observations.by_month("gprc_kor", scenario.start, len(path.index))
        return list(asdict(fitted_press(path.index, path.talks, share, BEFORE)).values())

    fitted = replace(begun, press=Press(*kept.step("press", fit)))
    evidence = {}
    for memory, rest in LEVELS:
        settings = replace(fitted, memory=memory, rest=rest)

        def tried(settings: Settings = settings) -> list[float]:
            held = _Held(scenario, observations, settings, CHOSEN_UNTIL, tell)
            return [float(held.evidence[parse_month(FITTED_UNTIL) - scenario.start + 1 :].sum())]

        (evidence[memory, rest],) = kept.step(f"memory {memory}, rest {rest}", tried)
    memory, rest = max(evidence, key=lambda choice: evidence[choice])
    chosen = replace(fitted, memory=memory, rest=rest)
    weighed = _Held(scenario, observations, chosen, FITTED_UNTIL, tell, resample=False)
    informed = weighed.informed()
    kept.clear()
    return Calibration(chosen, informed, evidence, tuple(weighed.belief(each.name) for each in informed if each.leans))


def steps(scenario: Scenario) -> int:
    """Return how many world-months a calibration takes."""
    until = [FITTED_UNTIL] * 2 + [CHOSEN_UNTIL] * len(LEVELS)
    return sum((parse_month(last) - scenario.start + 1) * scenario.worlds for last in until)


class _Held:
    """An ensemble held to the record up to a month: its mean path, and what it has come to assume."""

    def __init__(
        self,
        scenario: Scenario,
        observations: Observations,
        settings: Settings,
        last: str,
        tell: Callable[[int], None],
        resample: bool = True,
    ) -> None:
        ensemble = Assimilation.begin(scenario, observations, settings)
        ensemble.resample = resample
        index, talks = [], []
        for _ in range(parse_month(last) - scenario.start + 1):
            ensemble.advance()
            weights = normalised(ensemble.log_weights)
            month = ensemble.model.month
            index.append(float((weights * month.headline).sum()))
            talks.append(float((weights * (month.next.channel_stage == 1).max(axis=0, initial=0)).sum()))
            tell(scenario.worlds)
        self.index, self.talks = np.array(index), np.array(talks)
        self.evidence = np.array(ensemble.evidence)
        self._scenario = scenario
        self._likelihood, self._assume = ensemble.log_weights, ensemble.model.assume

    def informed(self) -> tuple[Informed, ...]:
        """Return what the record says of every assumption that is not fixed, the most informed first."""
        likelihood = np.argsort(np.argsort(self._likelihood)).astype(np.float64)
        error = 1 / np.sqrt(len(likelihood))
        found = [
            Informed(name, float(np.corrcoef(self._assume[name], likelihood)[0, 1]), error)
            for name, (low, high) in self._scenario.assumptions.items()
            if high > low
        ]
        return tuple(sorted(found, key=lambda each: -abs(each.correlation)))

    def belief(self, name: str) -> Belief:
        """Return an assumption before and after the record; weights are tempered until enough worlds carry them."""
        power = 1.0
        while effective_number(normalised(power * self._likelihood)) < CARRIED * len(self._likelihood):
            power *= 0.8
        weights = normalised(power * self._likelihood)
        return Belief(name, self._scenario.assumptions[name], self._assume[name].astype(np.float64), weights)


def fitted_press(index: Numbers, talks: Numbers, share: Numbers, start: Press) -> Press:
    """Return the press model of greatest likelihood on one path, a weak prior on the effects of tension and talks added."""

    def cost(x: Numbers) -> float:
        press = _press(x)
        attention = Attention.unknown(press, 1)
        expected = press.expected(index, talks)
        total = -0.5 * ((press.per_ten / EFFECT_PRIOR) ** 2 + (press.talks / EFFECT_PRIOR) ** 2)
        for place, observed in enumerate(share):
            attention.fade()
            if not np.isnan(observed):
                total += float(attention.read(expected[place : place + 1], max(observed, FLOOR))[0])
        return -total

    shares, noises = np.array([start.slow, start.fast]), np.array([start.slow_noise, start.fast_noise, start.noise])
    begin = np.concatenate([[start.level, start.per_ten, start.talks], np.log(shares / (1 - shares)), np.log(noises)])
    found = minimize(cost, begin, method="Nelder-Mead", options={"maxiter": 1500, "maxfev": 2000})
    return _press(found.x)


def _press(x: Numbers) -> Press:
    slow, fast = 1 / (1 + np.exp(-x[3:5]))
    return Press(*(float(value) for value in (*x[:3], slow, fast, *np.exp(x[5:8]))))
