"""What `peninsula explain --by lever` prints: a row for each change, the remainder and the whole."""

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from sim.analysis.by_lever import Part
from sim.cli.output.terminal import console, print_end, print_json, table
from sim.foundations.wording import interval_text, signed_text
from sim.plots import save_as
from sim.studies.explain import ByLever

ROWS = 25
"""Changes that the terminal shows; `--json` holds all."""


def print_by_lever(result: ByLever, out: Path | None, as_json: bool) -> None:
    """Print what each change does, taken back alone and made alone; draw it to a file as well, where there is one."""
    if out:
        save_as(result.plot(), out)
    if as_json:
        print_json(result.document())
        return
    screen = console()
    whole = result.whole
    screen.print()
    moved = signed_text(whole.mean)
    screen.print(Text(f"Which lever moved {result.title} by {moved} from {result.reference.name} to {result.other.name}", "bold"))
    screen.print(f"mean over the same {result.total.size:,} worlds, {result.unit} ± half its 90 % interval", style="dim")
    screen.print()
    body: list[Sequence[str | Text]] = [
        (
            change.label,
            Text(_shortened(change.text), style="dim"),
            *_cells(result.part(change.removed)),
            *_cells(result.part(change.alone)),
        )
        for change in result.changes[:ROWS]
    ]
    if more := len(result.changes) - ROWS:
        body += [(f"{more} more: see --json", "", "", "", "", "")] if more > 0 else []
    if len(result.changes) > 1:
        removed, alone = (result.remainder[way] for way in ("removed", "alone"))
        body.append((Text("remainder: they interact", style="italic"), "", *_cells(removed), *_cells(alone)))
    body.append((Text("all together", style="bold"), "", *_cells(whole), *_cells(whole)))
    screen.print(table(("!Change", "!", ">Taken back alone", ">Share", ">Made alone", ">Share"), body))
    screen.print()
    if len(result.changes) > 1:
        screen.print(_about_the_remainder(result), style="dim")
    print_end("Figure", out)


def _cells(part: Part) -> tuple[str, str]:
    share = "" if part.share is None else f"{part.share:.0%} ± {part.share_half_width:.0%}".replace("-0% ", "0% ")
    return interval_text(part.mean, part.half_width), share


def _shortened(text: str, longest: int = 32) -> str:
    return text if len(text) <= longest else f"{text[: longest - 4]} ..."


def _about_the_remainder(result: ByLever) -> str:
    """Return in a sentence how the changes interact."""
    removed, whole = result.remainder["removed"], result.whole
    if abs(removed.mean) <= removed.half_width or whole.share is None:
        return (
            "The remainder is what no change does by itself; here what is taken back adds up to the whole, within its interval."
        )
    if removed.mean * whole.mean < 0:
        return "Taken back one by one the changes add up to more than the whole: some need one another."
    return "Taken back one by one the changes add up to less than the whole: some stand in for one another."
