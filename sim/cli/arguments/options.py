"""The options that mean the same for every command, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Set a lever, an assumption or the worldview; may be repeated. VALUE is a number, true or false, "
        "a word, a range [low, high], or a dated table such as '{ \"2027-01\" = 0 }'.",
    ),
]
Choices = Annotated[
    bool,
    typer.Option(
        "--choices", help='Let every government choose each month; --set choices=\'["china", "dprk"]\' lets some of them.'
    ),
]
Turnover = Annotated[
    bool, typer.Option("--turnover", help="Let governments change, on dates and by chance, each with its doctrine.")
]
Worlds = Annotated[int | None, typer.Option("--worlds", metavar="N", help="Number of simulated worlds.")]
Months = Annotated[int | None, typer.Option("--months", metavar="N", help="Horizon in months.")]
Seed = Annotated[int | None, typer.Option("--seed", metavar="N", help="Random seed; the same seed gives the same histories.")]
Workers = Annotated[
    int | None, typer.Option("--workers", metavar="N", min=1, help="Number of processes; never changes the numbers.")
]
OutcomeNames = Annotated[
    list[str] | None,
    typer.Option(
        "--outcome", metavar="NAME", help="Draw this outcome; may be repeated. By default, those that differ or move most."
    ),
]
FromNowcast = Annotated[
    Path | None,
    typer.Option("--from-nowcast", metavar="FILE", help="Start from the current estimated state, a file of 'peninsula nowcast'."),
]
DataFolders = Annotated[
    list[Path] | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="A folder with the publishers' files; may be repeated. By default, those in PENINSULA_DATA.",
    ),
]
ResultsFolder = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Folder in which run folders are written.")]
Answers = Annotated[
    list[Path] | None,
    typer.Option(
        "--with",
        metavar="FOLDER",
        help="Take up a game, pathways, signposts or a search with --against-static: the folder it has left; may be repeated.",
    ),
]
OutFile = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file, not to the screen.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of tables.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print neither progress nor summary.")]
Svg = Annotated[bool, typer.Option("--svg", help="Write figures as SVG, too, besides PNG.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace what is already there.")]
TheatreName = Annotated[str, typer.Option("--theatre", metavar="NAME", help="Name of the theatre.")]
Word = Annotated[str, typer.Argument(metavar="[WORD]", help="Show only what mentions this word.", show_default=False)]
