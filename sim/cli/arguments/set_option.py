"""`--set KEY=VALUE`: overrides of a scenario, typed on the command line."""

import re
import tomllib
from collections.abc import Iterable

from sim.foundations.errors import PeninsulaError, decimal_point

_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}\.\d\d0")
"""A number in which the point may as well separate thousands, as in much of Europe: 28.500."""

_WORD = re.compile(r"[A-Za-z][\w-]*")


def overrides(
    settings: Iterable[str] | None, *, choices: bool = False, turnover: bool = False, option: str = "--set"
) -> dict[str, object]:
    """Return key -> value of each setting; the last one of a key counts.

    choices, turnover: whether these options are given. option: how the settings are given, for the sentence.
    Raises PeninsulaError when a setting is not KEY=VALUE or its value is not one.
    """
    switched = {name: True for name, on in (("choices", choices), ("turnover", turnover)) if on}
    return switched | dict(_setting(text, option) for text in settings or ())


def _setting(text: str, option: str) -> tuple[str, object]:
    key, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not key or not value:
        raise PeninsulaError(f"{option} '{text}' is incomplete: expected KEY=VALUE, such as us.troops_korea=0")
    return key, _value(key, value, option)


def _value(key: str, text: str, option: str) -> object:
    """Return a TOML value; a bare word is taken as the string it looks like."""
    if _GROUPED.fullmatch(text):
        whole, decimal = text.replace(".", ""), f"{float(text):g}"
        raise PeninsulaError(f"{option} {key}: '{text}' is ambiguous: expected {whole}, or {decimal} with a decimal point")
    try:
        document = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        document = {}
    if list(document) == ["value"]:
        return document["value"]
    if _WORD.fullmatch(text):
        return text
    raise PeninsulaError(
        f"{option} {key}: cannot read '{text}': expected a number, true, false, a word, a range such as [0.1, 0.4], "
        f'or dates such as {{ "2027-01" = 0 }}{decimal_point(text)}'
    )
