"""Scenario discovery: the assumptions and policies under which a condition holds (Bryant & Lempert 2010)."""

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
"""Fewest cases in which the condition holds, and fewest in which it does not."""

HELD_OUT = 0.3
"""Share of cases that are held out of the search for boxes, to validate them."""

SEED = 1


@dataclass(frozen=True)
class DiscoveredBox:
    """A box with its description and its coverage and density.

    words: its restrictions in words. coverage, density: on the cases in which it was found.
    held_out_coverage, held_out_density: on the cases held out.
    """

    box: Box
    words: str
    coverage: float
    density: float
    held_out_coverage: float
    held_out_density: float


@dataclass(frozen=True)
class Discovery:
    """When a condition holds. share: of all cases. boxes: found by PRIM, one after the other. rules: leaves of a CART tree."""

    cases: Cases
    share: float
    boxes: tuple[DiscoveredBox, ...]
    rules: tuple[Rule, ...]

    def table(self) -> "DataFrame":
        """Return a row per restriction of each box.

        Columns: box, factor, title, low, high, quasi_p; of the whole box: coverage, density, held_out_coverage, held_out_density.
        """
        from pandas import DataFrame

        rows = []
        for number, box in enumerate(self.boxes, 1):
            for each in box.box.restrictions:
                factor = self.cases.factors[each.factor]
                low, high = bounds_of(factor, each)
                rows.append(
                    {
                        "box": number, "factor": factor.key, "title": factor.title, "low": low, "high": high,
                        "quasi_p": each.quasi_p, "coverage": box.coverage, "density": box.density,
                        "held_out_coverage": box.held_out_coverage, "held_out_density": box.held_out_density,
                    }
                )  # fmt: skip
        return DataFrame(rows)

    def tree(self) -> "DataFrame":
        """Return a row per leaf of the tree, the densest first: rule, cases, density, coverage."""
        from pandas import DataFrame

        rows = [
            {"rule": sentence(self.cases.factors, rule.restrictions), "cases": rule.cases, "density": rule.density,
             "coverage": rule.coverage}
            for rule in self.rules
        ]  # fmt: skip
        return DataFrame(rows)


def discover(cases: Cases, most_boxes: int = 2) -> Discovery:
    """Find the assumptions and policies under which the condition of some cases holds.

    most_boxes: largest number of boxes.
    Raises PeninsulaError when the condition holds, or fails, in fewer than FEWEST cases.
    """
    holds = np.asarray(cases.values, dtype=bool)
    _refuse_one_sided(cases, holds)
    used = np.random.default_rng(SEED).permutation(len(holds)) >= round(HELD_OUT * len(holds))
    boxes = []
    for box in find_boxes(cases.numbers[used], holds[used], most_boxes):
        coverage, density = _coverage_and_density(box, cases.numbers[used], holds[used])
        held_out = _coverage_and_density(box, cases.numbers[~used], holds[~used])
        boxes.append(DiscoveredBox(box, sentence(cases.factors, box.restrictions), coverage, density, *held_out))
    return Discovery(cases, float(holds.mean()), tuple(boxes), rules(cases.numbers, holds))


def sentence(factors: Sequence[Factor], restrictions: Sequence[Restriction]) -> str:
    """Return restrictions in words: "trust decay above 0.02 (0.01 to 0.03) and ..."."""
    return " and ".join(_phrase(factors[each.factor], each) for each in restrictions) or "always"


def bounds_of(factor: Factor, restriction: Restriction) -> tuple[float, float]:
    """Return the bounds of a restriction, with the ends of the factor where it is open."""
    return max(restriction.low, factor.low), min(restriction.high, factor.high)


def _phrase(factor: Factor, restriction: Restriction) -> str:
    low, high = restriction.low, restriction.high
    if factor.options:
        inside = [str(option).lower() for index, option in enumerate(factor.options) if low <= index <= high]
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


def _coverage_and_density(box: Box, numbers: NDArray[np.float64], holds: NDArray[np.bool_]) -> tuple[float, float]:
    inside = box.holds(numbers)
    both = int((inside & holds).sum())
    return both / max(int(holds.sum()), 1), both / max(int(inside.sum()), 1)


def _refuse_one_sided(cases: Cases, holds: NDArray[np.bool_]) -> None:
    condition, number, total = cases.expression.text, int(holds.sum()), len(holds)
    if number == 0:
        raise PeninsulaError(f"'{condition}' holds in none of {total:,} worlds: use a weaker condition, or more worlds")
    if number == total:
        raise PeninsulaError(f"'{condition}' holds in all of {total:,} worlds: use a stronger condition")
    if min(number, total - number) < FEWEST:
        raise PeninsulaError(
            f"'{condition}' holds in {number} of {total:,} worlds: expected at least {FEWEST} in which it holds and {FEWEST} in "
            "which it does not; change the condition, or use more worlds"
        )
