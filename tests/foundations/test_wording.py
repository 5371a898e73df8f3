"""Numbers are written with the digits that they bear, and words as a sentence has them."""

import pytest

from sim.foundations.wording import enumerated, interval_text, number_text


@pytest.mark.parametrize(
    ("difference", "half_width", "text"),
    [
        (4.25, 0.3, "+4.25 ± 0.30"),
        (-36.794, 1.02, "-36.8 ± 1.0"),
        (0.106, 0.0021, "+0.1060 ± 0.0021"),
        (-1.1e-5, 2e-6, "0.0000"),
        (9.2e-5, 2.4e-5, "+0.00009 ± 0.00002"),
        (0.0123456, 3e-6, "+0.01235 ± 0.00000"),
        (1234.0, 120.0, "+1234 ± 120"),
        (0.0, 0.0, "0"),
        (0.0, 0.01, "+0.000 ± 0.010"),
        (0.25, 0.0, "+0.25 ± 0.00"),
    ],
)
def test_a_difference_has_its_interval_to_two_digits(difference: float, half_width: float, text: str) -> None:
    assert interval_text(difference, half_width) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(28500.0, "28500"), (25821.3, "25821"), (-1234.5, "-1234"), (0.35, "0.35"), (2.6e-5, "2.6e-05"), (float("inf"), "inf")],
)
def test_a_number_has_no_superfluous_digits(number: float, text: str) -> None:
    assert number_text(number) == text


@pytest.mark.parametrize(("words", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_the_last_of_several_words_stands_after_an_and(words: list[str], text: str) -> None:
    assert enumerated(words) == text
