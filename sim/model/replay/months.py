"""The months of a model, one after another: stepped, or the first of them written on a tape and replayed for all."""

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.foundations.chance import Chance
from sim.foundations.months import month_of_year
from sim.model.choices import choosing
from sim.model.choices.choosing import ChoiceState
from sim.model.month import Month
from sim.model.replay.recorded import Recorded, plain
from sim.model.replay.tape import Tape
from sim.model.rules.rulebook import RuleState
from sim.model.state import Acts, State, blank
from sim.model.theatre_model import TheatreModel

type Read[Found] = Callable[[Month], Found]
"""What is wanted of a month: arrays, as they are or in lists and tuples with anything else that is the same in every month."""

WORTH_IT = 24
"""Months from which on a tape pays: to write it takes as long as replaying some twenty months saves."""


def months_of[Found](
    model: TheatreModel, number: int, read: Read[Found], kept: dict[str, Array] | None = None
) -> Iterator[Found]:
    """Yield what is read of each of the next months of a model; it holds until the next is asked for.

    kept: arrays that reading changes in place, from month to month.
    Whether months are replayed never changes a number. Where they are, the model itself stays where it was.
    """
    if number < WORTH_IT or model.facts:
        for _ in range(number):
            model.step()
            yield read(model.month)
    else:
        replay = Replay(model, read, {} if kept is None else kept)
        for _ in range(number):
            yield replay.month()


_REMEMBERED: tuple[tuple[Callable[..., Any], str], ...] = ((State, "state"), (RuleState, "ruled"), (ChoiceState, "chosen"))
"""What worlds remember from month to month."""


class Replay[Found]:
    """The months of a model that has a tape of the first of them."""

    def __init__(self, model: TheatreModel, read: Read[Found], kept: dict[str, Array]) -> None:
        self._model, self._elapsed = model, model.elapsed
        self._tape = Tape()
        self._dated: list[tuple[Array, Callable[[int], Any]]] = []
        self._chance = _RecordedChance(self._tape, model)
        remembered = {"state": model.state, "ruled": model.ruled, "chosen": model.chosen}
        self._held = {
            (kind, name): self._tape.input(values) for kind, record in remembered.items() for name, values in vars(record).items()
        }
        for name, values in kept.items():
            kept[name] = self._tape.input(values)
        with np.errstate(all="ignore"):  # the tape has every branch of a condition
            wanted, left = self._written(read, kept)
        changed = {key: self._apart(values) for key, values in left.items() if values is not self._held[key]}
        arrays = list(_arrays_of(wanted))
        placed = self._tape.finish([*arrays, *changed.values()])
        self._wanted: Found = _with_arrays(wanted, iter(placed))
        self._changed = list(zip((self._held[key] for key in changed), placed[len(arrays) :], strict=True))

    def month(self) -> Found:
        """Let a month pass, and return what is read of it."""
        if self._elapsed > self._model.elapsed:
            for held, values in self._changed:  # not before, since what was read may be part of what a month was given
                held[...] = values
        for held, value in self._dated:
            held[...] = value(self._elapsed)
        self._chance.draw(self._elapsed)
        with np.errstate(all="ignore"):
            self._tape.play()
        self._elapsed += 1
        return self._wanted

    def _written(self, read: Read[Found], kept: dict[str, Array]) -> tuple[Found, dict[tuple[str, str], Array]]:
        """Write the first month on the tape, and return what is read of it, and what worlds remember after it."""
        month, ruled = self._first()
        before, held = self._model.month, dict(kept)
        self._model.live(month)
        self._model.month = before
        kept |= {name: self._recorded(values) for name, values in held.items()}
        wanted = read(month)
        kept |= held
        following = {"state": month.next, "ruled": self._model.rules.observed(month, ruled), "chosen": choosing.after(month)}
        left = {(kind, name): plain(values) for kind, record in following.items() for name, values in vars(record).items()}
        return wanted, left

    def _first(self) -> tuple[Month, RuleState]:
        """Return the month that is written down, and what worlds remember of rules before it."""
        model = self._model
        last, ruled, chosen = (self._remembered(kind, name) for kind, name in _REMEMBERED)
        number: Any = self._input(lambda elapsed: np.array([elapsed], dtype=REAL))
        planned = {actor: {rule: self._by_month(values) for rule, values in plan.items()} for actor, plan in model.plans.items()}
        conditions = {
            owner: {name: self._by_month(values) for name, values in dated.items()} for owner, dated in model.conditions.items()
        }
        acts = blank(Acts, model.cast, model.width)
        month = Month(
            cast=model.cast,
            chance=self._chance,
            assume=model.assume,
            reference=model.reference,
            number=number,
            calendar=self._input(lambda elapsed: np.array([month_of_year(model.start + elapsed)])),
            intended=model.rules.applied(model.choices.applied(planned, chosen), ruled, model.assume, number),
            last=last,
            next=copy(last),
            acts=Acts(**{name: self._zeros(values) for name, values in vars(acts).items()}),
            threat=self._zeros(np.zeros((2 * model.cast.rivalries, model.width), dtype=REAL)),
            conditions=model.rules.circumstances(conditions, ruled),
            levels={process: self._level(level) for process, level in model.levels.items()},
            rules=model.rules.in_force(ruled, known=False),
            choices=model.choices.in_force(chosen, known=False),
        )
        return month, ruled

    def _remembered(self, kind: Callable[..., Any], name: str) -> Any:
        return kind(**{field: self._recorded(held) for (of, field), held in self._held.items() if of == name})

    def _recorded(self, values: Array) -> Any:
        return Recorded(self._tape, values)

    def _zeros(self, like: Array) -> Any:
        return np.zeros_like(self._recorded(like))

    def _input(self, value: Callable[[int], Any]) -> Any:
        """Return what is given from outside, by the number of the month."""
        held = self._tape.input(value(self._elapsed))
        self._dated.append((held, value))
        return self._recorded(held)

    def _by_month(self, values: Array) -> Any:
        """Return a dated quantity, (month, world): what never changes is constant."""
        if values.strides[0] == 0 or (values == values[:1]).all():
            return values[0]
        return self._input(lambda elapsed: values[min(elapsed, len(values) - 1)])

    def _level(self, level: Array) -> Any:
        memory = self._model.memory
        return level if memory == 1 else self._input(lambda elapsed: level * REAL(memory**elapsed))

    def _apart(self, values: Array) -> Array:
        """Return what a month leaves apart from what it was given, since that is overwritten."""
        return plain(self._recorded(values).copy()) if self._tape.is_input(values) else values


class _RecordedChance(Chance):
    """The chance of a model, drawn before each month."""

    def __init__(self, tape: Tape, model: TheatreModel) -> None:
        self._tape, self._chance, self._elapsed = tape, model.chance, model.elapsed
        self._given: dict[tuple[str, str, int], Array] = {}

    def uniform(self, stream: str, month: Any, slots: int = 1) -> Any:
        return self._input("uniform", stream, slots)

    def normal(self, stream: str, month: Any, slots: int = 1) -> Any:
        return self._input("normal", stream, slots)

    def draw(self, elapsed: int) -> None:
        """Draw the numbers of a month, by its own number."""
        for (kind, stream, slots), held in self._given.items():
            held[...] = getattr(self._chance, kind)(stream, elapsed, slots)

    def _input(self, kind: str, stream: str, slots: int) -> Any:
        address = kind, stream, slots
        if address not in self._given:
            self._given[address] = self._tape.input(getattr(self._chance, kind)(stream, self._elapsed, slots))
        return Recorded(self._tape, self._given[address])


def _arrays_of(found: Any) -> Iterator[Array]:
    """Yield the arrays in lists and tuples, however deep."""
    if isinstance(found, list | tuple):
        for each in found:
            yield from _arrays_of(each)
    elif isinstance(plain(found), np.ndarray):
        yield plain(found)


def _with_arrays(found: Any, arrays: Iterator[Array]) -> Any:
    """Return the same lists and tuples with other arrays."""
    if isinstance(found, list | tuple):
        return type(found)(_with_arrays(each, arrays) for each in found)
    return next(arrays) if isinstance(plain(found), np.ndarray) else found
