"""Findings: the claims of scenarios, tested against the model under every worldview."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.expression import expression
from sim.analysis.robust import Aim, Robustness, robustness
from sim.foundations.errors import PeninsulaError
from sim.model.outcomes import outcomes_of
from sim.model.theatre_model import TheatreModel
from sim.parallel.job import Progress
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.scenario import Scenario

type Verdict = Literal["supported", "contested", "rejected"]

_HOLDS = {
    "higher": lambda standing: standing > 0,
    "lower": lambda standing: standing < 0,
    "not higher": lambda standing: standing <= 0,
    "not lower": lambda standing: standing >= 0,
}
MOST_DRIVERS = 2
"""Number of assumptions listed as those on which a difference depends most."""


@dataclass(frozen=True)
class Driver:
    """An assumption on which a difference depends.

    correlation: rank correlation over worlds. low, high: mean difference in the lowest and in the highest third of its range.
    """

    title: str
    correlation: float
    low: float
    high: float


@dataclass(frozen=True)
class Claim:
    """The test of one claim: an outcome, and how it should differ from the reference.

    expected: one of `sim.scenario.claims.EXPECTED`. holds: under each worldview. difference, half_width, effect: mean paired
    difference from the reference under each worldview, half its 90 % confidence interval, and its effect size.
    without_challenger, holds_without_challenger: difference and verdict if the challenger keeps its policy of the reference; None
    where it does not change it. drivers: assumptions on which the difference depends most, under the first worldview.
    """

    aim: Aim
    expected: str
    holds: tuple[bool, ...]
    difference: tuple[float, ...]
    half_width: tuple[float, ...]
    effect: tuple[float, ...]
    without_challenger: tuple[float, ...] | None
    holds_without_challenger: tuple[bool, ...] | None
    drivers: tuple[Driver, ...]

    @property
    def verdict(self) -> Verdict:
        """See `verdict_of`."""
        return verdict_of(self.holds)


@dataclass(frozen=True)
class Finding:
    """The test of a hypothesis: a scenario, its reference and its claims."""

    scenario: Scenario
    reference: Scenario
    worldviews: tuple[str, ...]
    claims: tuple[Claim, ...]

    @property
    def verdict(self) -> Verdict:
        """Supported if every claim is, rejected if any claim is, else contested."""
        verdicts = {claim.verdict for claim in self.claims}
        return "supported" if verdicts == {"supported"} else "rejected" if "rejected" in verdicts else "contested"

    @property
    def depends_on_challenger(self) -> bool:
        """Whether a claim holds under fewer worldviews if the challenger keeps its policy of the reference."""
        return any(
            claim.holds_without_challenger is not None and sum(claim.holds_without_challenger) < sum(claim.holds)
            for claim in self.claims
        )


def verdict_of(holds: Sequence[bool]) -> Verdict:
    """Return "supported" if a claim holds under every worldview, "rejected" if under none, else "contested"."""
    return "supported" if all(holds) else "contested" if any(holds) else "rejected"


def evaluate_claims(
    views: Sequence[Scenario],
    references: Sequence[Scenario],
    workers: int | None = None,
    progress: Progress | None = None,
) -> Finding:
    """Test the claims of a scenario.

    views, references: the scenario and its reference under each worldview. workers: number of processes (None: chosen).
    progress: called with the number of world-months completed.
    Raises PeninsulaError when it claims nothing, names an unknown outcome, or has a different horizon than its reference.
    """
    scenario, reference = views[0], references[0]
    if not scenario.claims.expected:
        raise PeninsulaError(f"{scenario.name} claims nothing: expected a table [claims] in its file")
    aims = [_aim(name, scenario) for name in scenario.claims.expected]
    unchanged = [_with_challenger_of(other, one) for one, other in zip(views, references, strict=True)]
    changes = unchanged[0].policy != scenario.policy
    rows = [references, views, unchanged] if changes else [references, views]
    # `robustness` needs a condition of good-enough worlds; claims do not use it
    satisfy = expression(f"{scenario.theatre.headline} < 100", scenario)
    result = robustness(rows, [view.worldview for view in views], aims, satisfy, workers, progress)
    claims = tuple(_claim(result, aim, expected, changes) for aim, expected in enumerate(scenario.claims.expected.values()))
    return Finding(scenario, reference, result.worldviews, claims)


def _aim(name: str, scenario: Scenario) -> Aim:
    try:
        outcome = expression(name, scenario, "number")
    except PeninsulaError as error:
        raise PeninsulaError(f"{scenario.name}.toml: claims: {error}") from None
    known = {outcome.name: outcome for outcome in outcomes_of(scenario.theatre)}
    return Aim(outcome, known[name].title if name in known else name, known[name].unit if name in known else "", 1)


def _claim(result: Robustness, aim: int, expected: str, challenger_changes: bool) -> Claim:
    views = range(len(result.worldviews))
    differences = [result.difference(aim, 1, view) for view in views]
    difference, half_width, effect = (tuple(each[part] for each in differences) for part in range(3))

    def holds(scenario: int) -> tuple[bool, ...]:
        return tuple(bool(_HOLDS[expected](result.standing[aim, scenario, view])) for view in views)

    gaps = result.values[aim, 1, 0] - result.values[aim, 0, 0]
    return Claim(
        aim=result.aims[aim],
        expected=expected,
        holds=holds(1),
        difference=difference,
        half_width=half_width,
        effect=effect,
        without_challenger=tuple(result.difference(aim, 2, view)[0] for view in views) if challenger_changes else None,
        holds_without_challenger=holds(2) if challenger_changes else None,
        drivers=_drivers(result.scenarios[1], gaps),
    )


def _drivers(scenario: Scenario, gaps: NDArray[np.float64]) -> tuple[Driver, ...]:
    """Return the assumptions with the largest rank correlation with the difference over worlds (Spearman 1904)."""
    from scipy.stats import rankdata

    if np.ptp(gaps) == 0:
        return ()
    assumed = TheatreModel([scenario], np.arange(scenario.worlds)).assume
    ranks = rankdata(gaps)
    drivers = []
    for assumption in ASSUMPTIONS:
        drawn = np.asarray(assumed[assumption.name])
        if np.ptp(drawn) > 0:
            low, high = np.quantile(drawn, (1 / 3, 2 / 3))
            correlation = float(np.corrcoef(ranks, rankdata(drawn))[0, 1])
            thirds = float(gaps[drawn <= low].mean()), float(gaps[drawn >= high].mean())
            drivers.append(Driver(assumption.title, correlation, *thirds))
    # two standard errors of the correlation of independent ranks
    notable = [driver for driver in drivers if abs(driver.correlation) > 2 / np.sqrt(len(gaps))]
    return tuple(sorted(notable, key=lambda driver: -abs(driver.correlation))[:MOST_DRIVERS])


def _with_challenger_of(reference: Scenario, scenario: Scenario) -> Scenario:
    """Return a scenario in which the challenger keeps its policy of the reference."""
    challenger = scenario.theatre.challenger.name
    policy = {**scenario.policy, challenger: reference.policy[challenger]}
    return replace(scenario, policy=policy, name=f"{scenario.name} without {challenger}")
