"""Findings: what scenarios claim, put to the test under every worldview."""

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

_HELD = {
    "higher": lambda standing: standing > 0,
    "lower": lambda standing: standing < 0,
    "not higher": lambda standing: standing <= 0,
    "not lower": lambda standing: standing >= 0,
}
TURNS = 2
"""Assumptions that are named as those on which a claim turns most."""


@dataclass(frozen=True)
class Turn:
    """An assumption on which a difference turns: its rank correlation with it, and the mean difference in its outer thirds."""

    title: str
    correlation: float
    low: float
    high: float


@dataclass(frozen=True)
class Claim:
    """One outcome of a hypothesis.

    expected: one of `sim.scenario.claims.EXPECTED`. holds: under each worldview. difference, half: mean paired difference from
    the reference under each worldview and half its 90 % interval. alone: the same differences without the challenger's own
    change of policy, None where there is none. turns: what decides the difference under the first worldview.
    """

    aim: Aim
    expected: str
    holds: tuple[bool, ...]
    difference: tuple[float, ...]
    half: tuple[float, ...]
    effect: tuple[float, ...]
    alone: tuple[float, ...] | None
    alone_holds: tuple[bool, ...] | None
    turns: tuple[Turn, ...]

    @property
    def verdict(self) -> Verdict:
        """Supported where it holds under every worldview, rejected where under none, else contested."""
        return verdict_of(self.holds)


@dataclass(frozen=True)
class Finding:
    """A hypothesis put to the test."""

    scenario: Scenario
    reference: Scenario
    worldviews: tuple[str, ...]
    claims: tuple[Claim, ...]

    @property
    def verdict(self) -> Verdict:
        """Supported where every claim is, rejected where one is, else contested."""
        verdicts = {claim.verdict for claim in self.claims}
        return "supported" if verdicts == {"supported"} else "rejected" if "rejected" in verdicts else "contested"

    @property
    def leans_on_the_challenger(self) -> bool:
        """Whether the scenario lets the challenger change its own policy, and a claim would fare worse without it."""
        return any(c.alone_holds is not None and sum(c.alone_holds) < sum(c.holds) for c in self.claims)


def verdict_of(holds: Sequence[bool]) -> Verdict:
    return "supported" if all(holds) else "contested" if any(holds) else "rejected"


def put_to_the_test(
    views: Sequence[Scenario],
    references: Sequence[Scenario],
    workers: int | None = None,
    progress: Progress | None = None,
) -> Finding:
    """Put the claims of a scenario to the test. views, references: the scenario and its reference under each worldview.

    Raises PeninsulaError when it claims nothing, claims it of no outcome, or has another horizon than its reference.
    """
    scenario, reference = views[0], references[0]
    if not scenario.claims.expected:
        raise PeninsulaError(f"{scenario.name} claims nothing: expected a table [claims] in its file")
    aims = [_aim(name, scenario) for name in scenario.claims.expected]
    alone = [_without_the_challenger(one, other) for one, other in zip(views, references, strict=True)]
    leans = alone[0].policy != scenario.policy
    rows = [list(references), list(views), *([alone] if leans else [])]
    satisfy = expression(f"{scenario.theatre.headline} < 100", scenario)
    found = robustness(rows, [view.worldview for view in views], aims, satisfy, workers, progress)
    expected = scenario.claims.expected.values()
    claims = tuple(_claim(found, place, wanted, leans) for place, wanted in enumerate(expected))
    return Finding(scenario, reference, found.worldviews, claims)


def _aim(name: str, scenario: Scenario) -> Aim:
    try:
        asked = expression(name, scenario, "number")
    except PeninsulaError as error:
        raise PeninsulaError(f"{scenario.name}.toml: claims: {error}") from None
    known = {outcome.name: outcome for outcome in outcomes_of(scenario.theatre)}
    return Aim(asked, known[name].title if name in known else name, known[name].unit if name in known else "", 1)


def _claim(found: Robustness, place: int, expected: str, leans: bool) -> Claim:
    views = range(len(found.worldviews))
    parts = [found.difference(place, 1, view) for view in views]
    difference, half, effect = (tuple(part[number] for part in parts) for number in range(3))

    def held(scenario: int) -> tuple[bool, ...]:
        return tuple(bool(_HELD[expected](found.standing[place, scenario, view])) for view in views)

    alone = tuple(found.difference(place, 2, view)[0] for view in views) if leans else None
    gaps = found.values[place, 1, 0] - found.values[place, 0, 0]
    return Claim(
        found.aims[place], expected, held(1), difference, half, effect, alone, held(2) if leans else None,
        _turns(found.scenarios[1], gaps),
    )  # fmt: skip


def _turns(scenario: Scenario, gaps: NDArray[np.float64]) -> tuple[Turn, ...]:
    """Return the assumptions whose ranks go most with those of the difference (Spearman 1904), world by world."""
    from scipy.stats import rankdata

    if np.ptp(gaps) == 0:
        return ()
    assumed = TheatreModel([scenario], np.arange(scenario.worlds)).assume
    ranks = rankdata(gaps)
    found = []
    for assumption in ASSUMPTIONS:
        drawn = np.asarray(assumed[assumption.name])
        if np.ptp(drawn) > 0:
            low, high = np.quantile(drawn, (1 / 3, 2 / 3))
            together = float(np.corrcoef(ranks, rankdata(drawn))[0, 1])
            found.append(Turn(assumption.title, together, float(gaps[drawn <= low].mean()), float(gaps[drawn >= high].mean())))
    # two standard errors of a correlation of nothing with nothing
    likely = [turn for turn in found if abs(turn.correlation) > 2 / np.sqrt(len(gaps))]
    return tuple(sorted(likely, key=lambda turn: -abs(turn.correlation))[:TURNS])


def _without_the_challenger(scenario: Scenario, reference: Scenario) -> Scenario:
    """Return a scenario in which the challenger keeps to its policy in the reference."""
    challenger = scenario.theatre.challenger.name
    policy = {**scenario.policy, challenger: reference.policy[challenger]}
    return replace(scenario, policy=policy, name=f"{scenario.name} without {challenger}")
