"""What levers and conditions have in common: a declared quantity that may be dated."""

from dataclasses import dataclass
from typing import Literal

from sim.foundations.errors import PeninsulaError, nearest, shown

type Value = float | bool | str
type Kind = Literal["real", "choice", "flag"]


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A named quantity with its type, unit, bounds, default and source.

    name: what the rules of the model call it.
    kind: "real" (a number within bounds), "choice" (one of the options, coded by its index) or "flag" (true or false).
    hazard: a rate of events a year, which may also be written as the month in which the event is certain.
    title: one line; {patron}, {protege}, {partner}, {challenger}, {backer} and {supplier} stand for the theatre's labels.
    """

    name: str
    title: str
    kind: Kind
    options: tuple[str, ...] = ()
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    hazard: bool = False
    default: Value
    source: str

    def code(self, value: Value) -> float:
        """Return a value as the number that the model computes with.

        Raises PeninsulaError with what was expected when the value is of the wrong type or out of bounds.
        """
        if self.kind == "flag":
            if not isinstance(value, bool):
                raise PeninsulaError(f"{shown(value)} is not a flag: expected true or false")
            return float(value)
        if self.kind == "choice":
            if value not in self.options:
                hint = nearest(str(value), self.options)
                raise PeninsulaError(f"{shown(value)} is not a choice: expected one of {', '.join(self.options)}{hint}")
            return float(self.options.index(str(value)))
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise PeninsulaError(f"{shown(value)} is not a number: expected {self.range_text}")
        if not self.low <= value <= self.high:
            raise PeninsulaError(f"{shown(value)} is out of bounds: expected {self.range_text}")
        return float(value)

    def decode(self, code: float) -> Value:
        """Return the value, as a user writes it, of a number that the model computes with."""
        if self.kind == "flag":
            return code >= 0.5
        return self.options[round(code)] if self.kind == "choice" else code

    @property
    def coded_default(self) -> float:
        """The default as the number that the model computes with."""
        return self.code(self.default)

    @property
    def range_text(self) -> str:
        """What may stand there, in words."""
        if self.kind == "flag":
            return "true or false"
        if self.kind == "choice":
            return "one of " + ", ".join(self.options)
        return f"{self.low:g} to {self.high:g} {self.unit}".rstrip()
