"""The HTML page of a play: what came of it beside other ways, the figure, and what happened turn by turn."""

from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from sim.analysis.seat import Seat, Turn, Verdict
from sim.analysis.seat.verdict import Judged
from sim.foundations.wording import decimals_of, figure_text
from sim.report.figures import picture
from sim.report.template import rendered
from sim.scenario.wording import value_text

CAPTION = "The headline index in the world that was played: your moves, the plan without them, and the doctrines of the role."


def seat_page(seat: Seat, judged: Verdict, figure: Figure) -> str:
    """Return the page on a play as one self-contained HTML document. figure: of the play."""
    return rendered(
        "seat.html",
        title=f"{seat.player.label} played",
        scenario=seat.original,
        lead=seat.original.title,
        theatre=seat.plan.theatre.label,
        judged=judged,
        picture=picture(figure, CAPTION),
        rows=[_row(each) for each in judged.judged],
        turns=[_turn(turn) for turn in seat.turns],
    )


def _row(each: Judged) -> dict[str, Any]:
    """Return an outcome with a cell for each way: the value here, the difference over the ensemble, and its verdict."""
    decimals = decimals_of(*each.here)
    cells: Sequence[tuple[str, str, str]] = [
        (
            figure_text(here, decimals),
            "" if number == 1 else difference.text.partition(" (")[0],
            difference.verdict(each.outcome.better),
        )
        for number, (here, difference) in enumerate(zip(each.here, each.differences, strict=True))
    ]
    return {"title": each.outcome.title, "unit": each.outcome.unit, "cells": cells}


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "span": turn.first if turn.first == turn.last else f"{turn.first} to {turn.last}",
        "sets": ", ".join(f"{lever.replace('_', ' ')} {value_text(value)}" for lever, value in turn.sets.items()),
        "happened": [f"{each.month} {each.text}" for each in turn.happenings],
        "waits": [f"{each.title}: {each.text}" for each in turn.standings if not each.in_force],
    }
