"""`peninsula outcomes`: what a run reports."""

from sim.cli.arguments.options import AsJson, TheatreName, Word


def outcomes(word: Word = "", theatre: TheatreName = "korea", as_json: AsJson = False) -> None:
    """List the outcomes: what a run reports each month.

    Each with its unit, its range and which direction is better.

    Example: peninsula outcomes tension
    """
    from sim.cli.output.reference import Entry, print_entries
    from sim.foundations.wording import range_text
    from sim.model.outcomes import outcomes_of
    from sim.scenario.theatre_file import load_theatre

    entries = [
        Entry(
            each.name,
            each.title,
            each.unit,
            f"{range_text(each.low, each.high)} {each.unit}".rstrip(),
            each.better or "neither",
            each.definition,
            {"low": _finite(each.low), "high": _finite(each.high), "better": each.better, "group": each.group},
        )
        for each in outcomes_of(load_theatre(theatre))
    ]
    print_entries("outcomes", entries, word, as_json)


def _finite(bound: float) -> float | None:
    return bound if abs(bound) != float("inf") else None
