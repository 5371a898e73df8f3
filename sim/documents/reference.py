"""The reference page: every lever, condition, assumption, worldview and outcome."""

from collections.abc import Iterable

from sim.documents.code_links import ASSUMPTIONS_AT, LEVERS_AT, code_of, declared
from sim.foundations.months import format_month, parse_month
from sim.foundations.wording import range_text
from sim.model.outcomes import outcomes_of
from sim.scenario.anchors import anchors
from sim.scenario.assumptions import DECLARED
from sim.scenario.assumptions import STAKES as WEIGHTS
from sim.scenario.choices import DECISIONS
from sim.scenario.choices.wording import setting_text, utility_text
from sim.scenario.doctrines import known_doctrines, load_doctrine
from sim.scenario.levers import levers_offered
from sim.scenario.quantity import Quantity
from sim.scenario.rules.keys import KEYS
from sim.scenario.stakes import STAKES as STAKES_OF
from sim.scenario.stakes import SWINGS
from sim.scenario.stakes.wording import stake_text
from sim.scenario.theatre import Actor, Theatre
from sim.scenario.theatre_file import known_theatres, load_theatre, optional_actors
from sim.scenario.turnover.reading import KEYS as OF_OFFICES
from sim.scenario.turnover.reading import WrittenTurnover
from sim.scenario.wording import value_text
from sim.scenario.worldviews import known_worldviews, load_worldview

HEAD = """# Reference

Written by `peninsula documents` from what is declared in `sim/scenario` and `sim/model/outcomes`; do not edit by hand.

A name leads to its declaration, "read in" to the equations that use it.
"""


RULES = """Policies with conditions, at most fifty a scenario. Of two that set a lever the later wins; both win over the schedule.
A file that extends another adds rules at the end; one of a known name stays in its place and changes only what is given.
Conditions: an outcome; `max(...)`, `min(...)` and `mean(...)` of one and `count(...)` of a kind of event, over the months so far;
parameters and numbers; `+ - * /`, comparisons, `and`, `or`, `not`.
"""


CHOICES = """With `choices = true` in a scenario file, a list of actors, or `--choices`, governments choose at the end of a month
between their plan and these options, by quantal response to utilities: less `departure_cost`, plus `policy_inertia` for what
was done last month. Outcomes are those of last month; *since*: as departure from the starting posture. Weights are assumptions.
"""
ROLES = {"protege": "the main protege", "challenger": "the challenger", "backer": "the main backer"}
"""What stands for a government where no theatre is spoken of."""


STAKES = """What `peninsula game` adds up for each government, world by world: weight x outcome / swing, so that a weight is the
utility of a change by one swing. Levers count as they come into force. Weights are assumptions that games alone draw from.
"""


DOCTRINES = """Bundles of levers and rules, given to an actor by `doctrine = "..."` in its table of `[policy]`; may be dated.
Levers beside it overrule it; what comes later, in a file that extends another or by `--set`, overrules both.
"""


TURNOVER = """Off by default. `turnover = true`, or `[turnover]` with `enabled = true`, lets governments change, world by world.
`survives = true` beside the levers of an actor, or a list of them, keeps these through every change; so it does in a rule.
"""


def reference_page() -> str:
    """Return the page: a section per theatre, with every optional actor in the cast, then assumptions and worldviews."""
    parts = [HEAD]
    for name in known_theatres():
        theatre = load_theatre(name, tuple(sorted(optional_actors(name))))
        parts.append(f"## Theatre: {theatre.label}\n")
        for actor in theatre.actors:
            optional = f', joins by `joins = ["{actor.name}"]`' if actor.optional else ""
            parts.append(f"### {actor.label} (`{actor.name}`, {actor.role.replace('_', ' ')}{optional})\n")
            parts.append(_levers(actor))
            parts.append(_meanings(theatre, actor))
        parts.append(f"### Doctrines in {theatre.label}\n\n{DOCTRINES}")
        parts.append(_table(("doctrine", "what it means", "sets", "rules", "source"), _doctrines(theatre)))
        parts.append(f"### Governments in {theatre.label}\n\nWho may come next, where turnover is on.\n")
        parts.append(_table(("actor", "changes", "next, by weight", "counts at first as", "source"), _governments(theatre)))
        parts.append(f"### Conditions in {theatre.label}\n")
        parts.append(_quantities(theatre.conditions.values()))
        parts.append("Of every actor (of the challenger also its closure):\n")
        parts.append(_quantities(theatre.challenger.conditions.values()))
        parts.append(f"### Outcomes in {theatre.label}\n")
        rows = [
            (f"`{o.name}`", o.title, o.unit, o.better or "neither", f"{o.low:g} to {o.high:g}", o.definition)
            for o in outcomes_of(theatre)
        ]
        parts.append(_table(("outcome", "title", "unit", "better", "bounds", "definition"), rows))
    parts.append(f"## Rules\n\n{RULES}")
    parts.append(_table(("key of `[[rules]]`", "what it says"), ((f"`{key}`", said) for key, said in KEYS.items())))
    parts.append(f"## Choices\n\n{CHOICES}")
    parts.append(_table(("role", "option", "what it is", "sets", "utility", "source"), _choices()))
    parts.append(f"## Stakes\n\n{STAKES}")
    parts.append(_table(("role", "what it values", "swing", "weight", "prior", "source"), _stakes()))
    parts.append(f"## Turnover\n\n{TURNOVER}")
    parts.append(
        _table(("key of `[turnover.<actor>]`", "what it says"), ((f"`{key}`", said) for key, said in OF_OFFICES.items()))
    )
    parts.append("## Assumptions\n\nEach world draws one value of each, uniform over its range.\n")
    drawn = [
        (
            declared(a.name, a.name, ASSUMPTIONS_AT), a.title, a.unit, f"{a.low:g} to {a.high:g}",
            f"{a.floor:g} to {a.ceiling:g}", a.source, code_of(a.name),
        )
        for a in DECLARED
    ]  # fmt: skip
    parts.append(_table(("assumption", "title", "unit", "prior", "bounds", "source", "read in"), drawn))
    parts.append("## Worldviews\n")
    for view in map(load_worldview, known_worldviews()):
        parts.append(f"### `{view.name}`\n\n{view.title}. {view.school}. {'; '.join(view.references)}.\n")
        if view.assumptions:
            narrowed = [(f"`{name}`", f"{low:g} to {high:g}") for name, (low, high) in view.assumptions.items()]
            parts.append(_table(("assumption", "range"), narrowed))
    return "\n".join(parts)


def _choices() -> Iterable[tuple[str, ...]]:
    for decision in DECISIONS.values():
        for option in decision.options:
            words = decision.role.replace("_", " "), option.name, option.says.format(**ROLES)
            yield *words, "; ".join(map(setting_text, option.settings)), utility_text(option), option.source


def _stakes() -> Iterable[tuple[str, ...]]:
    weights = {weight.name: weight for weight in WEIGHTS}
    for role, stakes in STAKES_OF.items():
        for stake in stakes:
            weight = weights[stake.weight]
            swing = f"{stake.sign * SWINGS[stake.key]:+g}"
            yield (
                role.replace("_", " "),
                stake_text(stake),
                swing,
                f"`{stake.weight}`",
                range_text(weight.low, weight.high),
                weight.source,
            )


def _doctrines(theatre: Theatre) -> Iterable[tuple[str, ...]]:
    for actor in theatre.actors:
        for each in (load_doctrine(actor.role, name) for name in known_doctrines(actor.role)):
            sets = "; ".join(f"`{lever}` {value_text(value)}" for lever, value in each.levers_of(actor).items())
            rules = "; ".join(each.rule_sentences(actor)) or "none"
            meaning = f"{each.title_for(theatre, actor)}. {each.description_for(theatre, actor)}"
            yield f"`{actor.name}` `{each.name}`", meaning, sets, rules, each.source


def _governments(theatre: Theatre) -> Iterable[tuple[str, ...]]:
    shipped = WrittenTurnover(theatre, enabled=True)
    horizon = parse_month("2025-02"), parse_month("2035-02")
    for office in shipped.offices({}, {}, horizon, horizon):
        dates = f"{format_month(office.calendar[0])}, then every {office.calendar[1]} months" if office.calendar else ""
        rate = f"{range_text(*office.hazard)} a year" if office.hazard else ""
        weights = ", ".join(f"`{name}` {range_text(*weight)}" for name, weight in office.weights)
        counts = f"`{office.own[0][1]}`" if office.own else "nothing"
        yield f"`{office.actor}`", " and ".join(each for each in (dates, rate) if each), weights, counts, office.source


def _quantities(quantities: Iterable[Quantity]) -> str:
    rows = [(f"`{q.name}`", q.title, q.range_text, f"{q.default}".lower(), q.source) for q in quantities]
    return _table(("name", "title", "allowed", "default", "source"), rows)


def _levers(actor: Actor) -> str:
    """Return the levers of an actor, each with a link to its declaration and to the code that reads it."""
    rows = [
        (
            declared(actor.rule_names[q.name], q.name, LEVERS_AT), q.title, q.range_text, f"{q.default}".lower(), q.source,
            code_of(actor.rule_names[q.name]),
        )
        for q in actor.levers.values()
    ]  # fmt: skip
    return _table(("name", "title", "allowed", "default", "source", "read in"), rows)


def _meanings(theatre: Theatre, actor: Actor) -> str:
    """Return what the numbers of levers without a unit mean in the world."""
    meant = [(actor.lever_names[lever.name], anchors(theatre, actor, lever)) for lever in levers_offered(actor)]
    rows = [(f"`{name}`", *(f"{value:g}: {sentence}" for value, sentence in each)) for name, each in meant if each]
    return _table(("lever", "least", "in between", "greatest"), rows) if rows else ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |"]
    return "\n".join([*lines, *(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)]) + "\n"
