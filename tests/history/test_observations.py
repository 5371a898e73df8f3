"""Observed series: unknown months, and agreement with the history scenario."""

import numpy as np
import pytest

from sim.foundations.months import parse_month
from sim.history.observations import Observations


def test_what_is_unknown_is_no_number() -> None:
    values = Observations().by_month("missile", parse_month("2017-01"), 3)
    assert np.isnan(values).all()


def test_the_cut_copies_agree_with_the_history_file(observations: Observations) -> None:
    assert observations.series["us_troops_south_korea"].values["1992"] == 35743
    assert observations.series["milex_share_south_korea"].values["1990"] == pytest.approx(4.0)
    assert observations.series["cinc_china"].gaps == []
