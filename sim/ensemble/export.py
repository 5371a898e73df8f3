"""Outcomes of all worlds as labelled tables, for xarray and pandas."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.foundations.axes import Array
from sim.model.outcomes import Outcome

if TYPE_CHECKING:
    from pandas import DataFrame
    from xarray import Dataset


def to_dataset(series: Mapping[str, Array], outcomes: Sequence[Outcome], months: Sequence[str], title: str) -> "Dataset":
    """Return outcomes by world and month, with unit, direction and title as attributes.

    series: name -> (month, world). outcomes: those in the dataset. months: YYYY-MM, which become dates, so that `resample` and
    `sel(month="2027")` work. title: of the dataset.
    """
    import xarray

    variables = {
        outcome.name: (
            ("world", "month"),
            series[outcome.name].T,
            {"unit": outcome.unit, "better": outcome.better, "title": outcome.title},
        )
        for outcome in outcomes
    }
    worlds = next(iter(series.values())).shape[1]
    return xarray.Dataset(
        variables, coords={"world": np.arange(worlds), "month": np.array(months, dtype="datetime64[ns]")}, attrs={"title": title}
    )


def to_frame(series: Mapping[str, Array], months: Sequence[str]) -> "DataFrame":
    """Return a table with a row per world and month, world by world, and a column per outcome.

    series: name -> (month, world). months: YYYY-MM.
    """
    from pandas import Categorical, DataFrame

    number, worlds = next(iter(series.values())).shape
    month = Categorical.from_codes(np.tile(np.arange(number), worlds), list(months), ordered=True)
    world = np.repeat(np.arange(worlds, dtype=np.int32), number)
    return DataFrame({"world": world, "month": month, **{name: values.T.ravel() for name, values in series.items()}})
