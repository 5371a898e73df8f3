"""The fields of a JSON object that a page sends, each checked: PeninsulaError names the field and what was expected."""

from collections.abc import Collection, Mapping
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest


def text(body: Mapping[str, Any], key: str, longest: int, default: str = "") -> str:
    """Return a string of at most so many characters."""
    value = body.get(key, default)
    if not isinstance(value, str) or len(value) > longest:
        raise PeninsulaError(f"{key}: expected a string of at most {longest:,} characters")
    return value


def names(body: Mapping[str, Any], key: str, most: int) -> tuple[str, ...]:
    """Return a list of at most so many strings; an absent one is empty."""
    written = body.get(key, [])
    if not isinstance(written, list) or len(written) > most or not all(isinstance(name, str) for name in written):
        raise PeninsulaError(f"{key}: expected a list of at most {most} names")
    return tuple(written)


def integer(body: Mapping[str, Any], key: str, low: int, high: int, default: int) -> int:
    """Return a whole number within bounds, the default where it is absent or null."""
    value = optional_integer(body, key, low, high)
    return default if value is None else value


def optional_integer(body: Mapping[str, Any], key: str, low: int, high: int) -> int | None:
    """Return a whole number within bounds, None where it is absent or null."""
    value = body.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise PeninsulaError(f"{key}: expected a whole number from {low:,} to {high:,}")
    return value


def integers(body: Mapping[str, Any], key: str, low: int, high: int, most: int, default: tuple[int, ...]) -> tuple[int, ...]:
    """Return a list of one to so many whole numbers within bounds, the default where it is absent."""
    written = body.get(key, list(default))
    if not isinstance(written, list) or not 0 < len(written) <= most:
        raise PeninsulaError(f"{key}: expected a list of one to {most} whole numbers")
    return tuple(integer({key: each}, key, low, high, low) for each in written)


def flag(body: Mapping[str, Any], key: str, default: bool = False) -> bool:
    """Return true or false."""
    value = body.get(key, default)
    if not isinstance(value, bool):
        raise PeninsulaError(f"{key}: expected true or false")
    return value


def refuse_unknown(body: Mapping[str, Any], known: Collection[str], what: str) -> None:
    """Raise PeninsulaError for a field of another name. what: in which the fields stand."""
    for key in body:
        if key not in known:
            raise PeninsulaError(f"unknown field '{key}' in {what}{nearest(key, known)}")
