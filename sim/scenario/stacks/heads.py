"""What stands at the head of the files of a stack: theatre, horizon, and words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.foundations.errors import PeninsulaError, shown
from sim.foundations.months import parse_month
from sim.scenario.layers import Layer
from sim.scenario.schedule_syntax import Horizon
from sim.scenario.situation import situation_table
from sim.scenario.stacks.parts import Part, name_of
from sim.scenario.theatre import Theatre
from sim.scenario.theatre_file import CannotJoinError, load_theatre
from sim.scenario.toml_file import refuse, text, texts, whole

MOST_MONTHS = 600
DEFAULT_MONTHS = 120
FIRST_MONTH = 2025 * 12 + 1
"""Where a scenario starts that gives no start."""


def theatre_of(stack: Sequence[Part]) -> Theatre:
    """Return the theatre of a stack, with the actors that join; raises PeninsulaError where a package is of another one."""
    layers = [layer for part in stack for layer in part.laid]
    named, file = _theatre_named(stack[0].chain)
    for package in stack[1:]:
        own, where = _theatre_named(package.chain)
        if own != named and not (package.lone and "theatre" not in where.content):
            refuse(
                where.path,
                "theatre",
                f"{package.name} is of the theatre {own}, and {stack[0].name} of {named}: expected one theatre",
            )
    joins = {name for layer in layers for name in texts(layer.content, "joins", layer.path)}
    try:
        return load_theatre(named, tuple(sorted(joins)))
    except CannotJoinError as error:
        joining = next(layer for layer in layers if error.actor in texts(layer.content, "joins", layer.path))
        refuse(joining.path, "joins", str(error))
    except PeninsulaError as error:
        raise PeninsulaError(f"{file.path}: theatre: {error}") from None


def _theatre_named(layers: Sequence[Layer]) -> tuple[str, Layer]:
    """Return the theatre that a chain names, and the file that does."""
    named, file = "korea", layers[0]
    for layer in layers:
        if "theatre" in layer.content:
            named, file = text(layer.content, "theatre", layer.path), layer
            if named.endswith(".toml"):
                named = str(layer.path.parent / named)
    return named, file


def start_of(layers: Sequence[Layer]) -> tuple[int, str]:
    """Return the first month, from the newest file that gives it, and the name of that file."""
    month, origin = FIRST_MONTH, "default"
    for layer in layers:
        if "start" in layer.content:
            written = layer.content["start"]
            try:
                if not isinstance(written, str):
                    raise PeninsulaError(f'{shown(written)} is not a text: expected a month in quotes, such as "2027-01"')
                month, origin = parse_month(written), layer.path.name
            except PeninsulaError as error:
                refuse(layer.path, "start", str(error))
    return month, origin


def horizon_of(layers: Sequence[Layer]) -> Horizon:
    """Return the horizon of a scenario by itself, which its dates speak of. layers: the files it is read from, oldest first."""
    months, start = DEFAULT_MONTHS, start_of(layers)[0]
    for layer in layers:
        months = whole(layer.content, "months", layer.path, 1, MOST_MONTHS, months)
    return start, start + months


def horizons_of(stack: Sequence[Part], lived: Horizon) -> list[tuple[Layer, Horizon]]:
    """Return each file that a stack lays, with the horizon that its dates may speak of. lived: that of the run.

    A package has been written for its own base, and a scenario may begin later or end sooner than what it extends: dates of
    those files that now lie outside are no errors.
    """
    return [
        (layer, lived if part.lone else hull(lived, horizon_of(part.chain[: part.chain.index(layer) + 1])))
        for part in stack
        for layer in part.laid
    ]


def hull(*horizons: Horizon) -> Horizon:
    """Return the span from the first month of all horizons to the last."""
    return min(first for first, _ in horizons), max(end for _, end in horizons)


def words_of(stack: Sequence[Part]) -> dict[str, Any]:
    """Return name, title, description, hypothesis and references of a stack, and the files that its packages lay.

    A stack joins titles and references, and has no hypothesis: nobody has stated what the packages do together.
    """
    own = [part.chain[-1] for part in stack]
    titles = [text(layer.content, "title", layer.path, layer.path.stem) for layer in own]
    described = [text(layer.content, "description", layer.path).strip() for layer in own]
    supposed = text(own[0].content, "hypothesis", own[0].path)
    references = [reference for layer in own for reference in texts(layer.content, "references", layer.path)]
    return {
        "name": name_of(stack),
        "title": " + ".join(titles),
        "description": "\n\n".join(filter(None, described)),
        "hypothesis": supposed if len(stack) == 1 else "",
        "references": tuple(dict.fromkeys(references)) if len(stack) > 1 else tuple(references),
        "packages": tuple(dict.fromkeys(layer.path.name for part in stack[1:] for layer in part.laid)),
    }


def figures_at_start(theatre: Theatre, situation: Theatre) -> dict[str, Any]:
    """Return the figures at the start that differ from those of the theatre file: actors.south_korea.strength -> value."""

    def flat(nested: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
        for key, value in nested.items():
            if isinstance(value, Mapping):
                yield from flat(value, f"{above}{key}.")
            else:
                yield f"{above}{key}", value

    return dict(flat(situation_table(theatre, situation), ""))
