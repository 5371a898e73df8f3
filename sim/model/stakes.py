"""Stakes of an actor bound to its theatre: the measures of a world that its utility in a game adds up."""

from dataclasses import dataclass

from sim.model.measure import Measure
from sim.model.outcomes import outcomes_of
from sim.scenario.stakes import STAKES, SWINGS, Stake
from sim.scenario.theatre import Actor, Theatre


@dataclass(frozen=True)
class BoundStake:
    """A stake in a theatre.

    weight: the assumption, the utility of one swing. measure: what is read of a world. title, unit: of it, in words.
    swing: in the unit of the measure, negative where less is better.
    """

    weight: str
    measure: Measure
    title: str
    unit: str
    swing: float


def bound_stakes(actor: Actor, theatre: Theatre) -> tuple[BoundStake, ...]:
    """Return what an actor has at stake; what the theatre does not have is left out."""
    bound = (
        _of_lever(stake, actor, theatre) if stake.lever else _of_outcome(stake, actor, theatre) for stake in STAKES[actor.role]
    )
    return tuple(each for each in bound if each is not None)


def _of_outcome(stake: Stake, actor: Actor, theatre: Theatre) -> BoundStake | None:
    powers = {theatre.patron.name, *(each.name for each in theatre.having("main_backer"))}
    name = stake.outcome.format(
        headline=theatre.headline,
        main=theatre.main_protege.capital,
        challenger=theatre.challenger.capital,
        own=actor.capital,
        powers=next((pair.name for pair in theatre.rivalries if {pair.first, pair.second} == powers), "nobody"),
    )
    outcome = next((each for each in outcomes_of(theatre) if each.name == name), None)
    if outcome is None:
        return None
    measure = Measure(name) if stake.last else Measure(name, "mean")
    when = "at the end" if stake.last else "mean"
    return BoundStake(stake.weight, measure, f"{outcome.title}, {when}", outcome.unit, stake.sign * SWINGS[stake.key])


def _of_lever(stake: Stake, actor: Actor, theatre: Theatre) -> BoundStake | None:
    assert stake.lever is not None
    role, rule = stake.lever
    holder = actor if role == "own" else next(iter(theatre.having(role)), None)
    if holder is None or rule not in holder.lever_names:
        return None
    lever = holder.levers[holder.lever_names[rule]]
    measure = Measure(f"{holder.name}.{rule}", "mean")
    return BoundStake(stake.weight, measure, f"{lever.title} ({holder.label}), mean", lever.unit, stake.sign * SWINGS[stake.key])
