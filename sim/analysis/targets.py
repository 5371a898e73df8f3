"""Targets: what a number over worlds is to reach.

median(credibility_in_seoul@2030-01) >= 0.6    the middle world
average(peninsula_tension) <= 60               the mean over worlds
q10(readiness) >= 0.5                          the quantile over worlds: nine worlds of ten are above
share(count(clash) > 0) <= 0.2                 the share of worlds in which a condition holds

Within the brackets stands an expression of `sim.model.expression`, evaluated in each world.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.quantiles import quantiles
from sim.foundations.errors import PeninsulaError, decimal_point, shown
from sim.model.expression import Expression, expression
from sim.scenario.scenario import Scenario

type Numbers = NDArray[np.float64]

_TARGET = re.compile(r"\s*(median|average|share|q\d{1,2}(?:\.\d+)?)\s*\((.*)\)\s*(>=|<=|>|<)\s*([^<>=]+)", re.DOTALL)
_EXAMPLE = "expected something like 'median(credibility_in_seoul) >= 0.6'"
_KINDS = "median(...), average(...), q10(...) or share(...) over worlds"


@dataclass(frozen=True)
class Target:
    """A number over worlds, and the bound that it is to reach.

    text: as written. statistic: "median", "average", "share" or a quantile such as "q10". expression: in each world.
    comparison: ">=", "<=", ">" or "<". bound: the number.
    """

    text: str
    statistic: str
    expression: Expression
    comparison: str
    bound: float

    @property
    def name(self) -> str:
        """What is to reach the bound: median(credibility_in_seoul)."""
        return f"{self.statistic}({self.expression.text.strip()})"

    def over_worlds(self, values: NDArray[np.generic]) -> Numbers:
        """Return the number over worlds, shape (point,); values: of the expression, shape (point, world)."""
        numbers = np.asarray(values, dtype=np.float64)
        if self.statistic in ("average", "share"):
            return np.asarray(numbers.mean(axis=-1))
        level = 0.5 if self.statistic == "median" else float(self.statistic.removeprefix("q")) / 100
        return np.asarray(quantiles(numbers, (level,))[0])

    def margin(self, numbers: Numbers) -> Numbers:
        """Return by how much numbers over worlds surpass the bound: negative where they fall short of it."""
        return numbers - self.bound if ">" in self.comparison else self.bound - numbers

    def holds(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Return whether numbers over worlds reach the bound."""
        margin = self.margin(numbers)
        return margin >= 0 if "=" in self.comparison else margin > 0


def target(text: str, scenario: Scenario) -> Target:
    """Parse a target on the outcomes and events of a scenario.

    Raises PeninsulaError when it cannot be parsed, or the expression in its brackets is none.
    """
    match = _TARGET.fullmatch(text)
    if match is None:
        raise PeninsulaError(f"--target {shown(text)}: {_fault(text, scenario)}")
    statistic, inner, comparison, number = match.groups()
    try:
        bound = float(number)
    except ValueError:
        bound = np.nan
    if not np.isfinite(bound):
        raise PeninsulaError(
            f"--target {shown(text)}: {shown(number.strip())} is not a number: {_EXAMPLE}{decimal_point(number)}"
        )
    try:
        found = expression(inner, scenario, "condition" if statistic == "share" else "number")
    except PeninsulaError as error:
        raise PeninsulaError(f"--target: {error}") from None
    return Target(text.strip(), statistic, found, comparison, bound)


def _fault(text: str, scenario: Scenario) -> str:
    """Return why a text is no target."""
    try:
        kind = expression(text, scenario).kind
    except PeninsulaError:
        return f"this cannot be read: {_EXAMPLE}"
    if kind == "condition":
        return f"this is a condition on one world: expected {_KINDS}, such as 'share({text.strip()}) >= 0.9'"
    return f"this is a number of one world: expected {_KINDS} and a bound, such as 'median({text.strip()}) >= 0.6'"
