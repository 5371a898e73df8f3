"""The page docs/levers.md: what every lever does to the key outcomes, what it costs, and which levers fail."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatch

from sim.analysis.lever_effects import Effect, LeverEffects, Tracked
from sim.analysis.mean_difference import NEGLIGIBLE
from sim.foundations.wording import interval_text
from sim.scenario.scenario import Scenario
from sim.scenario.wording import value_text

COLUMNS = (
    "mean(*_tension)", "count(limited_attack)", "count(crisis)", "mean(war_risk)", "mean(warheads)",
    "mean(expected_missile_tests)", "mean(credibility_in_*)", "mean(abandonment)", "mean(entrapment)", "mean(burden_quarrel)",
    "mean(autonomy)", "mean(deterrence_gap)", "mean(nuclear_gap)", "mean(consensus)", "mean(sidelining)",
    "mean(bloc_polarisation)",
)  # fmt: skip
"""Outcomes that have a column of their own."""


def levers_page(scenario: Scenario, worldviews: Sequence[str], found: Sequence[LeverEffects]) -> str:
    """Return the page in Markdown. scenario: what all levers depart from, under the worldview of the table."""
    return "\n".join([*_head(scenario, worldviews), *_failures(found), *_tables(scenario, found), *_costs(found)]) + "\n"


def failures(found: Sequence[LeverEffects]) -> list[str]:
    """Return what must not be: a lever that is inert without a reason, or better in everything under every worldview."""
    return [
        *(f"{_name(each)} moves nothing under any worldview" for each in found if each.inert and not each.inert_because),
        *(f"{each.free_lunch} {_name(each)} is better in everything, always" for each in found if each.free_lunch),
    ]


def _head(scenario: Scenario, worldviews: Sequence[str]) -> Iterator[str]:
    yield from (
        f"# What every lever does: {scenario.theatre.label}",
        "",
        "Written by `peninsula levers --effects --page docs/levers.md`; do not edit.",
        "",
        f"Each lever is held at the lowest and at the highest value it can have for {scenario.months} months, all else as in",
        f"`{scenario.name}`, in the same {scenario.worlds:,} worlds. A cell is the mean paired difference, high less low, with",
        f"its 90 % interval, under the worldview `{scenario.worldview}`: **bold** where more of the lever is better, *italic*",
        "where it is worse, · where the interval includes zero or the difference is below",
        f"{NEGLIGIBLE:g} standard deviations over worlds.",
        "Costs are looked for under every worldview: " + ", ".join(f"`{view}`" for view in worldviews) + ".",
        "",
        "Numbers follow from the assumptions of the model; they are no forecast.",
        "",
    )


def _failures(found: Sequence[LeverEffects]) -> Iterator[str]:
    yield from ("## Failures", "")
    yield from (f"- {failure}." for failure in failures(found))
    if not failures(found):
        yield "None: no lever is inert without a reason, and none is better in everything under every worldview."
    yield ""


def _tables(scenario: Scenario, found: Sequence[LeverEffects]) -> Iterator[str]:
    for actor in scenario.theatre.actors:
        own = [each for each in found if each.actor == actor.name]
        if not own:
            continue
        columns = [effect.tracked for effect in own[0].effects if effect.worldview == scenario.worldview and _shown(effect)]
        yield from (f"## {actor.label}", "", "| lever | low to high | " + " | ".join(map(_heading, columns)) + " |")
        yield "| --- | --- |" + " --- |" * len(columns)
        for each in own:
            cells = {effect.tracked: _cell(effect) for effect in each.effects if effect.worldview == scenario.worldview}
            ends = " to ".join(value_text(each.lever.decode(value)) for value in (each.low, each.high))
            yield f"| `{each.lever.name}` | {ends} | " + " | ".join(cells[column] for column in columns) + " |"
        yield ""


def _costs(found: Sequence[LeverEffects]) -> Iterator[str]:
    yield from ("## What more and less of each lever costs", "", "| lever | cost of more | cost of less |", "| --- | --- | --- |")
    for each in found:
        reason = f"inert: {each.inert_because}" if each.inert else ""
        yield f"| `{_name(each)}` | {reason or _cost(each, 1)} | {reason or _cost(each, -1)} |"
    yield from ("", "The largest under any worldview, with the number of worldviews under which anything gets worse.")


def _cost(each: LeverEffects, of: int) -> str:
    worse = each.costs(of)
    if not worse:
        return "none found"
    views = len({effect.worldview for effect in worse})
    names = list(dict.fromkeys(effect.tracked.title for effect in worse))[:2]
    return f"{', '.join(names)} ({views})"


def _name(each: LeverEffects) -> str:
    return f"{each.actor}.{each.lever.name}"


def _shown(effect: Effect) -> bool:
    return any(fnmatch(effect.tracked.text, pattern) for pattern in COLUMNS) and "regional" not in effect.tracked.text


def _heading(column: Tracked) -> str:
    return column.text.removeprefix("mean(").removeprefix("count(").rstrip(")").replace("_", " ")


def _cell(effect: Effect) -> str:
    if not effect.counts:
        return "·"
    text = interval_text(effect.difference, effect.half_width)
    return f"**{text}**" if effect.verdict > 0 else f"*{text}*"
