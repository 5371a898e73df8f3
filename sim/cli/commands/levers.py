"""`peninsula levers`: what each actor of a theatre may decide."""

from sim.cli.arguments.options import AsJson, TheatreName, Word


def levers(word: Word = "", theatre: TheatreName = "korea", as_json: AsJson = False) -> None:
    """List the levers: what governments may decide.

    Each with its bounds, default and source.

    Example: peninsula levers troops
    """
    from sim.cli.output.reference import Entry, print_entries
    from sim.scenario.theatre_file import load_theatre
    from sim.scenario.wording import value_text

    entries = [
        Entry(
            f"{actor.name}.{lever.name}",
            lever.title,
            lever.unit,
            lever.range_text,
            value_text(lever.default),
            lever.source,
            {
                "kind": lever.kind,
                "default": lever.default,
                "options": list(lever.options) or None,
                "low": lever.low if lever.kind == "real" else None,
                "high": lever.high if lever.kind == "real" else None,
            },
        )
        for actor in load_theatre(theatre).actors
        for lever in actor.levers.values()
    ]
    print_entries("levers", entries, word, as_json)
