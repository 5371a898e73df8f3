"""Rolling-origin hindcasts: from every December, a forecast of the next twelve months.

At each origin the ensemble has assimilated the observations up to that month only. The historical policies of the forecast
months, including stages of talks, are inputs of the forecast, as they are of the regressions that it is compared with.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, month_of_year, parse_month
from sim.history.assimilation import COLLAPSED, Assimilation, Settings
from sim.history.observation_models.pairs import PAIRS
from sim.history.observations import Observations
from sim.history.sources import require
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

type Numbers = NDArray[np.float64]

LEVELS = np.round(np.arange(0.05, 0.96, 0.05), 2)
AHEAD = 12
FIRST_MONTH = "1996-01"
"""The first month that is forecast; its origin is the December before."""
VARIABLES = ("missile", "gprc_kor")
"""Series that a hindcast needs."""
ALL_VARIABLES = (*VARIABLES, *PAIRS)
"""Series that it forecasts, as far as they are observed."""
COUNTS = ("missile",)


@dataclass(frozen=True)
class Hindcast:
    """Forecasts, and diagnostics of the filter.

    quantiles: (variable, origin, month) -> quantiles at LEVELS. yearly: origin -> quantiles of the missile tests of the year.
    probs: (event, origin) -> probability of the event within twelve months.
    months: assimilated months. effective, evidence: effective sample size and log probability of the observations in each month,
    (month,). worlds: size of the ensemble.
    """

    quantiles: Mapping[tuple[str, str, str], Numbers]
    yearly: Mapping[str, Numbers]
    probs: Mapping[tuple[str, str], float]
    months: tuple[str, ...]
    effective: Numbers
    evidence: Numbers
    worlds: int

    @property
    def collapsed(self) -> list[str]:
        """Months in which almost no world fits the observations."""
        return [month for month, number in zip(self.months, self.effective, strict=True) if number < COLLAPSED * self.worlds]

    def since(self, first: str) -> "Hindcast":
        """Return the forecasts of months from `first` on, YYYY-MM."""
        quantiles = {key: values for key, values in self.quantiles.items() if key[2] >= first}
        origins = {origin for _, origin, _ in quantiles}
        yearly = {origin: values for origin, values in self.yearly.items() if origin in origins}
        probs = {key: prob for key, prob in self.probs.items() if key[1] in origins}
        return replace(self, quantiles=quantiles, yearly=yearly, probs=probs)

    @property
    def variables(self) -> list[str]:
        """The series that are forecast."""
        return [name for name in ALL_VARIABLES if any(key[0] == name for key in self.quantiles)]

    def table(self) -> "DataFrame":
        """Return a row per forecast quantile, see `quantile_table`."""
        return quantile_table(self.quantiles)


def hindcast(
    scenario: Scenario,
    observations: Observations,
    settings: Settings,
    first: str = FIRST_MONTH,
    last: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Hindcast:
    """Forecast the months of a span, each from the December before it.

    first, last: months that are forecast, YYYY-MM (last None: the twelve months after the last December that both series have).
    progress: called with the number of world-months completed.
    Raises PeninsulaError when a series is missing, or no December can be an origin.
    """
    span, origins = require_reachable(scenario, observations, first, last)
    end = scenario.start + scenario.months
    ensemble = Assimilation.begin(scenario, observations, settings)
    quantiles: dict[tuple[str, str, str], Numbers] = {}
    yearly: dict[str, Numbers] = {}
    probs: dict[tuple[str, str], float] = {}
    report = progress or (lambda _: None)
    for now in range(scenario.start, origins[-1] + 1):
        ensemble.advance()
        report(scenario.worlds)
        if now in origins:
            forecast = ensemble.forecast(min(AHEAD, end - 1 - now))
            report(forecast.months * scenario.worlds)
            if forecast.months == AHEAD and now + 1 in span and now + AHEAD in span:
                yearly[format_month(now)] = count_quantiles(forecast.series["missile"].sum(axis=0))
                talks = ensemble.forecast(AHEAD, open_channels=True).events["talks"]
                report(AHEAD * scenario.worlds)
                for event, happens in {**forecast.events, "talks": talks}.items():
                    probs[event, format_month(now)] = float(happens.mean())
            for name, values in forecast.series.items():
                if observations.series[name].months[-1] < format_month(now):
                    continue
                for index in range(forecast.months):
                    if now + 1 + index in span:
                        key = name, format_month(now), format_month(now + 1 + index)
                        quantiles[key] = count_quantiles(values[index]) if name in COUNTS else np.quantile(values[index], LEVELS)
    months = tuple(format_month(month) for month in range(scenario.start, origins[-1] + 1))
    return Hindcast(quantiles, yearly, probs, months, np.array(ensemble.effective), np.array(ensemble.evidence), scenario.worlds)


def require_reachable(scenario: Scenario, observations: Observations, first: str, last: str | None) -> tuple[range, list[int]]:
    """Return the months that are forecast and the origins, for `first` and `last` as in `hindcast`.

    Raises PeninsulaError when a series is missing, or no December can be an origin.
    """
    require(observations, *VARIABLES)
    known = min(parse_month(observations.last(*VARIABLES)), scenario.start + scenario.months - 2)
    span = range(parse_month(first), (parse_month(last) if last else known + AHEAD) + 1)
    origins = origins_of(span, known)
    if not origins or origins[0] <= scenario.start:
        named = f"{first} to {last}" if last else f"{first} on"
        allowed = f"{format_month(scenario.start + AHEAD)} to {format_month(known + AHEAD)}"
        raise PeninsulaError(f"no month from {named} can be forecast from a December: expected months from {allowed}")
    return span, origins


def origins_of(span: range, known: int) -> list[int]:
    """Return the Decembers from which some months of a span are forecast.

    span: months that are forecast. known: the last month that is observed, which the last origin cannot be after.
    """
    if not span:
        return []
    begin = range(span.start - AHEAD, min(span.stop - 1, known + 1))
    return [month for month in begin if month_of_year(month) == 12]


def quantile_table(quantiles: Mapping[tuple[str, str, str], Numbers]) -> "DataFrame":
    """Return a row per forecast quantile, in the format of scoring tools: origin, month, variable, quantile, value."""
    from pandas import DataFrame

    rows = [
        (origin, month, variable, level, value)
        for (variable, origin, month), values in quantiles.items()
        for level, value in zip(LEVELS, values, strict=True)
    ]
    return DataFrame(rows, columns=["origin", "month", "variable", "quantile", "value"])


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


def world_months(scenario: Scenario, origins: Sequence[int]) -> int:
    """Return the number of world-months of a hindcast from some origins, for a progress bar."""
    return scenario.worlds * (origins[-1] - scenario.start + 1 + 2 * AHEAD * len(origins))
