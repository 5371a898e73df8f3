"""`peninsula doctrines`: the schools of policy that an actor can be given as a whole."""

from sim.cli.arguments.options import AsJson, TheatreName, Word


def doctrines(word: Word = "", theatre: TheatreName = "korea", as_json: AsJson = False) -> None:
    """List the doctrines: bundles of levers and rules.

    Each stands for a school of policy in a role, with its source; a scenario gives it to an actor by doctrine = "...".

    Example: peninsula doctrines engagement
    """
    from sim.cli.output.reference import Entry, print_entries
    from sim.scenario.doctrines import known_doctrines, load_doctrine
    from sim.scenario.theatre_file import load_theatre, optional_actors
    from sim.scenario.wording import value_text

    stage = load_theatre(theatre, optional_actors(theatre))
    entries = [
        Entry(
            f"{actor.name}.{each.name}",
            f"{each.title_for(stage, actor)}. {each.description_for(stage, actor)}",
            "",
            "\n".join((", ".join(f"{name} {value_text(value)}" for name, value in levers.items()), *each.rule_sentences(actor))),
            str(len(each.rules) or "none"),
            each.source,
            {"actor": actor.name, "role": actor.role, "doctrine": each.name, "levers": levers, "rules": each.rules_of(actor)},
        )
        for actor in stage.actors
        for each in (load_doctrine(actor.role, name) for name in known_doctrines(actor.role))
        for levers in [each.levers_of(actor)]
    ]
    print_entries("doctrines", entries, word, as_json)
