"""Decisions bound to the cast of a theatre: the levers that options move, and how what they look at is read from a month."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.cast import Cast
from sim.model.month import Month
from sim.model.outcomes import outcomes_of
from sim.scenario.choices import Option, Setting, Term, decision_of
from sim.scenario.levers import LEVERS

type Reader = Callable[[Month], Array]


@dataclass(frozen=True)
class _Start:
    """The starting posture, as far as outcomes that are stocks read a month."""

    next: Any
    cast: Cast


@dataclass(frozen=True)
class BoundOption:
    """An option. moves: lever -> the function of what is wanted that gives what is wanted now; terms: weight -> reader."""

    moves: tuple[tuple[str, Callable[[Array], Array]], ...]
    terms: tuple[tuple[str, Reader], ...]


@dataclass(frozen=True)
class BoundDecision:
    """The decision of an actor. actor: its index; owner: its name; names: of its options, beside holding to the plan."""

    actor: int
    owner: str
    names: tuple[str, ...]
    options: tuple[BoundOption, ...]


def bound_decision(owner: str, cast: Cast) -> BoundDecision:
    """Return the decision of an actor of a cast; a term on what the theatre does not have is left out."""
    actor = cast.theatre.actor(owner)
    options = decision_of(actor.role).options
    return BoundDecision(
        cast.names.index(owner), owner, tuple(each.name for each in options), tuple(_bound(each, owner, cast) for each in options)
    )


def _bound(option: Option, owner: str, cast: Cast) -> BoundOption:
    offered = cast.theatre.actor(owner).lever_names
    moves = tuple((each.lever, _moved(each, owner, cast)) for each in option.settings if each.lever in offered)
    read = ((term.weight, _reader(term, owner, cast)) for term in option.terms)
    return BoundOption(moves, tuple((weight, reader) for weight, reader in read if reader is not None))


def _moved(setting: Setting, owner: str, cast: Cast) -> Callable[[Array], Array]:
    """Return what an option makes of the value that is planned for a lever."""
    actor = cast.theatre.actor(owner)
    own = actor.levers[actor.lever_names[setting.lever]]
    low, high = (0.0, float(len(own.options) - 1)) if own.kind == "choice" else (own.low, own.high)
    if setting.how == "times":
        return lambda planned: np.clip(planned * REAL(setting.value), REAL(low), REAL(high))
    # by the options of the rules, which a theatre may rename
    code = next(lever for lever in LEVERS[actor.role] if lever.name == setting.lever).code(setting.value)
    value = REAL(min(max(code, low), high))
    if setting.how == "at least":
        return lambda planned: np.maximum(planned, value)
    return lambda planned: np.minimum(planned, value)


def _reader(term: Term, owner: str, cast: Cast) -> Reader | None:
    """Return how to read from a month what a term is the weight of, or None where the theatre has no such thing."""
    sign = REAL(term.sign)
    if term.lever is not None:
        role, lever = term.lever
        holders = [cast.names.index(actor.name) for actor in cast.theatre.having(role)]
        return (lambda month: sign * month.since_reference(holders[0], lever)) if holders else None
    if not term.outcome:
        return lambda month: np.full(1, sign, dtype=REAL)
    name = outcome_of(term, owner, cast)
    read = next((outcome.read for outcome in outcomes_of(cast.theatre) if outcome.name == name), None)
    if read is None:
        return None
    if not term.since:
        return lambda month: sign * month.once(read)
    at_start: Callable[[Any], Array] = read
    return lambda month: sign * (month.once(read) - at_start(_Start(month.reference.state, month.cast)))


def outcome_of(term: Term, owner: str, cast: Cast) -> str:
    """Return the name in a theatre of the outcome that a term looks at."""
    theatre = cast.theatre
    patron, main_backer = theatre.patron.name, cast.main_backer
    backer = None if main_backer is None else cast.names[main_backer]
    powers = next((pair.name for pair in theatre.rivalries if {pair.first, pair.second} == {patron, backer}), "nobody")
    return term.outcome.format(partner=theatre.actor(owner).capital, powers=powers)
