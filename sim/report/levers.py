"""The page docs/levers.md: what every lever does to the key outcomes, what it costs, and which levers fail."""

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite

from sim.analysis.lever_effects import Effect, LeverEffects, Tracked
from sim.analysis.mean_difference import NEGLIGIBLE
from sim.foundations.wording import interval_text
from sim.scenario.scenario import Scenario
from sim.scenario.theatre import Theatre
from sim.scenario.wording import value_text

NAMED_AT_MOST = 3
"""How many outcomes are named where there may be more."""


def levers_page(scenario: Scenario, theatre: Theatre, worldviews: Sequence[str], found: Sequence[LeverEffects]) -> str:
    """Return the page in Markdown.

    scenario: what all levers depart from, under the worldview of the tables of numbers. theatre: with all who may join.
    """
    parts = (_head(scenario, worldviews), _failures(found), _verdicts(found, len(worldviews)), _tables(scenario, theatre, found))
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def failures(found: Sequence[LeverEffects]) -> list[str]:
    """Return what must not be: a lever that is inert without a reason, or better in everything under every worldview."""
    return [
        *(f"{each.name} moves nothing under any worldview" for each in found if each.inert and not each.inert_because),
        *(f"{each.free_lunch} {each.name} is better in everything, under every worldview" for each in found if each.free_lunch),
    ]


def _head(scenario: Scenario, worldviews: Sequence[str]) -> Iterator[str]:
    name = scenario.name
    of = "" if name == "baseline" else f" --scenario {name}"
    yield from (
        f"# What every lever does: {scenario.theatre.label}",
        "",
        f"Written by `peninsula levers --effects{of} --page docs/levers.md`; do not edit.",
        "",
        f"Each lever is held at the lowest and at the highest value it can have for {scenario.months} months, all else as in",
        f"`{name}`, in the same {scenario.worlds:,} worlds, under the worldviews",
        f"{_listed([f'`{view}`' for view in worldviews])}.",
        "Of a choice, the first and the last option are taken, of a flag false and true. Numbers follow from the assumptions",
        "of the model; they are no forecast.",
        "",
    )


def _failures(found: Sequence[LeverEffects]) -> Iterator[str]:
    yield from ("## Failures", "")
    yield from (f"- {failure}." for failure in failures(found))
    if not failures(found):
        yield "None: no lever is inert without a reason, and none is better in everything under every worldview."
    yield ""


def _verdicts(found: Sequence[LeverEffects], worldviews: int) -> Iterator[str]:
    looked_at = {effect.tracked for each in found for effect in each.effects}
    yield from (
        "## Better and worse",
        "",
        f"What more of a lever makes better and worse, of {len(looked_at)} outcomes: the largest effects under any worldview,",
        f"in standard deviations over worlds, and in brackets under how many of {worldviews} worldviews anything gets better or",
        "worse. **Disputed** are outcomes that get better under one worldview and worse under another. Because so many",
        "differences are looked at, one counts here only beyond the 90 % interval of all of a lever's differences at once",
        "(Bonferroni). A lever that moves nothing is *inert*; one that only makes better, or only worse, under every worldview",
        "is a *free lunch*.",
        "",
        "| lever | more makes better | more makes worse | disputed | verdict |",
        "| --- | --- | --- | --- | --- |",
    )
    for each in found:
        yield f"| `{each.name}` | {_gets(each, 1)} | {_gets(each, -1)} | {_disputed(each)} | {verdict_text(each)} |"
    yield ""


def _gets(each: LeverEffects, side: int) -> str:
    """Return the largest effects to a side, one for each outcome, and the number of worldviews with any."""
    effects = each.gets(side)
    largest: dict[Tracked, Effect] = {}
    for effect in effects:
        largest.setdefault(effect.tracked, effect)
    if not largest:
        return ""
    named = [_sized(effect) for effect in list(largest.values())[:NAMED_AT_MOST]]
    views = len({effect.worldview for effect in effects})
    return f"{_some(named, len(largest))} ({views})"


def _sized(effect: Effect) -> str:
    """Return an outcome with its effect; where no world differs from another, a size in standard deviations has no meaning."""
    return _heading(effect.tracked) + (f" {effect.size:+.1f}" if isfinite(effect.size) else "")


def _disputed(each: LeverEffects) -> str:
    names = [_heading(tracked) for tracked in each.contested]
    return _some(names[:NAMED_AT_MOST], len(names))


def _some(named: Sequence[str], of: int) -> str:
    return ", ".join(named) + (f" and {of - len(named)} more" if of > len(named) else "")


def verdict_text(each: LeverEffects) -> str:
    """Return what a lever is, in words: inert, a free lunch, what its only cost is, or a trade-off."""
    if each.inert:
        return f"inert: {each.inert_because}" if each.inert_because else "**inert**"
    if each.free_lunch:
        return f"**free lunch: {each.free_lunch}**"
    for side, word in ((1, "more"), (-1, "less")):
        costs = {effect.tracked for effect in each.gets(-side)}
        if len(costs) == 1:
            return f"{word} costs only {_heading(costs.pop())}"
    return "trade-off" if each.gets(1) else "moves only what has no better side"


def _tables(scenario: Scenario, theatre: Theatre, found: Sequence[LeverEffects]) -> Iterator[str]:
    yield from (
        f"## By outcome, under `{scenario.worldview}`",
        "",
        "The mean paired difference, high less low, with its 90 % interval: **bold** where more of the lever is better,",
        "*italic* where it is worse, · where the interval includes zero or the difference is below",
        f"{NEGLIGIBLE:g} standard deviations over worlds. Events and tests are numbers within the horizon; warheads and months",
        "of talks are those at its end; the others are means over the horizon.",
        "",
    )
    for actor in theatre.actors:
        own = [each for each in found if each.actor == actor.name]
        if not own:
            continue
        yield from (f"### {actor.label}", "")
        if actor.name not in scenario.policy:
            yield from (f"In `{scenario.name}` {actor.label} is not an actor of its own; here it joins the cast.", "")
        for names in columns_of(theatre).values():
            yield from _table(own, names, scenario.worldview)


def columns_of(theatre: Theatre) -> Mapping[str, tuple[str, ...]]:
    """Return the outcomes that have a column, by theme."""
    seen = [f"credibility_in_{actor.capital}" for actor in (theatre.main_protege, theatre.challenger)]
    return {
        "conflict": (
            theatre.headline, "limited_attack", "crisis", "clash", "war_risk", "missile_tests", "nuclear_tests", "warheads",
        ),
        "alliance": (*seen, "abandonment", "entrapment", "burden_quarrel", "autonomy", "deterrence_gap", "nuclear_gap"),
        "politics": ("talks_months", "sidelining", "consensus", "bloc_polarisation", "nuclear_pressure"),
    }  # fmt: skip


def _table(found: Sequence[LeverEffects], names: Sequence[str], worldview: str) -> Iterator[str]:
    cells = [
        {effect.tracked.name: effect for effect in each.effects if effect.worldview == worldview and effect.tracked.name in names}
        for each in found
    ]
    headings = " | ".join(_heading(cells[0][name].tracked) for name in names)
    yield from (f"| lever | low to high | {headings} |", "| --- | --- |" + " --- |" * len(names))
    for each, row in zip(found, cells, strict=True):
        yield f"| `{each.lever.name}` | {_span(each)} | {' | '.join(_cell(row[name]) for name in names)} |"
    yield ""


def _heading(tracked: Tracked) -> str:
    return tracked.name.replace("_", " ")


def _span(each: LeverEffects) -> str:
    ends = " to ".join(value_text(each.lever.decode(value)) for value in (each.low, each.high))
    return ends + "".join(f", with {name} {value}" for name, value in each.alongside.items())


def _cell(effect: Effect) -> str:
    if not effect.counts:
        return "·"
    text = interval_text(effect.difference, effect.half_width)
    return {1: f"**{text}**", -1: f"*{text}*", 0: text}[effect.side]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)
