"""`peninsula new`: a scenario file of one's own, commented, that changes nothing until a line is uncommented."""

from pathlib import Path
from typing import Annotated

import typer


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; it may not exist.", show_default=False)],
    parent: Annotated[
        str,
        typer.Option("--from", metavar="SCENARIO", help="The scenario to start from: a file, or the name of a scenario."),
    ] = "baseline",
) -> None:
    """Start a scenario file of your own, commented.

    Each lever, condition and assumption stands in it as a comment: remove the # to set it.

    Example: peninsula new mine.toml --from baseline
    """
    from sim.cli.output.new import starter
    from sim.files.named_file import write_named_file
    from sim.foundations.errors import PeninsulaError
    from sim.scenario.catalogue import find
    from sim.scenario.loading import load

    if file.suffix != ".toml":
        raise PeninsulaError(f"'{file}' is not the name of a scenario file: expected one that ends in .toml")
    if file.exists():
        raise PeninsulaError(f"'{file}' exists already: give another name, or remove it first")
    text = starter(file, find(parent), load(parent))
    write_named_file(file, text)
    typer.echo(f"Wrote {file}: edit it, then 'peninsula check {file}' and 'peninsula run {file}'.", err=True)
