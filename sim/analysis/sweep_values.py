"""The values of a sweep: one quantity over numbers, options or dates.

us.troops_korea=0:28500:7                    seven numbers from 0 to 28500
us.dialogue_precondition=none,freeze         these values
south_korea.opcon=rok_led@2026-01,2027-01    this value, from one date or another
south_korea.opcon=rok_led@2026-01:2032-01:7  the same with seven dates
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.foundations.errors import PeninsulaError, decimal_point, shown
from sim.foundations.months import format_month, parse_month
from sim.foundations.plain_values import plain_value

MOST_VALUES = 1000


@dataclass(frozen=True)
class Variation:
    """One quantity and the values it takes.

    key: as in `--set`. values: as in a scenario file. labels: of the values, for tables and axes.
    numbers: coordinates on an axis (dates as decimal years), None for options. axis: label of the axis.
    """

    key: str
    values: tuple[Any, ...]
    labels: tuple[str, ...]
    numbers: tuple[float, ...] | None
    axis: str


def variation(text: str) -> Variation:
    """Parse `--vary KEY=VALUES`.

    Raises PeninsulaError when it cannot be parsed.
    """
    key, equals, values = (part.strip() for part in text.partition("="))
    if not (equals and key and values):
        raise PeninsulaError(
            f"--vary '{text}' is incomplete: expected KEY=LOW:HIGH:NUMBER or KEY=A,B,C, such as us.troops_korea=0:28500:7"
        )
    value, dated, dates = values.partition("@")
    if dated:
        months = _months(key, dates)
        option = _value(value.strip())
        return Variation(
            key,
            tuple({format_month(month): option} for month in months),
            tuple(format_month(month) for month in months),
            tuple(month / 12 for month in months),
            f"{key} = {value.strip()} from",
        )
    if ":" in values:
        return variation_of_values(key, _range(key, values))
    words = [part.strip() for part in values.split(",")]
    if "" in words:
        raise PeninsulaError(f"--vary {key}: an empty value in '{values}': expected A,B,C")
    return variation_of_values(key, [_value(word) for word in words])


def variation_of_values(key: str, values: Sequence[Any]) -> Variation:
    """Return the variation of a quantity over some values, each as in a scenario file.

    Raises PeninsulaError when there are fewer than two, more than MOST_VALUES, or two are equal.
    """
    values = plain_value(values)
    if not isinstance(values, list):
        raise PeninsulaError(f"--vary {key}: {shown(values)} is one value: expected a list of values, such as [0, 14250, 28500]")
    _check_number(key, values)
    numeric = all(isinstance(each, int | float) and not isinstance(each, bool) for each in values)
    numbers = tuple(float(each) for each in values) if numeric else None
    return Variation(key, tuple(values), tuple(_label(each) for each in values), numbers, key)


def _label(value: Any) -> str:
    """Return the label of a value; fractions have three significant digits."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "; ".join(f"{when}: {each}" for when, each in value.items())
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _range(key: str, text: str) -> list[Any]:
    low, high, number = _split_range(key, text)
    try:
        first, last = float(low), float(high)
    except ValueError:
        raise PeninsulaError(
            f"--vary {key}: '{text}' is not a range of numbers: expected LOW:HIGH:NUMBER or a list A,B,C{decimal_point(text)}"
        ) from None
    steps = np.linspace(first, last, number)
    return [int(step) if float(step).is_integer() else float(step) for step in steps.tolist()]


def _months(key: str, text: str) -> list[int]:
    if ":" in text:
        first, last, number = _split_range(key, text)
        months = [round(month) for month in np.linspace(parse_month(first), parse_month(last), number).tolist()]
    else:
        months = [parse_month(part) for part in text.split(",")]
    _check_number(key, months)
    return months


def _split_range(key: str, text: str) -> tuple[str, str, int]:
    parts = [part.strip() for part in text.split(":")]
    if len(parts) != 3 or not parts[2].isdigit() or int(parts[2]) < 2:
        raise PeninsulaError(
            f"--vary {key}: cannot read '{text}': expected LOW:HIGH:NUMBER with at least two steps, such as 0:28500:7"
        )
    return parts[0], parts[1], int(parts[2])


def _check_number(key: str, values: Sequence[Any]) -> None:
    if len(set(map(str, values))) != len(values):
        raise PeninsulaError(f"--vary {key}: a value is given twice: expected different values")
    if not 2 <= len(values) <= MOST_VALUES:
        noun = "value" if len(values) == 1 else "values"
        raise PeninsulaError(f"--vary {key}: {len(values)} {noun}: expected 2 to {MOST_VALUES}")


def _value(text: str) -> Any:
    """Return a number, a truth value, or else the text itself."""
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
