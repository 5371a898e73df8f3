"""Months as text and as counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.months import format_month, month_of_year, parse_month


@given(st.integers(0, 9999 * 12 + 11))
def test_writing_and_reading_a_month_are_inverse(month: int) -> None:
    assert parse_month(format_month(month)) == month


def test_january_follows_december() -> None:
    assert parse_month("2026-01") - parse_month("2025-12") == 1
    assert month_of_year(parse_month("2025-12")) == 12


@pytest.mark.parametrize("text", ["2025", "2025-00", "2025-13", "25-01", "2025-1", "soon", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(PeninsulaError, match="expected YYYY-MM"):
        parse_month(text)


def test_the_nearest_name_is_offered_only_when_close() -> None:
    assert nearest("trops", ["troops", "opcon"]) == "; did you mean 'troops'?"
    assert nearest("zzz", ["troops", "opcon"]) == ""
