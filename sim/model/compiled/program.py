"""A compiled program: the law of motion of a theatre over a whole horizon, for any policies, assumptions, seed and worlds."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields, replace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from sim.foundations.axes import REAL, Array
from sim.foundations.months import month_of_year
from sim.model.choices import choosing
from sim.model.choices.choosing import ChoiceState
from sim.model.compiled.chance import TracedChance
from sim.model.compiled.traced import Traced, plain, traced
from sim.model.events import possible_events
from sim.model.ledger import Ledger
from sim.model.month import Month
from sim.model.outcomes import outcomes_of
from sim.model.rules.rulebook import RuleState
from sim.model.state import Acts, State, blank
from sim.model.theatre_model import TheatreModel
from sim.scenario.scenario import Scenario

type Tree = Any
"""Arrays in dictionaries, as JAX takes them."""


@dataclass(frozen=True)
class CompiledRecord:
    """What a program leaves, each (row, month, world): outcomes; and where asked for the ledger's entries and what happened."""

    outcomes: Array
    entries: Array | None = None
    happened: Array | None = None


class Program:
    """The law of motion of one theatre and situation, under the rules and choices of some scenarios.

    events: (kind, actor, target) of every row of `CompiledRecord.happened`.
    It compiles on the first call for a horizon and a number of worlds, which takes some ten seconds; then it is kept.
    """

    def __init__(self, scenarios: Sequence[Scenario]) -> None:
        self.theatre, self.situation = scenarios[0].theatre, scenarios[0].situation
        self._outcomes = outcomes_of(self.theatre)
        # a model of one world, whose countries act in the months that are traced
        self._model = TheatreModel(scenarios, np.arange(1))
        self.identity = self._model.identity
        self._ledger = Ledger(self._model.cast, self._model.state)
        self._model.step()
        self._streams = self._model.chance.streams
        self._model.month.rules = self._model.rules.in_force(self._model.ruled, known=False)
        self._model.month.choices = self._model.choices.in_force(self._model.chosen, known=False)
        self.events = tuple(event[:3] for event in possible_events(self._model.month))
        self._compiled = jax.jit(self._over_months, static_argnames=("columns", "whole"))

    def run(self, model: TheatreModel, months: int, whole: bool = True) -> CompiledRecord:
        """Step a model that has not begun over some months; the model itself stays where it is.

        whole: whether to record the ledger and what happened, too.
        """
        start = {
            "state": vars(model.state),
            "ruled": vars(model.ruled),
            "chosen": vars(model.chosen),
            "ledger": Ledger(model.cast, model.state).stocks if whole else {},
        }
        with jax.enable_x64(True):
            found = self._compiled(start, _by_month(model, months), self._constant(model), columns=model.width, whole=whole)
            return CompiledRecord(*(np.ascontiguousarray(np.moveaxis(np.asarray(rows), 0, 1)) for rows in found))

    def _constant(self, model: TheatreModel) -> Tree:
        """Return what is the same in every month."""
        of = model.reference
        return {
            "assume": dict(model.assume),
            "reference": {
                each.name: getattr(of, each.name) for each in fields(of) if isinstance(getattr(of, each.name), np.ndarray)
            },
            "before": vars(of.state),
            "levels": dict(model.levels),
            "keys": {stream: model.chance.key(stream) for stream in self._streams},
            "counters": model.chance.counters,
            "applies": model.rules.applies,
            "chooses": model.choices.applies,
        }

    def _over_months(self, start: Tree, by_month: Tree, constant: Tree, columns: int, whole: bool) -> tuple[Any, ...]:
        def step(carried: Tree, given: Tree) -> tuple[Tree, tuple[Any, ...]]:
            rules = copy(self._model.rules)
            rules.applies, ruled = traced(constant["applies"]), RuleState(**traced(carried["ruled"]))
            month = self._month(carried["state"], given, constant, columns)
            choices = copy(self._model.choices)
            choices.applies, chosen = traced(constant["chooses"]), ChoiceState(**traced(carried["chosen"]))
            month.intended = rules.applied(choices.applied(month.intended, chosen), ruled, month.assume, month.number)
            month.rules, month.choices = rules.in_force(ruled, known=False), choices.in_force(chosen, known=False)
            month.conditions = rules.circumstances(month.conditions, ruled)
            self._model.live(month)
            following = rules.observed(month, ruled)
            rows = [[outcome.read(month) for outcome in self._outcomes]]
            stocks: Tree = {}
            if whole:
                ledger = copy(self._ledger)
                ledger.stocks = traced(carried["ledger"])
                ledger.note(month)
                stocks = plain(ledger.stocks)
                rows += [ledger.read(month), [severity for *_, severity in possible_events(month)]]
            recorded = tuple(jnp.stack([jnp.broadcast_to(_real(row), (columns,)) for row in kind]) for kind in rows)
            left = {
                kind: {name: _real(values) for name, values in vars(record).items()}
                for kind, record in (("state", month.next), ("ruled", following), ("chosen", choosing.after(month)))
            }
            return left | {"ledger": stocks}, recorded

        found: tuple[Any, ...] = jax.lax.scan(step, start, by_month)[1]
        return found

    def _month(self, state: Tree, given: Tree, constant: Tree, columns: int) -> Month:
        """Return a month whose arrays are traced."""
        cast, last = self._model.cast, State(**traced(state))
        chance = TracedChance(traced(constant["keys"]), Traced(constant["counters"]), columns)
        return Month(
            cast=cast,
            chance=chance,
            assume=traced(constant["assume"]),
            reference=replace(self._model.reference, **traced(constant["reference"]), state=State(**traced(constant["before"]))),
            number=traced(given["number"]),
            calendar=traced(given["calendar"]),
            intended=traced(given["intended"]),
            last=last,
            next=copy(last),
            acts=Acts(**traced(vars(blank(Acts, cast, columns)))),
            threat=traced(jnp.zeros((2 * cast.rivalries, columns), dtype=REAL)),
            conditions=traced(given["conditions"]),
            levels=traced({process: level * given["memory"] for process, level in constant["levels"].items()}),
        )


def _by_month(model: TheatreModel, months: int) -> Tree:
    """Return what is given from outside in every month."""
    number = np.arange(months)

    def dated(owners: Mapping[str, Mapping[str, Array]]) -> Tree:
        return {
            owner: {rule: values[np.minimum(number, len(values) - 1)] for rule, values in rules.items()}
            for owner, rules in owners.items()
        }

    return {
        "number": number.astype(REAL),
        "calendar": np.array([[month_of_year(model.start + each)] for each in number.tolist()]),
        "memory": np.array([model.memory**each for each in number.tolist()], dtype=REAL),
        "intended": dated(model.plans),
        "conditions": dated(model.conditions),
    }


def _real(values: Any) -> Any:
    return jnp.asarray(plain(values)).astype(REAL)
