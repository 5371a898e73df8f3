"""Worlds from everywhere: every lever, assumption, condition and starting value over its full range at once.

`python -m tests.soundness` steps 100,000 of them for forty years; the tests step some thousands.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import numpy as np
from scipy.stats import qmc

from sim.foundations.axes import REAL, Array
from sim.model.outcomes import outcomes_of
from sim.model.points import Points
from sim.model.theatre_model import TheatreModel
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.loading import load
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.situation import KINDS, OF_THEATRE, apply_situation

MONTHS = 480
AT_ONCE = 2000
EDGE = 0.1
"""Share of the draws of every quantity that fall on its lowest value, and share that fall on its highest."""

ROUNDING = 1e-5
"""By what share of its range an outcome may overstep a bound."""


def worlds_everywhere(name: str, number: int, months: int = MONTHS, seed: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Step worlds of a theatre in portions; yield how many, and what was wrong in them.

    name: of a scenario of the theatre. number: of worlds, a Latin hypercube; every world has one set of levers in the first half
    and another in the second.
    """
    scenario = load(name, months=months, worlds=number, seed=seed)
    quantities = [(actor.name, quantity) for actor in scenario.theatre.actors for quantity in actor.levers.values()]
    happening = [(actor.name, quantity) for actor in scenario.theatre.actors for quantity in actor.conditions.values()]
    happening += [("theatre", quantity) for quantity in scenario.theatre.conditions.values()]
    chance = np.random.default_rng(seed)
    columns = len(ASSUMPTIONS) + 2 * len(quantities) + len(happening)
    drawn = qmc.LatinHypercube(columns, rng=chance).random(number).T.astype(REAL)
    drawn = np.clip((1 + 2 * EDGE) * drawn - EDGE, 0, 1)
    for first in range(0, number, AT_ONCE):
        portion = iter(drawn[:, first : first + AT_ONCE])
        width = min(AT_ONCE, number - first)
        identities = np.arange(first, first + width)
        points = Points(
            width,
            {each.name: REAL(each.floor) + next(portion) * REAL(each.ceiling - each.floor) for each in ASSUMPTIONS},
            {(owner, each.name): halves(each, next(portion), next(portion), months) for owner, each in quantities},
            identities,
        )
        stepped = TheatreModel([elsewhere(scenario, chance) if first else scenario], identities, points)
        rules = {own: rule for rule, own in scenario.theatre.condition_names.items()}
        for owner, each in happening:
            rule = rules[each.name] if owner == "theatre" else each.name
            stepped.conditions[owner][rule] = now_and_then(coded(each, next(portion)), months, chance)
        yield width, violations(stepped, months)


def elsewhere(scenario: Scenario, chance: np.random.Generator) -> Scenario:
    """Return the scenario with starting values drawn from all that is allowed, ends included."""

    def anywhere(low: float, high: float) -> float:
        return float(low + np.clip(1.2 * chance.random() - 0.1, 0, 1) * (high - low))

    written = {key: anywhere(*bounds) for key, bounds in OF_THEATRE.items()}
    named = {
        kind: {each.name: {key: anywhere(*bounds) for key, bounds in known.items()} for each in getattr(scenario.theatre, kind)}
        for kind, known in KINDS.items()
    }
    for figures in named["actors"].values():
        figures["strength"] = min(figures["strength"], figures["gdp"])
    return replace(scenario, situation=apply_situation(scenario.theatre, {**written, **named}, "soundness"))


def coded(quantity: Quantity, drawn: Array) -> Array:
    """Return draws between 0 and 1 as values that the model computes with."""
    if quantity.kind == "real":
        return REAL(quantity.low) + drawn * REAL(quantity.high - quantity.low)
    options = 2 if quantity.kind == "flag" else len(quantity.options)
    return np.minimum(np.floor(drawn * options), options - 1).astype(REAL)


def halves(quantity: Quantity, early: Array, late: Array, months: int) -> Array:
    """Return one value for the first half of the months and another for the second, shape (month, point)."""
    values = np.stack([coded(quantity, early), coded(quantity, late)])
    return values[(np.arange(months) >= months // 2).astype(int)]


def now_and_then(values: Array, months: int, chance: np.random.Generator) -> Array:
    """Return what is the case in about a third of all years, shape (month, point)."""
    years = chance.random((-(-months // 12), values.size)) < 1 / 3
    return (np.repeat(years, 12, axis=0)[:months] * values).astype(REAL)


def violations(stepped: TheatreModel, months: int) -> list[str]:
    """Return what first goes wrong with each quantity while worlds are stepped: it is no number, or leaves its bounds."""
    outcomes = outcomes_of(stepped.cast.theatre)
    found: dict[str, str] = {}
    for number in range(months):
        try:
            with np.errstate(over="raise", invalid="raise", divide="raise"):
                stepped.step()
        except FloatingPointError as error:
            return [*found.values(), f"{error} in month {number}"]
        for outcome in outcomes:
            values = outcome.read(stepped.month)
            slack = ROUNDING * max(1.0, outcome.high - outcome.low) if np.isfinite(outcome.high) else ROUNDING
            if not ((values >= outcome.low - slack) & (values <= outcome.high + slack)).all():
                worst = values[np.argmax(np.maximum(outcome.low - values, values - outcome.high))]
                found.setdefault(
                    outcome.name, f"{outcome.name} is {worst} in month {number}: outside {outcome.low:g} to {outcome.high:g}"
                )
        for name, values in vars(stepped.state).items():
            if not np.isfinite(values).all():
                found.setdefault(name, f"{name} is no number in month {number}")
    return list(found.values())


def all_violations(name: str, number: int, months: int = MONTHS) -> list[str]:
    """Return what goes wrong in any of many worlds."""
    return list(chain.from_iterable(found for _, found in worlds_everywhere(name, number, months)))


__all__ = ["all_violations", "worlds_everywhere"]
