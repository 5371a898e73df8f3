"""`peninsula assumptions`: the behavioural parameters of the model."""

from sim.cli.arguments.options import AsJson, Word


def assumptions(word: Word = "", as_json: AsJson = False) -> None:
    """List the assumptions: how states are taken to behave.

    Parameters that are not known exactly, each with its prior range and source; every world draws its own value.

    Example: peninsula assumptions credibility
    """
    from sim.cli.output.reference import Entry, print_entries
    from sim.foundations.wording import range_text
    from sim.scenario.assumptions import DECLARED

    entries = [
        Entry(
            each.name,
            each.title,
            each.unit,
            f"{range_text(each.floor, each.ceiling)} {each.unit}".rstrip(),
            range_text(each.low, each.high),
            each.source,
            {
                "low": each.low,
                "high": each.high,
                "floor": each.floor,
                "ceiling": None if each.ceiling == float("inf") else each.ceiling,
                "mechanism": each.mechanism,
            },
        )
        for each in DECLARED
    ]
    print_entries("assumptions", entries, word, as_json)
