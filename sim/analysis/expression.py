"""A small, safe expression language over outcomes and events, evaluated in each world to a number or a condition.

peninsula_tension                      in the last month
peninsula_tension@2030-01              in a month; @5y: after five years
mean(peninsula_tension)                over the horizon; also max(...) and min(...)
count(crisis)                          number of events of a kind
crisis_prob > 0.1 and not count(war)   numbers, + - * /, comparisons, and, or, not, parentheses
"""

import ast
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Literal, cast, get_args

import numpy as np

from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, decimal_point, nearest, shown
from sim.foundations.months import format_month, parse_month
from sim.model.events import KINDS
from sim.model.measures import How, Measure
from sim.model.outcomes import outcomes_of
from sim.scenario.scenario import Scenario

LONGEST = 500
"""Longest expression in characters."""

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
    """A checked expression.

    text: as written. kind: of its value. measures: what it needs of a world, each once. tree: its syntax tree.
    """

    text: str
    kind: Kind
    measures: tuple[Measure, ...]
    tree: ast.expr

    def value(self, measured: Mapping[Measure, Array]) -> Array:
        """Return the value in every world: float64, or bool for a condition.

        measured: the measures, all of the same shape.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(_value(self.tree, measured))


def expression(text: str, scenario: Scenario, kind: Kind | None = None) -> Expression:
    """Parse an expression over the outcomes and events of a scenario.

    kind: what it must evaluate to (None: either).
    Raises PeninsulaError when it cannot be parsed, names an unknown outcome or event, or is of the other kind.
    """
    if len(text) > LONGEST:
        raise PeninsulaError(f"an expression of {len(text)} characters is too long: expected at most {LONGEST}")
    try:
        tree = ast.parse(_MONTH.sub(r' @ "\1"', text).strip(), mode="eval").body
        parser = _Parser(text, scenario)
        found = parser.kind(tree)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        raise PeninsulaError(f"'{shorten(text, 60)}' cannot be read: {_EXAMPLE}") from None
    if kind and found != kind:
        expected = "a condition, such as 'crisis_prob > 0.1'" if kind == "condition" else "a number, such as 'crisis_prob'"
        raise PeninsulaError(f"'{text}' is a {found}: expected {expected}")
    if not parser.measures:
        raise PeninsulaError(f"'{text}' names no outcome or event: {_EXAMPLE}")
    return Expression(text, found, tuple(dict.fromkeys(parser.measures.values())), parser.bound(tree))


def expressions(texts: Sequence[str], scenario: Scenario, kind: Kind | None = None) -> list[Expression]:
    """Parse several expressions; raises PeninsulaError when one is given twice."""
    if twice := next((text for index, text in enumerate(texts) if text in texts[:index]), None):
        raise PeninsulaError(f"'{twice}' is given twice: expected each outcome once")
    return [expression(text, scenario, kind) for text in texts]


def measures_of(expressions: Iterable[Expression]) -> tuple[Measure, ...]:
    """Return the measures that some expressions need, each once."""
    return tuple(dict.fromkeys(measure for each in expressions for measure in each.measures))


class _Parser:
    """Checks a syntax tree node by node, and collects the measures that it names."""

    def __init__(self, text: str, scenario: Scenario) -> None:
        self.text = text
        self.scenario = scenario
        self.outcomes = [outcome.name for outcome in outcomes_of(scenario.theatre)]
        self.measures: dict[str, Measure] = {}

    def kind(self, node: ast.expr) -> Kind:
        """Return the kind of value of a node."""
        match node:
            case ast.Constant(value=bool() | str() | bytes() | None):
                raise self.error(f"{shown(node.value)} is not allowed here")
            case ast.Constant(value=int() | float() as value) if np.isfinite(float(value)):
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
                # "not count(war)" is accepted: zero is false
                self.kind(node.operand)
                return "condition"
            case ast.Compare() if all(type(op) in _COMPARISONS for op in node.ops):
                self.need("number", node.left, *node.comparators)
                return "condition"
            case ast.BoolOp():
                self.need("condition", *node.values)
                return "condition"
        raise self.error(f"'{ast.unparse(node)}' is not part of this language{decimal_point(self.text)}")

    def need(self, kind: Kind, *nodes: ast.expr) -> None:
        for node in nodes:
            if self.kind(node) != kind:
                raise self.error(f"'{ast.unparse(node)}' is not a {kind}")

    def measure(self, node: ast.expr) -> Measure:
        """Return what a name, a call or a name with a month stands for."""
        match node:
            case ast.Name():
                return Measure(self.outcome(node.id))
            case ast.BinOp(left=ast.Name(id=name), right=ast.Constant(value=str() as month)):
                return Measure(self.outcome(name), "at", self.month(month))
            case ast.Call(func=ast.Name(id=how), args=[ast.Name(id=of)], keywords=[]):
                if how not in _HOW:
                    raise self.error(f"'{how}' is not a function: expected one of {', '.join(_HOW)}{nearest(how, _HOW)}")
                if how == "count" and of not in KINDS:
                    raise self.error(f"'{of}' is not a kind of event: expected one of {', '.join(KINDS)}{nearest(of, KINDS)}")
                return Measure(of if how == "count" else self.outcome(of), cast(How, how))
        raise self.error("expected an outcome, outcome@YYYY-MM, or a function of one name such as mean(outcome) or count(event)")

    def outcome(self, name: str) -> str:
        if name not in self.outcomes:
            raise self.error(f"'{name}' is not an outcome{nearest(name, self.outcomes)}")
        return name

    def month(self, text: str) -> int:
        scenario = self.scenario
        index = int(text[:-1]) * 12 - 1 if text.endswith("y") else parse_month(text) - scenario.start
        if not 0 <= index < scenario.months:
            first, last = format_month(scenario.start), format_month(scenario.start + scenario.months - 1)
            raise self.error(f"@{text} is outside the horizon: expected {first} to {last}")
        return index

    def bound(self, tree: ast.expr) -> ast.expr:
        """Return the tree with its measure attached to every node that names one."""
        for node in ast.walk(tree):
            if isinstance(node, ast.expr) and (found := self.measures.get(ast.dump(node))):
                node.measure = found  # type: ignore[attr-defined]
        return tree

    def error(self, reason: str) -> PeninsulaError:
        return PeninsulaError(f"'{shorten(self.text, 60)}': {reason}")


def _value(node: ast.expr, measured: Mapping[Measure, Array]) -> Any:
    """Return the value of a checked node in every world."""
    if measure := getattr(node, "measure", None):
        return measured[measure].astype(np.float64)
    match node:
        case ast.Constant(value=int() | float() as value):
            # a NumPy number, so that a division by zero is infinite instead of an error
            return np.float64(value)
        case ast.BinOp():
            return _ARITHMETIC[type(node.op)](_value(node.left, measured), _value(node.right, measured))
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, measured)
        case ast.UnaryOp():
            return np.logical_not(_value(node.operand, measured))
        case ast.Compare():
            sides = [_value(side, measured) for side in (node.left, *node.comparators)]
            pairs = zip(node.ops, sides[:-1], sides[1:], strict=True)
            return np.logical_and.reduce([_COMPARISONS[type(op)](left, right) for op, left, right in pairs])
        case ast.BoolOp():
            join = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
            return join.reduce([_value(value, measured) for value in node.values])
    raise AssertionError(ast.dump(node))
