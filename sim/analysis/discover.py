"""Scenario discovery: under which assumptions, and which policies, a condition holds (Bryant & Lempert 2010)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.analysis.cases import Cases
from sim.analysis.factors import Factor
from sim.analysis.methods.cart import Rule, rules
from sim.analysis.methods.prim import Box, Restriction, find_boxes
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month

if TYPE_CHECKING:
    from pandas import DataFrame

FEWEST = 20
"""Cases in which a condition must hold, and in which it must not."""

HELD_OUT = 0.3
"""Share of cases that boxes are not looked for in, but tried on."""

SEED = 1


@dataclass(frozen=True)
class Found:
    """A box in words, and how it does on the cases that it was not looked for in.

    restrictions: (title of the factor, bounds in words, quasi-p) of each. coverage, density: on the cases it was found in.
    """

    box: Box
    words: str
    coverage: float
    density: float
    held_out_coverage: float
    held_out_density: float


@dataclass(frozen=True)
class Discovery:
    """When a condition holds. share: of all cases; boxes: PRIM's, found one after the other; rules: leaves of a CART tree."""

    cases: Cases
    share: float
    boxes: tuple[Found, ...]
    rules: tuple[Rule, ...]

    def table(self) -> "DataFrame":
        """Return a row per restriction of each box: box, factor, title, low, high, quasi_p, and coverage and density of the box.

        held_out_coverage and held_out_density are of cases that the box was not looked for in.
        """
        from pandas import DataFrame

        rows = []
        for number, found in enumerate(self.boxes, 1):
            for each in found.box.restrictions:
                factor = self.cases.factors[each.factor]
                low, high = bounds_of(factor, each)
                rows.append(
                    {
                        "box": number, "factor": factor.key, "title": factor.title, "low": low, "high": high,
                        "quasi_p": each.quasi_p, "coverage": found.coverage, "density": found.density,
                        "held_out_coverage": found.held_out_coverage, "held_out_density": found.held_out_density,
                    }
                )  # fmt: skip
        return DataFrame(rows)

    def tree(self) -> "DataFrame":
        """Return a row per leaf of the tree: rule, cases, density, coverage, the densest first."""
        from pandas import DataFrame

        rows = [
            {"rule": sentence(self.cases.factors, rule.restrictions), "cases": rule.cases, "density": rule.density,
             "coverage": rule.coverage}
            for rule in self.rules
        ]  # fmt: skip
        return DataFrame(rows)


def discover(cases: Cases, most: int = 2) -> Discovery:
    """Return under which assumptions and policies the condition holds.

    most: boxes. Raises PeninsulaError when it holds in too few cases, or fails in too few, to say anything.
    """
    holds = np.asarray(cases.answers, dtype=bool)
    _refuse_one_sided(cases, holds)
    chosen = np.random.default_rng(SEED).permutation(len(holds)) >= round(HELD_OUT * len(holds))
    found = []
    for box in find_boxes(cases.numbers[chosen], holds[chosen], most):
        coverage, density = _fit(box, cases.numbers[chosen], holds[chosen])
        words = sentence(cases.factors, box.restrictions)
        found.append(Found(box, words, coverage, density, *_fit(box, cases.numbers[~chosen], holds[~chosen])))
    return Discovery(cases, float(holds.mean()), tuple(found), rules(cases.numbers, holds))


def sentence(factors: Sequence[Factor], restrictions: Sequence[Restriction]) -> str:
    """Return restrictions in words: "trust decay above 0.02 (0.01 to 0.03) and ..."."""
    return " and ".join(_phrase(factors[each.factor], each) for each in restrictions) or "always"


def bounds_of(factor: Factor, restriction: Restriction) -> tuple[float, float]:
    """Return the bounds of a restriction, open ends those of the factor."""
    return max(restriction.low, factor.low), min(restriction.high, factor.high)


def _phrase(factor: Factor, restriction: Restriction) -> str:
    low, high = restriction.low, restriction.high
    if factor.options:
        inside = [str(option).lower() for place, option in enumerate(factor.options) if low <= place <= high]
        return f"{factor.key} is {' or '.join(inside)}"
    name = factor.title if factor.quantity is None else factor.key
    above, below = "above", "below"
    if factor.dated is not None:
        name, above, below = f"{name} = {factor.dated}", "from", "by"
    span = f"({_number(factor, factor.low)} to {_number(factor, factor.high)})"
    if np.isinf(low):
        return f"{name} {below} {_number(factor, high)} {span}"
    if np.isinf(high):
        return f"{name} {above} {_number(factor, low)} {span}"
    return f"{name} between {_number(factor, low)} and {_number(factor, high)} {span}"


def _number(factor: Factor, number: float) -> str:
    return f"{number:.3g}" if factor.dated is None else format_month(round(number))


def _fit(box: Box, numbers: NDArray[np.float64], holds: NDArray[np.bool_]) -> tuple[float, float]:
    inside = box.holds(numbers)
    both = int((inside & holds).sum())
    return both / max(int(holds.sum()), 1), both / max(int(inside.sum()), 1)


def _refuse_one_sided(cases: Cases, holds: NDArray[np.bool_]) -> None:
    asked, number, total = cases.asked.text, int(holds.sum()), len(holds)
    if number == 0:
        raise PeninsulaError(
            f"'{asked}' holds in none of {total:,} worlds: nothing to discover; ask for less, or for more worlds"
        )
    if number == total:
        raise PeninsulaError(f"'{asked}' holds in all of {total:,} worlds: nothing to discover; ask for more")
    if min(number, total - number) < FEWEST:
        raise PeninsulaError(
            f"'{asked}' holds in {number} of {total:,} worlds: expected at least {FEWEST} in which it does and {FEWEST} in which "
            "it does not; ask otherwise, or for more worlds"
        )
