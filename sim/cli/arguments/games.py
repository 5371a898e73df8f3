"""`--players`, `--doctrines` and `--utility`: who plays a game, with what, and for what."""

from collections.abc import Iterable

from sim.foundations.errors import PeninsulaError


def names_of(text: str | None) -> list[str]:
    """Return names separated by commas."""
    return [name for part in (text or "").split(",") if (name := part.strip())]


def doctrines_of(given: Iterable[str] | None) -> dict[str, list[str]]:
    """Return player -> doctrines of options such as "us=deterrence,restraint"; raises PeninsulaError when one is none."""
    return {player: names_of(names) for player, names in _pairs(given, "--doctrines", "us=primacy,restraint")}


def utilities_of(given: Iterable[str] | None) -> dict[str, str]:
    """Return player -> expression of options such as "us=-mean(warheads)"; raises PeninsulaError when one is none."""
    return dict(_pairs(given, "--utility", "china=-mean(peninsula_tension)"))


def _pairs(given: Iterable[str] | None, option: str, example: str) -> Iterable[tuple[str, str]]:
    for text in given or ():
        player, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not player or not value:
            raise PeninsulaError(f"{option} '{text}' is incomplete: expected PLAYER=..., such as {example}")
        yield player, value
