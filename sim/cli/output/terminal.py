"""Printing: tables for people, one JSON document for programs."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

WIDTH_IN_A_FILE = 130


def console() -> "Console":
    """Return a console on standard output: as wide as the terminal, and of a fixed width in a pipe or a file."""
    from rich.console import Console

    screen = Console(highlight=False)
    if not screen.is_terminal:
        screen = Console(highlight=False, width=WIDTH_IN_A_FILE)
    return screen


def table(headings: Sequence[str], rows: Iterable[Sequence["RenderableType"]]) -> "Table":
    """Return a table: headings that begin with '>' are of columns of numbers, those with '!' of names; neither wraps."""
    from rich import box
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in headings:
        mark, text = heading[0], heading.lstrip(">!")
        drawn.add_column(text, justify="right" if mark == ">" else "left", no_wrap=mark in ">!")
    for row in rows:
        drawn.add_row(*row)
    return drawn


def print_end(what: str, where: Path | None) -> None:
    """Print how results are to be read, and where they are kept."""
    from rich.text import Text

    from sim.ensemble.manifest import CAVEAT

    screen = console()
    screen.print(Text(CAVEAT, style="italic"))
    if where is not None:
        screen.print(Text.assemble(f"{what}: ", (str(where), "bold")), soft_wrap=True)


def print_json(document: object) -> None:
    """Print one JSON document on standard output."""
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))
