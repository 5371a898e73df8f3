"""What a study answers, as a section of a report and of the findings: from the folder of the study, in its own words."""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.analysis.pathways.pathways import Pathways
from sim.analysis.pathways.told import told as told_of_pathways
from sim.analysis.told import Told, told_from
from sim.ensemble.fingerprint import model_fingerprint
from sim.foundations.errors import PeninsulaError
from sim.plots.pathways.metro_map import metro_map
from sim.plots.pathways.still_met import still_met
from sim.report.figures import Picture, picture

COMMANDS = {
    "game": "peninsula game",
    "pathways": "peninsula pathways",
    "signposts": "peninsula signposts",
    "search": "peninsula search --against-static",
}
"""Kinds of studies that have a section, and the commands that make them."""

EXPECTED = f"expected a folder of '{"', '".join([*COMMANDS.values()][:-1])}' or '{[*COMMANDS.values()][-1]}'"


@dataclass(frozen=True)
class Answer:
    """What a study answers. command: that made it ("": the page did). other_model: whether it was made by another than this."""

    title: str
    told: Told
    pictures: Sequence[Picture]
    command: str = ""
    other_model: bool = False


def answer(folder: Path) -> Answer:
    """Return what the study of a folder answers; raises PeninsulaError when it holds none that has a section, or is damaged."""
    where = f"--with {folder}"
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        kind = str(manifest.get("kind", "run"))
    except (OSError, ValueError, AttributeError):
        raise PeninsulaError(f"{where}: it has no manifest.json that can be read: {EXPECTED}") from None
    if kind not in COMMANDS:
        raise PeninsulaError(f"{where}: it holds something of kind '{kind}': {EXPECTED}")
    if "told" not in manifest:
        found = "a search without --against-static" if kind == "search" else f"'{kind}' of an earlier version"
        raise PeninsulaError(f"{where}: it holds {found}: expected a folder of '{COMMANDS[kind]}' of this version")
    try:
        told = told_from(manifest["told"])
        pictures = [Picture(_image(folder / "plots" / f"{name}.png"), caption) for name, caption in told.figures.items()]
        title, command = str(manifest["title"]), str(manifest["command"])
        return Answer(title, told, pictures, command, manifest["model"] != model_fingerprint())
    except OSError as error:
        missing = Path(error.filename).name
        raise PeninsulaError(f"{where}: its figure {missing} cannot be read: expected it in the folder plots") from None
    except (ValueError, KeyError):
        again = f"make it again with '{COMMANDS[kind]}'"
        raise PeninsulaError(f"{where}: its manifest.json is damaged: expected what the study wrote; {again}") from None


def answer_to_target(result: Pathways) -> Answer:
    """Return what pathways answer that were found for the page itself, with figures as embedded SVG."""
    told, draw = told_of_pathways(result), {"metro_map": metro_map, "still_met": still_met}
    pictures = [picture(draw[name](result), caption) for name, caption in told.figures.items()]
    return Answer(f"When {', '.join(result.names)} stop meeting {result.terms.target.text}", told, pictures)


def chapter(answers: Sequence[Answer]) -> Iterator[str]:
    """Yield the lines of the chapter of the findings, in Markdown; none without answers."""
    if answers:
        yield from ("## What if they answer?", "")
    for each in answers:
        told = each.told
        yield from (f"### {each.title}", "", f"*{told.question}* {told.method}", "")
        yield from (*(f"- {sentence}" for sentence in told.sentences), "")
        yield from (f"{told.caption}:", "", _row(told.headings), "|" + " --- |" * len(told.headings))
        yield from (*map(_row, told.rows), "")
        yield from (f"Made by `{each.command}`{', by another model' if each.other_model else ''}.", "")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '\\|').strip() for cell in cells)} |"


def _image(file: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(file.read_bytes()).decode()
