"""The reference tables that `levers`, `doctrines`, `assumptions` and `outcomes` print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from sim.cli.output.terminal import console, print_json, table
from sim.foundations.errors import PeninsulaError, nearest

HEADINGS = {
    "levers": ("!Lever", "Default", "What it is, what is allowed, and the source"),
    "assumptions": ("!Assumption", "Prior range", "What it is, its bounds, and the source"),
    "doctrines": ("!Doctrine", "Rules", "What it is, what it sets, and the source"),
    "outcomes": ("!Outcome", "Better", "What it is, its range, and how it is defined"),
}


@dataclass(frozen=True)
class Entry:
    """One row: name, title, unit, what is allowed, the value in force, the source; details go into JSON only."""

    name: str
    title: str
    unit: str
    allowed: str
    value: str
    source: str
    details: Mapping[str, object]

    def mentions(self, word: str) -> bool:
        """Whether the name, title, source or unit holds the word, in capitals or not."""
        return word.casefold() in "\n".join((self.name, self.title, self.source, self.unit)).casefold()

    def document(self) -> dict[str, object]:
        """What JSON shows of it."""
        about = {"name": self.name, "title": self.title, "unit": self.unit}
        return {
            **about,
            **{key: value for key, value in self.details.items() if value is not None},
            "source": self.source,
        }


def print_entries(kind: str, entries: Sequence[Entry], word: str, as_json: bool) -> None:
    """Print those entries that mention the word, as a table or as JSON.

    Raises PeninsulaError when none does.
    """
    found = [entry for entry in entries if entry.mentions(word)]
    if not found:
        words = {part for entry in entries for part in (entry.name, *entry.name.replace(".", "_").split("_"))}
        raise PeninsulaError(f"none of the {len(entries)} {kind} mentions '{word}'{nearest(word, words)}")
    if as_json:
        print_json([entry.document() for entry in found])
        return
    rows = (
        (
            Text(entry.name, style="bold"),
            entry.value,
            Text.assemble(entry.title, ("\n" + entry.allowed, "cyan"), ("\n" + entry.source, "dim")),
        )
        for entry in found
    )
    screen = console()
    screen.print(table(HEADINGS[kind], rows))
    screen.print(f"{len(found)} of {len(entries)} {kind}", style="dim")
