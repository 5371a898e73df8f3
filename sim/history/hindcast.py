"""Rolling-origin hindcasts: from every December on, twelve months ahead, knowing nothing of what came later.

At each origin the ensemble has taken in the observations up to that month and no others. It then runs ahead under the policies
as they were, which it is told, as are the regressions that it is held against: stages of talks are among them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, month_of_year, parse_month
from sim.history.assimilation import COLLAPSED, Assimilation, Settings
from sim.history.observations import Observations
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

type Numbers = NDArray[np.float64]

LEVELS = np.round(np.arange(0.05, 0.96, 0.05), 2)
AHEAD = 12
FIRST_ORIGIN = "1995-12"
VARIABLES = ("missile", "gprc_kor")


@dataclass(frozen=True)
class Hindcast:
    """What was forecast, and how the ensemble fared on the way.

    quantiles: (variable, origin, month) -> the nineteen quantiles. yearly: origin -> those of the missile tests of the year.
    months, effective, evidence: of each assimilated month, its name, the effective number of worlds, and the log probability of
    what was observed. worlds: of the ensemble.
    """

    quantiles: Mapping[tuple[str, str, str], Numbers]
    yearly: Mapping[str, Numbers]
    months: tuple[str, ...]
    effective: Numbers
    evidence: Numbers
    worlds: int

    @property
    def collapsed(self) -> list[str]:
        """Months in which next to no world could have said what was observed."""
        return [month for month, number in zip(self.months, self.effective, strict=True) if number < COLLAPSED * self.worlds]

    def table(self) -> "DataFrame":
        """Return origin, month, variable, quantile and value: what scoring tools read."""
        from pandas import DataFrame

        rows = [
            (origin, month, variable, level, value)
            for (variable, origin, month), values in self.quantiles.items()
            for level, value in zip(LEVELS, values, strict=True)
        ]
        return DataFrame(rows, columns=["origin", "month", "variable", "quantile", "value"])


def hindcast(
    scenario: Scenario,
    observations: Observations,
    settings: Settings,
    first: str = FIRST_ORIGIN,
    last: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Hindcast:
    """Return the forecasts from every December between two origins, the last that both series allow by default.

    progress: told of world-months newly done.
    Raises PeninsulaError when a series is missing, or there is no origin.
    """
    for name in VARIABLES:
        if name not in observations.series:
            raise PeninsulaError(f"the series {name} is missing: 'peninsula observed' shows what was found")
    known = observations.last(*VARIABLES)
    end = scenario.start + scenario.months
    stop = min(parse_month(last or known), parse_month(known), end - 2)
    origins = [month for month in range(parse_month(first), stop + 1) if month_of_year(month) == 12]
    if not origins or origins[0] <= scenario.start:
        span = f"{format_month(scenario.start + 1)} to {format_month(min(parse_month(known), end - 2))}"
        raise PeninsulaError(f"no December between {first} and {last or known} can be an origin: expected some in {span}")
    ensemble = Assimilation.begin(scenario, observations, settings)
    quantiles: dict[tuple[str, str, str], Numbers] = {}
    yearly: dict[str, Numbers] = {}
    tell = progress or (lambda _: None)
    for now in range(scenario.start, origins[-1] + 1):
        ensemble.advance()
        tell(scenario.worlds)
        if now in origins:
            ahead = ensemble.ahead(min(AHEAD, end - 1 - now))
            tell(ahead.months * scenario.worlds)
            if ahead.months == AHEAD:
                yearly[format_month(now)] = count_quantiles(ahead.missile.sum(axis=0))
            for place in range(ahead.months):
                key = format_month(now), format_month(now + 1 + place)
                quantiles["missile", *key] = count_quantiles(ahead.missile[place])
                quantiles["gprc_kor", *key] = np.quantile(ahead.gprc_kor[place], LEVELS)
    months = tuple(format_month(month) for month in range(scenario.start, origins[-1] + 1))
    return Hindcast(quantiles, yearly, months, np.array(ensemble.effective), np.array(ensemble.evidence), scenario.worlds)


def count_quantiles(counts: Numbers) -> Numbers:
    """Return the nineteen quantiles of counts, interpolated inside the lower half of the step on which they fall.

    q(p) = k - max(0, 1/2 - (p - F(k - 1)) / (F(k) - F(k - 1))), k the smallest count with F(k) >= p; zero where k is zero

    A band between whole numbers holds more than it says, the more the rarer the events; so interpolated, it does not.
    """
    steps, numbers = np.unique(counts, return_counts=True)
    below = np.concatenate([[0.0], np.cumsum(numbers) / len(counts)])
    place = np.minimum(np.searchsorted(below[1:], LEVELS - 1e-12), len(steps) - 1)
    share = (LEVELS - below[place]) / (below[place + 1] - below[place])
    found: Numbers = np.where(steps[place] == 0, 0, steps[place] - np.maximum(0, 0.5 - share))
    return found


def size(scenario: Scenario, first: str, last: str) -> int:
    """Return how many world-months a hindcast takes, for a progress bar."""
    months = parse_month(last) - scenario.start + 1
    origins = sum(month_of_year(month) == 12 for month in range(parse_month(first), parse_month(last) + 1))
    return scenario.worlds * (months + AHEAD * origins)
