"""Printing: tables for people, one JSON document for programs."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

WIDTH_IN_A_FILE = 120


def console() -> "Console":
    """Return a console on standard output: as wide as the terminal, and of a fixed width in a pipe or a file."""
    from rich.console import Console

    screen = Console(highlight=False)
    if not screen.is_terminal:
        screen = Console(highlight=False, width=WIDTH_IN_A_FILE)
    return screen


def table(headings: Sequence[str], rows: Iterable[Sequence["RenderableType"]], title: str | None = None) -> "Table":
    """Return a table; the first column never wraps, and headings that begin with '>' are of columns of numbers."""
    from rich import box
    from rich.table import Table

    drawn = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for place, heading in enumerate(headings):
        number = heading.startswith(">")
        drawn.add_column(heading.removeprefix(">"), justify="right" if number else "left", no_wrap=place == 0 or number)
    for row in rows:
        drawn.add_row(*row)
    return drawn


def print_json(document: object) -> None:
    """Print one JSON document on standard output."""
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))
