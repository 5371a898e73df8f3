"""A decision: the options of a role, what each sets, and what counts for and against it."""

from dataclasses import dataclass
from typing import Literal

from sim.scenario.theatre import Role

type How = Literal["at least", "at most", "times"]


@dataclass(frozen=True)
class Setting:
    """What an option does to a lever that is planned otherwise.

    lever: rule name. how: it is held at or above the value, at or below it, or multiplied by it, within its bounds; so a plan
    that goes further stays. value: as files write it.
    """

    lever: str
    how: How
    value: float | str


@dataclass(frozen=True)
class Term:
    """What counts in the utility of an option: a weight, times what it is the weight of.

    weight: an assumption. sign: -1 where what falls counts. outcome: last month's, in which {partner} stands for the capital
    of who decides and {powers} for the rivalry of patron and main backer; "" for a cost that is always there.
    lever: instead of an outcome, (role, rule name) of what another wants. since: measured from the starting posture.
    """

    weight: str
    outcome: str = ""
    sign: Literal[1, -1] = 1
    lever: tuple[Role, str] | None = None
    since: bool = False


@dataclass(frozen=True)
class Option:
    """A way to depart from the plan.

    name: in the chronicle. says: what it is, in words; {protege}, {challenger} and {backer} stand for labels.
    """

    name: str
    says: str
    settings: tuple[Setting, ...]
    terms: tuple[Term, ...]
    source: str


@dataclass(frozen=True)
class Decision:
    """What a role decides each month: to hold to its plan, or one of the options."""

    role: Role
    options: tuple[Option, ...]

    @property
    def weights(self) -> tuple[str, ...]:
        """The assumptions that its utilities need, each once."""
        return tuple(dict.fromkeys(term.weight for option in self.options for term in option.terms))
