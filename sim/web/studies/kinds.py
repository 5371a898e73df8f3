"""The studies that the page has, by name, and the task in which one of them is answered."""

from collections.abc import Callable, Mapping
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.web.studies.asked import Asked, Base
from sim.web.studies.game import parse_game
from sim.web.studies.pathways import parse_pathways
from sim.web.studies.signposts import parse_signposts
from sim.web.studies.wording import for_the_page
from sim.web.worker import Progress

KINDS: Mapping[str, Callable[[Mapping[str, Any]], Asked]] = {
    "signposts": parse_signposts,
    "pathways": parse_pathways,
    "game": parse_game,
}
"""What reads the fields of a question, by its kind."""


def parse_study(written: Any) -> Asked:
    """Return a question from decoded JSON: an object with its kind and fields.

    Raises PeninsulaError for an unknown kind or field, and for a value of the wrong type or out of bounds.
    """
    if not isinstance(written, dict) or not isinstance(written.get("kind"), str):
        raise PeninsulaError("study: expected an object with kind and fields")
    kind = written["kind"]
    if kind not in KINDS:
        raise PeninsulaError(f"study: unknown kind {shown(kind)}{nearest(kind, KINDS)}; expected one of {', '.join(KINDS)}")
    return KINDS[kind]({key: value for key, value in written.items() if key != "kind"})


def study(asked: Asked, base: Base, progress: Progress) -> dict[str, Any]:
    """Return the answer of a study; a refusal is in words of the page."""
    try:
        return dict(asked.answer(base, progress))
    except PeninsulaError as error:
        raise PeninsulaError(for_the_page(str(error))) from None
