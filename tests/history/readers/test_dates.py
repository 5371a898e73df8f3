"""Dates are decided for a whole column, and refused where they are ambiguous."""

from datetime import date, datetime

import pytest

from sim.history.readers.dates import DateError, days_of

SEPTEMBER = [date(2017, 9, 3), date(2017, 10, 25)]


@pytest.mark.parametrize(
    "cells",
    [
        ["2017-09-03", "2017-10-25"],
        ["2017/9/3", "2017/10/25"],
        ["2017.09.03", "2017.10.25"],
        ["20170903", "20171025"],
        [20170903, 20171025],
        [42981, 43033],
        [42981.0, "43033"],
        ["3 September 2017", "25 Oct 2017"],
        ["September 3, 2017", "Oct. 25, 2017"],
        ["03.09.2017", "25.10.2017"],
        ["03/09/2017", "25/10/2017"],
        ["9/3/2017", "10/25/2017"],
        ["2017-09-03T10:00:00+09:00", "2017-10-25 00:00:00"],
        ["2017-09-03T00:00:00.000Z", "2017-10-25 00:00:00+00:00"],
        ["2017-09-03T23:30", "2017-10-25 11:59:00 PM"],
        [datetime(2017, 9, 3), date(2017, 10, 25)],
    ],
)
def test_a_column_of_days_is_read_in_each_form(cells: list[object]) -> None:
    assert days_of(cells) == SEPTEMBER


@pytest.mark.parametrize(
    "cells",
    [
        ["2017-08", "2017-09", "2017-10"],
        [201708, 201709, 201710],
        ["2017M8", "2017M9", "2017M10"],
        ["2017.08", "2017.09", "2017.10"],
        ["Aug 2017", "Sep 2017", "October 2017"],
        ["2017 Aug", "2017 Sep", "2017 Oct"],
        ["01/08/2017", "01/09/2017", "01/10/2017"],
        ["8/1/2017", "9/1/2017", "10/1/2017"],
    ],
)
def test_a_column_of_months_is_read_in_each_form(cells: list[object]) -> None:
    assert days_of(cells) == [date(2017, month, 1) for month in (8, 9, 10)]


@pytest.mark.parametrize(
    ("cells", "row", "sentence"),
    [
        (["01/02/2017", "01/03/2017"], 0, "'01/02/2017' is ambiguous, 2017-02-01 when written DD/MM/YYYY, 2017-01-02 when"),
        (["01/01/2017", "05.06.2017"], 1, "'05.06.2017' is ambiguous"),
        (["2017"], 0, "'2017' is not a date"),
        (["2017Q3", "2017Q4"], 0, "'2017Q3' is not a date: expected one such as 2017-09-03"),
        (["2017-08", "soon", "2017-10"], 1, "'soon' is not a date written YYYY-MM-DD or YYYY-MM, as others are"),
        (["1985-01-01", "1984-12-31T15:00:00.000Z"], 1, "'1984-12-31T15:00:00.000Z' is a time of another zone"),
        (["2017-09-03 19:30:00-04:00"], 0, "is a time of another zone, perhaps of another day: expected one such as 2017-09-03"),
        (["2017-09-03", "2017-08-01 to 2017-12-31"], 1, "'2017-08-01 to 2017-12-31' is not a date written YYYY-MM-DD"),
        (["13/13/2017"], 0, "is not a date"),
        (["2017-02-30"], 0, "is not a date"),
        ([2017.5], 0, "is not a date"),
    ],
)
def test_what_cannot_be_read_in_one_way_is_refused_with_its_row(cells: list[object], row: int, sentence: str) -> None:
    with pytest.raises(DateError) as caught:
        days_of(cells)
    assert caught.value.row == row
    assert sentence in str(caught.value)
