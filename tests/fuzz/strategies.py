"""Scenario files that nobody would write by hand: valid ones of every shape, and ones broken in every way."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from sim.foundations.months import format_month, parse_month
from sim.scenario.assumptions import ASSUMPTIONS, WEIGHTS
from sim.scenario.doctrines import known_doctrines
from sim.scenario.quantity import Quantity
from sim.scenario.situation import KINDS, OF_THEATRE
from sim.scenario.theatre_file import load_theatre
from sim.scenario.worldviews import known_worldviews

type Content = dict[str, Any]

THEATRE = load_theatre("korea")
EARLIEST, LATEST = parse_month("1950-01"), parse_month("2080-12")

_POLICY = [("policy", actor.name, quantity) for actor in THEATRE.actors for quantity in actor.levers.values()]
_CONDITIONS = [("conditions", actor.name, quantity) for actor in THEATRE.actors for quantity in actor.conditions.values()]
_OF_THEATRE = [("conditions", "", quantity) for quantity in THEATRE.conditions.values()]
_SITUATION = [("", "", key, bounds) for key, bounds in OF_THEATRE.items()] + [
    (kind, each.name, key, bounds)
    for kind, known in KINDS.items()
    for each in getattr(THEATRE, kind)
    for key, bounds in known.items()
]

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


def plain(quantity: Quantity) -> st.SearchStrategy[Any]:
    """Return the values that a lever or condition may take."""
    if quantity.kind == "flag":
        return st.booleans()
    if quantity.kind == "choice":
        return st.sampled_from(quantity.options)
    return st.floats(quantity.low, quantity.high) | st.integers(round(quantity.low + 0.5), round(quantity.high - 0.5))


@st.composite
def dated(draw: st.DrawFn, quantity: Quantity, start: int, months: int) -> Any:
    """Draw a value, or a table of months and spans that do not overlap."""
    if draw(st.booleans()):
        return draw(plain(quantity))
    if quantity.hazard and draw(st.booleans()):
        return format_month(start + draw(st.integers(0, months - 1)))
    corners = sorted(draw(st.sets(st.integers(0, months - 1), min_size=1, max_size=5)))
    ramps = quantity.kind == "real" and draw(st.booleans())
    spans = zip(corners[::2], corners[1::2], strict=False) if ramps and len(corners) > 1 else ((c, c) for c in corners)
    return {
        format_month(start + first) + (f"..{format_month(start + last)}" if last > first else ""): draw(plain(quantity))
        for first, last in spans
    }


@st.composite
def valid(draw: st.DrawFn) -> Content:
    """Draw the content of a scenario file that says what it may say."""
    start, months = draw(st.integers(EARLIEST, LATEST)), draw(st.sampled_from([1, 2, 11, 60, 120, 600]))
    content: Content = {"start": format_month(start), "months": months}
    if draw(st.booleans()):
        content |= {"title": draw(WORDS), "references": draw(st.lists(WORDS, max_size=2))}
    if draw(st.booleans()):
        content["ensemble"] = {"worlds": draw(st.integers(1, 100_000_000)), "seed": draw(st.integers(0, 2**63 - 1))}
    for kind, owner, quantity in draw(st.lists(st.sampled_from(_POLICY + _CONDITIONS + _OF_THEATRE), max_size=5)):
        table = content.setdefault(kind, {})
        (table.setdefault(owner, {}) if owner else table)[quantity.name] = draw(dated(quantity, start, months))
    for assumption in draw(st.lists(st.sampled_from(ASSUMPTIONS), max_size=3)):
        ends = sorted(draw(st.lists(st.floats(assumption.floor, assumption.ceiling), min_size=2, max_size=2)))
        content.setdefault("assumptions", {})[assumption.name] = draw(st.sampled_from([ends, ends[0]]))
    if draw(st.booleans()):
        names = st.lists(st.sampled_from(sorted({owner for _, owner, _ in _POLICY})), max_size=3)
        content["choices"] = draw(st.booleans() | names)
        for weight in draw(st.lists(st.sampled_from(WEIGHTS), max_size=2)):
            content.setdefault("assumptions", {})[weight.name] = draw(st.floats(weight.floor, weight.ceiling))
    if draw(st.booleans()):
        content.setdefault("assumptions", {})["worldview"] = draw(st.sampled_from(known_worldviews()))
    for kind, name, key, (low, high) in draw(st.lists(st.sampled_from(_SITUATION), max_size=2)):
        table = content.setdefault("situation", {})
        (table.setdefault(kind, {}).setdefault(name, {}) if kind else table)[key] = draw(st.floats(low, high))
    if draw(st.booleans()):
        seldom = {"every": 7, "next": {"pressure": [0.1, 2], "engagement": 1}}
        often = {"enabled": True, "japan": {"hazard": [0, 3]}, "south_korea": seldom}
        content["turnover"] = draw(st.sampled_from([True, False, often]))
        seoul = content.setdefault("policy", {}).setdefault("south_korea", {})
        name = st.sampled_from(known_doctrines("main_protege"))
        seoul["doctrine"] = draw(name | st.dictionaries(st.just(format_month(start + months - 1)), name, min_size=1))
        seoul["survives"] = draw(st.sampled_from([True, False, ["engagement", "opcon"]]))
    for figures in content.get("situation", {}).get("actors", {}).values():
        # nobody can spend more than there is
        figures |= {"gdp": 1e6} if {"gdp", "strength"} & figures.keys() else {}
    return content


NASTY = [
    10**12, 10**400, -(10**400), -1, 0, 1e308, -1e308, float("nan"), float("inf"), -0.0, True, "", " ", "\n", "x" * 3000,
    "../../etc/passwd", "/etc/passwd.toml", "nul\0name.toml", "/dev/zero.toml", "..toml", ".toml", "a\u202eb", "\u200b",
    "\x1b[2J", "％s{0}{patron}%n", "2027-13", "9999-12", "0000-01", "２０２７-01", "2027-01..", "..2027-01", "-", "=",
    "e\u0301", "\U0001f4a3", [], [[]], [1, 2, 3], ["a", 1], {}, {"": 1}, {"2027-01": {}}, {"a.b": {"c": [{}]}}, [0.2, 0.1],
]  # fmt: skip
"""Values that no key of a scenario file expects."""


def deep(levels: int) -> Content:
    """Return a table within a table within ..."""
    content: Content = {}
    for _ in range(levels):
        content = {"a": content}
    return content


NASTY.append(deep(40))


def _paths(content: Content, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the path of every key of a file."""
    found = []
    for key, value in content.items():
        found.append((*above, key))
        if isinstance(value, dict):
            found += _paths(value, (*above, key))
    return found


KEYS = (
    "title", "description", "hypothesis", "references", "extends", "theatre", "joins", "start", "months", "ensemble", "policy",
    "assumptions", "conditions", "situation", "nowcast", "claims", "turnover", "rules", "polcy", "", "a.b", "\u202e",
    "policy.north_korea",
)  # fmt: skip


@st.composite
def broken(draw: st.DrawFn, of: st.SearchStrategy[Content]) -> Content:
    """Draw a file in which some values, names or tables are not what they were."""
    content = deepcopy(draw(of))
    for _ in range(draw(st.integers(1, 3))):
        value = deepcopy(draw(st.sampled_from(NASTY)))
        paths = _paths(content)
        if not paths or draw(st.booleans()):
            content[draw(st.sampled_from(KEYS))] = value
            continue
        *above, key = draw(st.sampled_from(paths))
        table = content
        for name in above:
            table = table[name]
        match draw(st.sampled_from(["change", "drop", "rename"])):
            case "change":
                table[key] = value
            case "drop":
                del table[key]
            case "rename":
                table[draw(st.sampled_from([key + "s", key.upper(), key[::-1], "\x7f", "x" * 999]))] = table.pop(key)
    return content


@st.composite
def torn(draw: st.DrawFn, files: Sequence[bytes]) -> bytes:
    """Draw the bytes of a file that something went over: cut, doubled, overwritten."""
    written = draw(st.sampled_from(files))
    first, second = sorted(draw(st.tuples(*[st.integers(0, len(written))] * 2)))
    match draw(st.sampled_from(["cut", "gap", "twice", "over"])):
        case "cut":
            return written[:first]
        case "gap":
            return written[:first] + written[second:]
        case "twice":
            return written[:second] + written[first:]
    return written[:first] + draw(st.binary(max_size=12)) + written[second:]
