"""What the numbers of a theatre's levers mean, in its own names."""

from collections.abc import Mapping

from sim.scenario.levers.anchors import ANCHORS
from sim.scenario.quantity import Quantity
from sim.scenario.theatre import SEATS, Actor, Theatre


def anchors(theatre: Theatre, actor: Actor, declared: Quantity) -> tuple[tuple[float, str], ...]:
    """Return values of a lever and what each means in the world.

    None for a lever with a unit, or options, and for one of which the declared words speak of somebody whom the theatre lacks.

    declared: the lever as `sim.scenario.levers` declares it.
    """
    sentences = ANCHORS.get(declared.name)
    if sentences is None or isinstance(declared.default, str) or any(speaks_of_nobody(each, theatre.seats) for each in sentences):
        return ()
    values = (declared.low, float(declared.default), declared.high)
    return tuple((value, in_names(sentence, theatre, actor)) for value, sentence in zip(values, sentences, strict=True))


def in_names(sentence: str, theatre: Theatre, actor: Actor) -> str:
    """Return a sentence with labels of a theatre: {patron} and the other seats, and {own} for the actor it is about."""
    return sentence.format(**{seat: f"the {seat}" for seat in SEATS.values()} | dict(theatre.seats), own=actor.label)


def speaks_of_nobody(sentence: str, seats: Mapping[str, str]) -> str:
    """Return a seat that a declared sentence speaks of and nobody has, or "". seats: those that somebody has."""
    return next((seat for seat in SEATS.values() if seat not in seats and f"{{{seat}}}" in sentence), "")
