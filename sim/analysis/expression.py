"""A small safe language over outcomes and events: what a world is asked, as a number or as a condition.

peninsula_tension                      in the last month
peninsula_tension@2030-01              in a month; @5y: after five years
mean(peninsula_tension)                over the horizon; also max(...) and min(...)
count(crisis)                          events of a kind in the chronicle
crisis_prob > 0.1 and not count(war)   numbers, + - * /, comparisons, and, or, not, parentheses
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Literal, get_args

import numpy as np

from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.foundations.months import format_month, parse_month
from sim.model.events import KINDS
from sim.model.measures import How, Measure
from sim.model.outcomes import outcomes_of
from sim.scenario.scenario import Scenario

LONGEST = 500
"""Characters above which an expression is refused."""

type Kind = Literal["number", "condition"]

_HOW = tuple(how for how in get_args(How.__value__) if how != "at")
_MONTH = re.compile(r"@\s*([0-9]{4}-[0-9]{2}|[0-9]{1,3}y)\b")
_ARITHMETIC: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
_COMPARISONS: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
_EXAMPLE = "expected something like 'crisis_prob > 0.1 and count(war) == 0'"


@dataclass(frozen=True)
class Expression:
    """What a world is asked. text: as written; kind: of the answer; measures: what it needs, each once; tree: checked."""

    text: str
    kind: Kind
    measures: tuple[Measure, ...]
    tree: ast.expr

    def value(self, found: Mapping[Measure, Array]) -> Array:
        """Return the answer for every world: float64, or bool for a condition.

        found: the measures, each of the same shape.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(_answer(self.tree, found))


def expression(text: str, scenario: Scenario, wanted: Kind | None = None) -> Expression:
    """Return what a text asks of the worlds of a scenario.

    wanted: the kind of answer that is needed. Raises PeninsulaError with what cannot be read.
    """
    if len(text) > LONGEST:
        raise PeninsulaError(f"an expression of {len(text)} characters is too long: expected at most {LONGEST}")
    try:
        tree = ast.parse(_MONTH.sub(r' @ "\1"', text).strip(), mode="eval").body
        read = _Reader(text, scenario)
        kind = read.kind(tree)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        raise PeninsulaError(f"'{shorten(text, 60)}' cannot be read: {_EXAMPLE}") from None
    if wanted and kind != wanted:
        other = "a condition, such as 'crisis_prob > 0.1'" if wanted == "condition" else "a number, such as 'crisis_prob'"
        raise PeninsulaError(f"'{text}' is a {kind}: expected {other}")
    if not read.measures:
        raise PeninsulaError(f"'{text}' asks nothing of a world: {_EXAMPLE}")
    return Expression(text, kind, tuple(dict.fromkeys(read.measures.values())), read.bound(tree))


def expressions(texts: Sequence[str], scenario: Scenario, wanted: Kind | None = None) -> list[Expression]:
    """Return what texts ask; raises PeninsulaError when one comes twice."""
    if twice := next((text for place, text in enumerate(texts) if text in texts[:place]), None):
        raise PeninsulaError(f"'{twice}' is asked for twice: expected each once")
    return [expression(text, scenario, wanted) for text in texts]


class _Reader:
    """Checks a tree node by node, and finds the measures that it names."""

    def __init__(self, text: str, scenario: Scenario) -> None:
        self.text = text
        self.scenario = scenario
        self.outcomes = [outcome.name for outcome in outcomes_of(scenario.theatre)]
        self.measures: dict[str, Measure] = {}

    def kind(self, node: ast.expr) -> Kind:
        """Return the kind of answer that a node gives."""
        match node:
            case ast.Constant(value=bool() | str() | bytes() | None):
                self.refuse(f"{shown(node.value)} has no place here")
            case ast.Constant(value=int() | float()) if np.isfinite(float(node.value)):  # type: ignore[arg-type]
                return "number"
            case ast.Name() | ast.Call() | ast.BinOp(op=ast.MatMult()):
                self.measures[ast.dump(node)] = self.measure(node)
                return "number"
            case ast.BinOp() if type(node.op) in _ARITHMETIC:
                self.need("number", node.left, node.right)
                return "number"
            case ast.UnaryOp(op=ast.USub()):
                self.need("number", node.operand)
                return "number"
            case ast.UnaryOp(op=ast.Not()):
                # "not count(war)" is what people write
                self.kind(node.operand)
                return "condition"
            case ast.Compare() if all(type(op) in _COMPARISONS for op in node.ops):
                self.need("number", node.left, *node.comparators)
                return "condition"
            case ast.BoolOp():
                self.need("condition", *node.values)
                return "condition"
        self.refuse(f"'{ast.unparse(node)}' is more than this language has")
        raise AssertionError

    def need(self, kind: Kind, *nodes: ast.expr) -> None:
        for node in nodes:
            if self.kind(node) != kind:
                self.refuse(f"'{ast.unparse(node)}' is no {kind}")

    def measure(self, node: ast.expr) -> Measure:
        """Return what a name, a call or a name with a month stands for."""
        match node:
            case ast.Name():
                return Measure(self.outcome(node.id))
            case ast.BinOp(left=ast.Name(id=name), right=ast.Constant(value=str() as month)):
                return Measure(self.outcome(name), "at", self.month(month))
            case ast.Call(func=ast.Name(id=how), args=[ast.Name(id=of)], keywords=[]):
                if how not in _HOW:
                    self.refuse(f"'{how}' is no function: expected one of {', '.join(_HOW)}{nearest(how, _HOW)}")
                if how == "count" and of not in KINDS:
                    self.refuse(f"'{of}' is no kind of event: expected one of {', '.join(KINDS)}{nearest(of, KINDS)}")
                return Measure(of if how == "count" else self.outcome(of), how)  # type: ignore[arg-type]
        self.refuse("expected an outcome, outcome@YYYY-MM, or a function of one name such as mean(outcome) or count(event)")
        raise AssertionError

    def outcome(self, name: str) -> str:
        if name not in self.outcomes:
            self.refuse(f"'{name}' is not an outcome{nearest(name, self.outcomes)}")
        return name

    def month(self, text: str) -> int:
        scenario = self.scenario
        place = int(text[:-1]) * 12 - 1 if text.endswith("y") else parse_month(text) - scenario.start
        if not 0 <= place < scenario.months:
            first, last = format_month(scenario.start), format_month(scenario.start + scenario.months - 1)
            self.refuse(f"@{text} is outside the horizon: expected {first} to {last}")
        return place

    def bound(self, tree: ast.expr) -> ast.expr:
        """Return the tree with a reference to its measure on every node that names one."""
        for node in ast.walk(tree):
            if isinstance(node, ast.expr) and (found := self.measures.get(ast.dump(node))):
                node.measure = found  # type: ignore[attr-defined]
        return tree

    def refuse(self, what: str) -> None:
        raise PeninsulaError(f"'{shorten(self.text, 60)}': {what}")


def _answer(node: ast.expr, found: Mapping[Measure, Array]) -> Any:
    """Return what a checked node says of every world."""
    if measure := getattr(node, "measure", None):
        return found[measure].astype(np.float64)
    match node:
        case ast.Constant():
            # a number of numpy, so that a division by zero is infinite and no fault
            return np.float64(node.value)  # type: ignore[arg-type]
        case ast.BinOp():
            return _ARITHMETIC[type(node.op)](_answer(node.left, found), _answer(node.right, found))
        case ast.UnaryOp(op=ast.USub()):
            return -_answer(node.operand, found)
        case ast.UnaryOp():
            return np.logical_not(_answer(node.operand, found))
        case ast.Compare():
            sides = [_answer(side, found) for side in (node.left, *node.comparators)]
            pairs = zip(node.ops, sides[:-1], sides[1:], strict=True)
            return np.logical_and.reduce([_COMPARISONS[type(op)](left, right) for op, left, right in pairs])
        case ast.BoolOp():
            join = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
            return join.reduce([_answer(value, found) for value in node.values])
    raise AssertionError(ast.dump(node))
