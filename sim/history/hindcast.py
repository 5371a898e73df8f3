"""Rolling-origin hindcasts: from every December, a forecast of the next twelve months.

At each origin the ensemble has assimilated the observations up to that month only. The historical policies of the forecast
months, including stages of talks, are inputs of the forecast, as they are of the regressions that it is compared with.
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
    """Forecasts, and diagnostics of the filter.

    quantiles: (variable, origin, month) -> quantiles at LEVELS. yearly: origin -> quantiles of the missile tests of the year.
    months: assimilated months. effective, evidence: effective sample size and log probability of the observations in each month,
    (month,). worlds: size of the ensemble.
    """

    quantiles: Mapping[tuple[str, str, str], Numbers]
    yearly: Mapping[str, Numbers]
    months: tuple[str, ...]
    effective: Numbers
    evidence: Numbers
    worlds: int

    @property
    def collapsed(self) -> list[str]:
        """Months in which almost no world fits the observations."""
        return [month for month, number in zip(self.months, self.effective, strict=True) if number < COLLAPSED * self.worlds]

    def table(self) -> "DataFrame":
        """Return a row per forecast quantile, in the format of scoring tools: origin, month, variable, quantile, value."""
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
    """Forecast from every December between two months.

    first, last: YYYY-MM (last None: the last month that both series have).
    progress: called with the number of world-months completed.
    Raises PeninsulaError when a series is missing, or no December can be an origin.
    """
    observations.require(*VARIABLES)
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
    report = progress or (lambda _: None)
    for now in range(scenario.start, origins[-1] + 1):
        ensemble.advance()
        report(scenario.worlds)
        if now in origins:
            forecast = ensemble.forecast(min(AHEAD, end - 1 - now))
            report(forecast.months * scenario.worlds)
            if forecast.months == AHEAD:
                yearly[format_month(now)] = count_quantiles(forecast.missile.sum(axis=0))
            for index in range(forecast.months):
                key = format_month(now), format_month(now + 1 + index)
                quantiles["missile", *key] = count_quantiles(forecast.missile[index])
                quantiles["gprc_kor", *key] = np.quantile(forecast.gprc_kor[index], LEVELS)
    months = tuple(format_month(month) for month in range(scenario.start, origins[-1] + 1))
    return Hindcast(quantiles, yearly, months, np.array(ensemble.effective), np.array(ensemble.evidence), scenario.worlds)


def count_quantiles(counts: Numbers) -> Numbers:
    """Return the quantiles of counts at LEVELS, interpolated within the lower half of their step.

    q(p) = k - max(0, 1/2 - (p - F(k - 1)) / (F(k) - F(k - 1))), k the smallest count with F(k) >= p; zero where k is zero

    A band between whole numbers covers more than its nominal share, the more so the rarer the events; this corrects it.
    """
    steps, numbers = np.unique(counts, return_counts=True)
    below = np.concatenate([[0.0], np.cumsum(numbers) / len(counts)])
    index = np.minimum(np.searchsorted(below[1:], LEVELS - 1e-12), len(steps) - 1)
    share = (LEVELS - below[index]) / (below[index + 1] - below[index])
    interpolated: Numbers = np.where(steps[index] == 0, 0, steps[index] - np.maximum(0, 0.5 - share))
    return interpolated


def world_months(scenario: Scenario, first: str, last: str) -> int:
    """Return the number of world-months of a hindcast, for a progress bar."""
    months = parse_month(last) - scenario.start + 1
    origins = sum(month_of_year(month) == 12 for month in range(parse_month(first), parse_month(last) + 1))
    return scenario.worlds * (months + AHEAD * origins)
