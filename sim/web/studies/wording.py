"""What studies refuse, in words of the page, whose user has typed no option of the command line."""

import re

from sim.foundations.errors import PeninsulaError

WORDS = {
    "with --months": "in the horizon", "--worlds": "worlds", "--within": "window", "--lead": "lead", "--players": "players",
    "--doctrines": "doctrines", "--worldviews": "worldviews", "--for-months": "months in a row", "--lead-time": "months until",
    "--no-transfers": "no transfers", "--set": "a change", "--target": "target", "--warn-of": "event",
}  # fmt: skip
"""Option -> what the page calls it."""

MOST_WORLD_MONTHS = 20_000_000
"""World-months that one answer may take: about a minute of one worker, which other visitors wait for. Judgement."""

_LEADING = re.compile(r"^--[a-z-]+:? ")
_OPTION = re.compile(r"(?:with )?--[a-z-]+")


def for_the_page(sentence: str) -> str:
    """Return a refusal without the option that it begins with, and with words of the page for others."""
    rest = _LEADING.sub("", sentence)
    return _OPTION.sub(lambda found: WORDS.get(found[0], found[0].replace("--", "")), rest)


def refuse_too_large(world_months: int) -> None:
    """Raise PeninsulaError for a study that would keep a worker for too long."""
    if world_months > MOST_WORLD_MONTHS:
        raise PeninsulaError(
            f"this takes {world_months:,} world-months, more than the {MOST_WORLD_MONTHS:,} of an answer on the page: "
            "choose fewer worlds or less to compare, or use the command line"
        )
