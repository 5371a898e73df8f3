"""A small, safe expression language over outcomes and events, evaluated in each world to a number or a condition.

peninsula_tension                      in the last month
peninsula_tension@2030-01              in a month; @5y: after five years
mean(peninsula_tension)                over the horizon; also max(...) and min(...)
count(crisis)                          number of events of a kind
crisis_prob > 0.1 and not count(war)   numbers, + - * /, comparisons, and, or, not, parentheses

The condition of a rule is written in the same language, and looks back from a month: a name is last month's outcome, functions
are over the months so far, names may be parameters of the rule, and there are no dates.
"""

import ast
import operator
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import itemgetter
from textwrap import shorten
from typing import Any, Literal, cast, get_args

import numpy as np

from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, decimal_point, nearest, shown
from sim.foundations.months import format_month, parse_month
from sim.model.events import KINDS
from sim.model.measure import How, Measure
from sim.model.outcomes import outcomes_of
from sim.scenario.scenario import Scenario

LONGEST = 500
"""Longest expression in characters."""

type Kind = Literal["number", "condition"]
type Evaluator = Callable[[Mapping[Any, Any]], Any]

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
class Parameter:
    """A number that a condition names, and each world draws. name: as in the condition."""

    name: str


type Named = Measure | Parameter
"""What a name in an expression stands for."""


@dataclass(frozen=True)
class Expression:
    """A checked expression.

    text: as written. kind: of its value. measures: what it needs of a world, each once. parameters: those it names.
    tree: its syntax tree.
    """

    text: str
    kind: Kind
    measures: tuple[Measure, ...]
    tree: ast.expr
    parameters: tuple[Parameter, ...] = ()

    def value(self, measured: Mapping[Measure, Array]) -> Array:
        """Return the value in every world: float64, or bool for a condition.

        measured: the measures, all of the same shape.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(value_of(self.tree, {measure: values.astype(np.float64) for measure, values in measured.items()}))


def expression(text: str, scenario: Scenario, kind: Kind | None = None) -> Expression:
    """Parse an expression over the outcomes and events of a scenario.

    kind: what it must evaluate to (None: either).
    Raises PeninsulaError when it cannot be parsed, names an unknown outcome or event, or is of the other kind.
    """
    return _parsed(text, _Parser(text, scenario), kind)


def condition(text: str, scenario: Scenario, parameters: Collection[str]) -> Expression:
    """Parse the condition of a rule: what holds in a month, as far as it has been lived. parameters: names it may use.

    Raises PeninsulaError as `expression` does, and for a date.
    """
    return _parsed(text, _ConditionParser(text, scenario, parameters), "condition")


def _parsed(text: str, parser: "_Parser", kind: Kind | None) -> Expression:
    if len(text) > LONGEST:
        raise PeninsulaError(f"an expression of {len(text)} characters is too long: expected at most {LONGEST}")
    try:
        tree = ast.parse(_MONTH.sub(r' @ "\1"', text).strip(), mode="eval").body
        found = parser.kind(tree)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        raise PeninsulaError(f"'{shorten(text, 60)}' cannot be read: {_EXAMPLE}") from None
    if kind and found != kind:
        expected = "a condition, such as 'crisis_prob > 0.1'" if kind == "condition" else "a number, such as 'crisis_prob'"
        raise PeninsulaError(f"'{text}' is a {found}: expected {expected}")
    if not parser.measures:
        raise PeninsulaError(f"'{text}' names no outcome or event: {_EXAMPLE}")
    named = parser.bound(tree), tuple(dict.fromkeys(parser.parameters.values()))
    return Expression(text, found, tuple(dict.fromkeys(parser.measures.values())), *named)


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
        self.parameters: dict[str, Parameter] = {}

    def kind(self, node: ast.expr) -> Kind:
        """Return the kind of value of a node."""
        match node:
            case ast.Constant(value=bool() | str() | bytes() | None):
                raise self.error(f"{shown(node.value)} is not allowed here")
            case ast.Constant(value=int() | float() as value) if np.isfinite(float(value)):
                return "number"
            case ast.Name() | ast.Call() | ast.BinOp(op=ast.MatMult()):
                self.name(node)
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

    def name(self, node: ast.expr) -> None:
        """Remember what a name, a call or a name with a month stands for."""
        self.measures[ast.dump(node)] = self.measure(node)

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
        named: Mapping[str, Named] = {**self.measures, **self.parameters}
        for node in ast.walk(tree):
            if isinstance(node, ast.expr) and (found := named.get(ast.dump(node))):
                node.measure = found  # type: ignore[attr-defined]
        return tree

    def error(self, reason: str) -> PeninsulaError:
        return PeninsulaError(f"'{shorten(self.text, 60)}': {reason}")


class _ConditionParser(_Parser):
    """Checks the condition of a rule."""

    def __init__(self, text: str, scenario: Scenario, parameters: Collection[str]) -> None:
        super().__init__(text, scenario)
        self.known = parameters

    def name(self, node: ast.expr) -> None:
        if isinstance(node, ast.Name) and node.id in self.known:
            self.parameters[ast.dump(node)] = Parameter(node.id)
            return
        if isinstance(node, ast.BinOp):
            raise self.error("a rule looks at the last month: expected no date, and 'within' for when it may act")
        super().name(node)

    def outcome(self, name: str) -> str:
        if name not in self.outcomes:
            hint = nearest(name, [*self.outcomes, *self.known])
            raise self.error(f"'{name}' is neither an outcome nor a parameter of the rule{hint}")
        return name


def value_of(node: ast.expr, measured: Mapping[Any, Any], real: Callable[[float], Any] = np.float64) -> Any:
    """Return the value of a checked node in every world; see `evaluator`. measured: what names stand for."""
    return evaluator(node, real)(measured)


def evaluator(node: ast.expr, real: Callable[[float], Any] = np.float64) -> Evaluator:
    """Return the function that computes a checked node from what its names stand for, the same for all of its evaluations.

    real: makes a NumPy number of a constant, so that a division by zero is infinite, no error.
    """
    if measure := getattr(node, "measure", None):
        return itemgetter(measure)
    match node:
        case ast.Constant(value=int() | float() as value):
            number = real(value)
            return lambda _: number
        case ast.BinOp():
            return _joined(_ARITHMETIC[type(node.op)], evaluator(node.left, real), evaluator(node.right, real))
        case ast.UnaryOp():
            inner = evaluator(node.operand, real)
            change = operator.neg if isinstance(node.op, ast.USub) else np.logical_not
            return lambda measured: change(inner(measured))
        case ast.Compare():
            sides = [evaluator(side, real) for side in (node.left, *node.comparators)]
            pairs = zip(node.ops, sides[:-1], sides[1:], strict=True)
            return reduce(_both, [_joined(_COMPARISONS[type(op)], left, right) for op, left, right in pairs])
        case ast.BoolOp():
            return reduce(_both if isinstance(node.op, ast.And) else _either, [evaluator(value, real) for value in node.values])
    raise AssertionError(ast.dump(node))


def _joined(join: Callable[[Any, Any], Any], left: Evaluator, right: Evaluator) -> Evaluator:
    return lambda measured: join(left(measured), right(measured))


_both, _either = partial(_joined, np.logical_and), partial(_joined, np.logical_or)
