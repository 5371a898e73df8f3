"""Messages show a value as it was written, and tell a decimal comma."""

from datetime import date, datetime, time

import pytest

from sim.foundations.errors import decimal_point, nearest, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2025, 3, 1), "2025-03-01"),
        (datetime(2025, 3, 1, 12, 30), "2025-03-01T12:30:00"),
        (time(12, 30), "12:30:00"),
        ([date(2025, 3, 1)], "[2025-03-01]"),
        ("2,5", "'2,5'"),
    ],
)
def test_a_value_is_shown_as_it_was_written(value: object, text: str) -> None:
    assert shown(value) == text


def test_of_a_long_value_only_the_ends_are_shown() -> None:
    assert len(shown("x" * 200)) <= 80
    assert "..." in shown("x" * 200)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("mean(burden) > 2,5", "; did you mean '2.5', with a decimal point?"),
        ("2,5", "; did you mean '2.5', with a decimal point?"),
        ("28,500", "; did you mean '28500', or '28.5', with a decimal point?"),
        ("0,125", "; did you mean '0.125', with a decimal point?"),
        ("[0.1,0.4]", ""),
        ("[1, 2]", ""),
        ("a1,2", ""),
        ("1,234,567", ""),
    ],
)
def test_a_decimal_comma_is_told(text: str, hint: str) -> None:
    assert decimal_point(text) == hint


def test_what_was_named_is_not_suggested() -> None:
    assert nearest("basline", ["baseline", "history"]) == "; did you mean 'baseline'?"
    assert nearest("baseline", ["baseline"]) == ""
    assert nearest("baseline", ["baseline", "baseline_2025"]) == "; did you mean 'baseline_2025'?"
