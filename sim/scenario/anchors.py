"""What the numbers of a theatre's levers mean, in its own names."""

from sim.scenario.levers.anchors import ANCHORS
from sim.scenario.quantity import Quantity
from sim.scenario.theatre import Actor, Role, Theatre

_SEATS: dict[Role, str] = {
    "patron": "patron", "main_protege": "protege", "protege": "partner", "challenger": "challenger", "main_backer": "backer",
    "backer": "supplier",
}  # fmt: skip


def anchors(theatre: Theatre, actor: Actor, declared: Quantity) -> tuple[tuple[float, str], ...]:
    """Return values of a lever and what each means in the world; none for a lever with a unit, or options.

    declared: the lever as `sim.scenario.levers` declares it.
    """
    sentences = ANCHORS.get(declared.name)
    if sentences is None or isinstance(declared.default, str):
        return ()
    values = (declared.low, float(declared.default), declared.high)
    return tuple((value, in_names(sentence, theatre, actor)) for value, sentence in zip(values, sentences, strict=True))


def in_names(sentence: str, theatre: Theatre, actor: Actor) -> str:
    """Return a sentence with labels of a theatre: {patron} and the other seats, and {own} for the actor it is about."""
    labels = {seat: f"the {seat}" for seat in _SEATS.values()}
    labels |= {_SEATS[each.role]: each.label for each in reversed(theatre.actors)}
    return sentence.format(**labels, own=actor.label)
