"""Rules that nobody would write by hand: valid ones of every shape, and ones broken in every way."""

import re
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from sim.foundations.months import format_month
from sim.model.events import KINDS
from sim.model.outcomes import outcomes_of
from sim.scenario.rules.keys import KEYS
from tests.fuzz.strategies import NASTY, THEATRE, plain

START, MONTHS = 2025 * 12 + 1, 60
OUTCOMES = {outcome.name: outcome for outcome in outcomes_of(THEATRE)}

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9 _-]{0,20}", fullmatch=True)

CONDITIONS = [
    "", "1", "talks", "p", "talks and", "war_so_far > 0 > -1", "(" * 300 + "talks" + ")" * 300, "not " * 90 + "talks > 0",
    "talks @ 5y > 0",     "count(war)", "count(nothing) > 0", "mean(mean(talks)) > 0", "talks > 1e999", "talks ** 2 > 0",
    "talks > 0 if talks else 1",
    "__import__('os') > 0", "talks > 'a'", "max(talks, burden) > 0", "talks / 0 > 0", "lambda: 0",
    "talks[0] > 0", "talks.real > 0",
    "talks < talks", "0 < 1", "p > 0", "talks > 0 # no", "talks > \u0661", "[talks > 0]", "talks > 0; talks", "a" * 600 + " > 0",
    "talks > 0 and talks < 0", "warheads > -9e30 or warheads < 9e30",
]  # fmt: skip
"""Conditions that mean nothing, never hold, or are meant to do harm; some are sound."""


@st.composite
def condition(draw: st.DrawFn, parameters: list[str]) -> str:
    """Draw a condition on outcomes that may hold in some worlds."""
    outcome = OUTCOMES[draw(st.sampled_from(sorted(OUTCOMES)))]
    top = min(outcome.high, 100.0)
    named = [outcome.name, f"{draw(st.sampled_from(['mean', 'max', 'min']))}({outcome.name})"]
    left = draw(st.sampled_from([*named, f"{outcome.name} * 2 - 1", f"count({draw(st.sampled_from(KINDS))})"]))
    number = draw(st.floats(outcome.low, top).map(lambda x: f"{x:.3f}") | st.sampled_from([*parameters, "0"]))
    atom = f"{left} {draw(st.sampled_from(['<', '<=', '>', '>=', '==', '!=']))} {number}"
    join = draw(st.sampled_from(["", "", " and ", " or ", " and not "]))
    return atom + (f"{join}({draw(condition(parameters))})" if join else "")


@st.composite
def rule(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Draw a rule of that name that says what it may say; whether its conditions can hold is left open."""
    actor = draw(st.sampled_from(THEATRE.actors))
    parameters = draw(
        st.dictionaries(st.sampled_from(["p", "q", "floor"]), st.floats(0, 50).map(lambda x: [x, x + 1]), max_size=2)
    )
    levers = draw(
        st.lists(st.sampled_from(list(actor.levers.values())), min_size=1, max_size=3, unique_by=lambda lever: lever.name)
    )
    known = {key: name for name, key in actor.lever_names.items()}
    names = {actor.levers[key].name: key for key in known}
    found: dict[str, Any] = {
        "name": name,
        "actor": draw(st.sampled_from([actor.name, *actor.aliases])),
        "when": draw(condition(list(parameters))),
        "set": {names[lever.name]: draw(plain(lever)) for lever in levers},
    }
    if draw(st.booleans()):
        found |= {"for_months": draw(st.integers(1, 12)), "prob": draw(st.floats(0.001, 1))}
    if draw(st.booleans()):
        found["lead_months"] = draw(st.integers(0, 6))
    if draw(st.booleans()):
        lever = draw(st.sampled_from(sorted(found["set"])))
        found["set"][lever] = {format_month(START): found["set"][lever], format_month(START + 20): found["set"][lever]}
    if draw(st.booleans()):
        found["until"] = draw(condition(list(parameters)))
    if draw(st.booleans()):
        first, last = sorted(draw(st.tuples(*[st.integers(START + 18, START + MONTHS - 1)] * 2)))
        found["within"] = f"{format_month(first)}..{format_month(last)}"
    text = f"{found['when']} {found.get('until', '')}"
    used = {name: ends for name, ends in parameters.items() if re.search(rf"\b{name}\b", text)}
    return found | ({"parameters": used} if used else {})


@st.composite
def rules(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw up to four rules, the later of which may act under the first."""
    drawn = [draw(rule(name)) for name in draw(st.lists(NAMES, max_size=4, unique=True))]
    for later in drawn[1:]:
        if draw(st.booleans()):
            later["under"] = drawn[0]["name"]
    return drawn


@st.composite
def broken_rules(draw: st.DrawFn) -> Any:
    """Draw rules in which some keys, values or conditions are not what they were."""
    found = deepcopy(draw(rules().filter(bool)))
    for _ in range(draw(st.integers(1, 3))):
        one = draw(st.sampled_from(found))
        match draw(st.sampled_from(["value", "inner", "condition", "drop", "rename", "twice"])):
            case "value":
                one[draw(st.sampled_from([*KEYS]))] = deepcopy(draw(st.sampled_from(NASTY)))
            case "inner":
                table = one.get(draw(st.sampled_from(["set", "parameters"])))
                if isinstance(table, dict):
                    table[draw(st.sampled_from(["p", "talks", "set", "", "x.y", *table])) or "e"] = deepcopy(
                        draw(st.sampled_from(NASTY))
                    )
            case "condition":
                one[draw(st.sampled_from(["when", "until"]))] = draw(st.sampled_from(CONDITIONS))
            case "drop":
                one.pop(draw(st.sampled_from([*one])), None)
            case "rename":
                key = draw(st.sampled_from([*one, "name"]))
                one[draw(st.sampled_from([key + "s", key[::-1], "x" * 999]))] = one.pop(key, 0)
            case "twice":
                found.append(deepcopy(one))
    return draw(st.sampled_from([found, found, found, NASTY[3], {"a": found}, [found]]))
