"""What lies in a results folder, on the screen."""

from pathlib import Path

from rich.text import Text

from sim.cli.output.terminal import console, print_json
from sim.foundations.errors import PeninsulaError, nearest
from sim.storage.catalogue import CatalogueEntry, catalogue


def print_listing(out: Path, as_json: bool) -> None:
    """Print every run, comparison and sweep, or what to do when there is none."""
    found = catalogue(out)
    if as_json:
        print_json([vars(kept) | {"folder": str(kept.folder)} for kept in found])
        return
    screen = console()
    if not found:
        screen.print(f"{out} holds no runs yet: make one with 'peninsula run baseline --out {out}'.")
        return
    for kept in found:
        screen.print(Text.assemble((kept.folder.name, "bold"), (f"  {_about(kept)}", "dim")), soft_wrap=True)
        screen.print(Text(kept.title), soft_wrap=True)
        if kept.result:
            screen.print(Text(kept.result), soft_wrap=True)
        screen.print()


def _about(kept: CatalogueEntry) -> str:
    return kept.error or f"{kept.kind}, {kept.date} UTC, {kept.worlds:,} worlds"


def found_by_name(name: str, out: Path) -> Path:
    """Return the folder of that path or name, or the newest whose name begins so.

    Raises PeninsulaError when there is none.
    """
    if (Path(name) / "manifest.json").is_file():
        return Path(name)
    found = catalogue(out)
    for kept in found:
        if kept.folder.name.startswith(name):
            return kept.folder
    hint = nearest(name, [kept.folder.name for kept in found])
    raise PeninsulaError(f"nothing in {out} is called '{name}'{hint or '; peninsula results lists what there is'}")
