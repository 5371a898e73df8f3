"""A resolved scenario: theatre, policy, assumptions and horizon, every value known and every origin remembered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.foundations.months import format_month
from sim.scenario.claims import NO_CLAIMS, Claims
from sim.scenario.doctrines.dated import Dated
from sim.scenario.nowcast_file import Nowcast
from sim.scenario.rules import Rule
from sim.scenario.rules.office import Office
from sim.scenario.schedule import Schedule
from sim.scenario.theatre import Theatre


@dataclass(frozen=True, repr=False)
class Scenario:
    """What a scenario file says once all that it extends is filled in.

    situation: the theatre with the figures that hold at the start; the theatre itself unless the file says otherwise.
    policy: actor -> lever (the theatre's name) -> schedule; holds every lever of every actor in the cast.
    conditions: actor (or "theatre") -> condition (the theatre's name) -> schedule; holds every condition.
    assumptions: name -> (low, high); holds every assumption, weights only of the choices that are made; low == high fixes it.
    start: first simulated month (a count, see sim.foundations.months); months: horizon.
    origins: dotted key ("policy.united_states.troops_korea", "months", "assumptions.trust_decay") -> where the value in
    force comes from ("baseline.toml", "theatre korea", "default", "worldview spiral", "--set").
    nowcast: the nowcast in which worlds begin, or None for the situation.
    claims: what the hypothesis says of outcomes.
    rules: policies with conditions; the later one wins over the earlier, and both over the schedule and choices.
    packages: of a stack, the names of the files that are put on its first scenario, as in origins.
    choices: actors that choose each month between their plan and the options of their role (`sim.scenario.choices`).
    doctrines: actor -> the doctrines that its file gives it; what they stand for is in policy and rules already.
    survives: actor -> levers that no change of government moves.
    """

    name: str
    title: str
    description: str
    hypothesis: str
    references: tuple[str, ...]
    theatre: Theatre
    situation: Theatre
    start: int
    months: int
    worlds: int
    seed: int
    worldview: str
    policy: Mapping[str, Mapping[str, Schedule]]
    conditions: Mapping[str, Mapping[str, Schedule]]
    assumptions: Mapping[str, tuple[float, float]]
    origins: Mapping[str, str]
    nowcast: Nowcast | None = None
    claims: Claims = NO_CLAIMS
    rules: tuple[Rule, ...] = ()
    packages: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    doctrines: Mapping[str, Dated] = field(default_factory=dict)
    survives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def drawn(self) -> dict[str, tuple[float, float]]:
        """Every range that worlds draw from: of the assumptions, and of the parameters of rules."""
        return dict(self.assumptions) | {name: bounds for rule in self.rules for name, bounds in rule.drawn.items()}

    def assumes_as(self, other: "Scenario") -> bool:
        """Return whether what both scenarios assume has the same ranges; weights of choices that only one makes aside."""
        return all(other.assumptions.get(name, ends) == ends for name, ends in self.assumptions.items())

    @property
    def offices(self) -> tuple[Office, ...]:
        """The governments that may change; none unless turnover is on."""
        return tuple(dict.fromkeys(rule.office for rule in self.rules if rule.office))

    def __repr__(self) -> str:
        return (
            f"<Scenario {self.name}: {self.title}; {self.worlds:,} worlds, {self.months} months from {format_month(self.start)}, "
            f"worldview {self.worldview}, seed {self.seed}>"
        )
