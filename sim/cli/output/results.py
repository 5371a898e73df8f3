"""What `peninsula results` prints: the contents of a results folder."""

from pathlib import Path

from rich.text import Text

from sim.cli.output.terminal import console, print_json
from sim.storage.catalogue import CatalogueEntry, catalogue


def print_results(results: Path, as_json: bool) -> None:
    """Print every run and study, or what to do when there is none."""
    entries = catalogue(results)
    if as_json:
        print_json([vars(entry) | {"folder": str(entry.folder)} for entry in entries])
        return
    screen = console()
    if not entries:
        screen.print(f"{results} holds no runs yet: make one with 'peninsula run baseline --out {results}'.")
        return
    for entry in entries:
        screen.print(Text.assemble((entry.folder.name, "bold"), (f"  {_about(entry)}", "dim")), soft_wrap=True)
        screen.print(Text(entry.title), soft_wrap=True)
        if entry.result:
            screen.print(Text(entry.result), soft_wrap=True)
        screen.print()


def _about(entry: CatalogueEntry) -> str:
    return entry.error or f"{entry.kind}, {entry.date} UTC, {entry.worlds:,} worlds"
