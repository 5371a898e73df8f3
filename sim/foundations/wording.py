"""Numbers, ranges and enumerations as text."""

from collections.abc import Sequence
from math import floor, log10


def enumerated(words: Sequence[str]) -> str:
    """Return words in a sentence: a; a and b; a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def number_text(number: float) -> str:
    """Return a number without superfluous digits: 28500, 25821 for 25821.3, 0.35, 2.6e-05, inf."""
    whole = float(number).is_integer() or abs(number) >= 1000
    return f"{number:.0f}" if whole and abs(number) < 1e15 else f"{number:.4g}"


def figure_text(value: float, decimals: int | None = None) -> str:
    """Return a result with as many digits as it bears: 58.3, 0.41, 0.007; decimals: those of its neighbours in a row."""
    return f"{value:.{decimals_of(value) if decimals is None else decimals}f}"


def signed_text(value: float, decimals: int | None = None) -> str:
    """Return a difference with its sign; a difference of nothing is 0."""
    text = figure_text(value, decimals)
    return "0" if float(text) == 0 else ("+" if value > 0 else "") + text


def decimals_of(*values: float) -> int:
    """Return how many decimals the largest of some values bears."""
    size = max(map(abs, values))
    return 1 if size >= 10 else 2 if size >= 0.1 or size < 0.0005 else 3


def range_text(low: float, high: float) -> str:
    """Return a range, or one number when it has no width."""
    return number_text(low) if low == high else f"{number_text(low)} to {number_text(high)}"


_LEAST = 5e-5


def interval_text(difference: float, half_width: float, median: float | None = None) -> str:
    """Return a difference with half its interval, to two digits of the latter: +4.25 ± 0.30, 0.

    No more than five decimals are given; where neither reaches a ten-thousandth, it is 0.0000.

    median: added in brackets, with as many decimals: +4.25 ± 0.30 (median +1.92).
    """
    if difference == 0 and half_width == 0:
        return "0"
    if max(abs(difference), half_width, abs(median or 0)) < _LEAST:
        return "0.0000"
    size = half_width or abs(difference)
    shape = f".{min(max(0, 1 - floor(log10(size))), 5)}f"
    text = f"{difference:+{shape}} ± {half_width:{shape}}"
    if median is None:
        return text
    return f"{text} (median {f'{median:+{shape}}' if float(f'{median:{shape}}') else '0'})"
