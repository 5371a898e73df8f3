"""Every outcome: the one home of names, units, directions and how each is read from a month."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import yearly_prob
from sim.model.indices import anchored, dyadic_tension, gprc, regional_tension
from sim.model.month import Month
from sim.scenario.theatre import Theatre

type Better = Literal["lower", "higher", ""]


@dataclass(frozen=True)
class Outcome:
    """A reported quantity with a unit and a direction.

    better: which way is better, or neither. low, high: the bounds it never leaves.
    read: its value at the end of a month, shape (world,) or (1,).
    """

    name: str
    title: str
    unit: str
    better: Better
    low: float
    high: float
    group: str
    definition: str
    read: Callable[[Month], Array]


def outcomes_of(theatre: Theatre) -> tuple[Outcome, ...]:
    """Return the outcomes of a theatre, in the order in which they are recorded."""
    return (*_tension(theatre), *_risk(theatre), *_nuclear(theatre), *_alliance(theatre), *_rest(theatre))


def _state(name: str) -> Callable[[Month], Array]:
    return lambda month: getattr(month.next, name)


def _tensions(month: Month) -> Array:
    """Return the tension of every rivalry, shape (rivalry, world)."""
    pairs = month.cast.rivalries
    state = month.next
    return dyadic_tension((state.hostility[:pairs] + state.hostility[pairs:]) / 2, state.heat)


def _headline(month: Month) -> Array:
    weights = month.cast.weights("headline")
    stage = month.next.stage[[row for row, weight in enumerate(weights) if weight > 0]].max(axis=0)
    start = month.cast.theatre.start
    tension = regional_tension(_tensions(month), weights)
    return anchored(tension, stage, start["index_mean"].value, start["index_peak"].value)


def _tension(theatre: Theatre) -> list[Outcome]:
    found = [
        Outcome(
            f"tension_{rivalry.name}",
            f"Tension {rivalry.label}",
            "0-100",
            "lower",
            0,
            100,
            "tension",
            "100 x (0.7 mean hostility of both sides + 0.3 (1 - e^-heat))",
            lambda month, row=row: _tensions(month)[row],  # type: ignore[misc]
        )
        for row, rivalry in enumerate(theatre.rivalries)
    ]
    return [
        Outcome(
            theatre.headline,
            theatre.headline_label,
            "0-100",
            "lower",
            0,
            100,
            "tension",
            "weighted headline dyads and their crisis stage, anchored: 50 = mean of 1994-2018, 80 = September 2017 (hand-set)",
            _headline,
        ),
        Outcome(
            "regional_tension",
            "Regional tension index",
            "0-100",
            "lower",
            0,
            100,
            "tension",
            "weighted mean of all dyads",
            lambda month: regional_tension(_tensions(month), month.cast.weights("regional")),
        ),
        *found,
    ]


def _headline_rows(month: Month) -> list[int]:
    return [row for row, weight in enumerate(month.cast.weights("headline")) if weight > 0]


def _yearly_risk(month: Month, rungs: int) -> Array:
    """Return the probability a year of climbing at least that many rungs in any headline dyad, from where it stands now."""
    calm = np.ones_like(month.next.warheads)
    for row in _headline_rows(month):
        acts, stage = month.acts, month.next.stage[row]
        climb = [yearly_prob(acts.crisis_hazard[row]), acts.clash_given_crisis[row], acts.war_given_clash[row]]
        risk = np.ones_like(calm)
        for rung in range(rungs):
            risk = risk * np.where(stage > rung, REAL(1), climb[rung])
        calm = calm * (1 - risk)
    return 1 - calm


def _risk(theatre: Theatre) -> list[Outcome]:
    rows = [
        ("crisis_prob", "Probability of a crisis within a year", 1, "of a crisis in any headline dyad; 1 while in one"),
        ("clash_prob", "Probability of a limited clash within a year", 2, "crisis, then clash before calm"),
        (
            "war_risk",
            "War-risk indicator",
            3,
            "crisis, clash, then war before it steps down; an indicator, no forecast",
        ),
    ]
    found = [
        Outcome(
            name, title, "a year", "lower", 0, 1, "risk", text, lambda month, rungs=rungs: _yearly_risk(month, rungs)
        )  # type: ignore[misc]
        for name, title, rungs, text in rows
    ]
    return [
        *found,
        Outcome(
            "crisis_stage",
            "Worst crisis stage",
            "0 calm - 3 war",
            "lower",
            0,
            3,
            "risk",
            "worst rung of any dyad",
            lambda month: month.next.stage.max(axis=0),
        ),
        Outcome(
            "war_so_far",
            "War so far",
            "0 or 1",
            "lower",
            0,
            1,
            "risk",
            "whether a war has happened in this world",
            _state("war_so_far"),
        ),
    ]


def _nuclear(theatre: Theatre) -> list[Outcome]:
    who = theatre.challenger.label
    return [
        Outcome(
            "warheads",
            f"Warheads of {who}",
            "warheads",
            "lower",
            0,
            20000,
            "nuclear",
            "assembled stockpile",
            _state("warheads"),
        ),
        Outcome(
            "production_status",
            f"Nuclear production of {who}",
            "0 rolled back, 1 frozen, 2 expanding",
            "lower",
            0,
            2,
            "nuclear",
            "by policy and by deals in force",
            _state("production_status"),
        ),
        Outcome(
            "missile_tests",
            f"Missile tests of {who}",
            "a month",
            "lower",
            0,
            24,
            "nuclear",
            "count of this month",
            lambda month: month.acts.missile_tests,
        ),
        Outcome(
            "expected_missile_tests",
            f"Expected missile tests of {who}",
            "a month",
            "lower",
            0,
            1e6,
            "nuclear",
            "observation model: rate of missile provocations this month",
            lambda month: month.acts.expected_tests,
        ),
        Outcome(
            "nuclear_tests",
            f"Nuclear tests of {who}",
            "a month",
            "lower",
            0,
            1,
            "nuclear",
            "count of this month",
            lambda month: month.acts.nuclear_test,
        ),
        Outcome(
            "tech", f"Missile maturity of {who}", "0-1", "lower", 0, 1, "nuclear", "grows with tests", _state("tech")
        ),
    ]


def _alliance(theatre: Theatre) -> list[Outcome]:
    main, patron = theatre.main_protege, theatre.patron
    capitals = [theatre.actor(alliance.protege).capital for alliance in theatre.alliances]
    seen = [
        Outcome(
            f"credibility_in_{capital}",
            f"Credibility of {patron.label} as seen in {capital.title()}",
            "0-1",
            "higher",
            0,
            1,
            "alliance",
            "belief that the patron will fight",
            lambda month, row=row: month.next.credibility[row],  # type: ignore[misc]
        )
        for row, capital in enumerate(capitals)
    ]
    capital = theatre.challenger.capital
    return [
        *seen,
        Outcome(
            f"credibility_in_{capital}",
            f"Credibility of {patron.label} as seen in {capital.title()}",
            "0-1",
            "higher",
            0,
            1,
            "alliance",
            "belief of the challenger that the patron will fight for its main protege",
            _state("credibility_challenger"),
        ),
        Outcome(
            "abandonment",
            f"Fear of abandonment in {main.label}",
            "0-1",
            "lower",
            0,
            1,
            "alliance",
            "need x threat x doubt",
            _state("abandonment"),
        ),
        Outcome(
            "entrapment",
            f"Fear of entrapment in {main.label}",
            "0-1",
            "lower",
            0,
            1,
            "alliance",
            "alignment x tension of patron and backer",
            _state("entrapment"),
        ),
        Outcome(
            "burden",
            f"Defence burden of {main.label}",
            "% of GDP",
            "",
            0,
            100,
            "alliance",
            "defence share in force",
            lambda month: month.next.burden[month.cast.main],
        ),
        Outcome(
            "burden_quarrel",
            "Burden-sharing quarrel",
            "0-1",
            "lower",
            0,
            1,
            "alliance",
            "demand above offer",
            _state("quarrel"),
        ),
    ]


def _rest(theatre: Theatre) -> list[Outcome]:
    main, start = theatre.main_protege.label, theatre.start
    found = [
        Outcome(
            "autonomy",
            f"Share of {main} in its own deterrence",
            "0-1",
            "higher",
            0,
            1,
            "autonomy",
            "own force under own command over all deterrence",
            _state("autonomy"),
        ),
        Outcome(
            "deterrence_gap",
            "Deterrence gap",
            "0-1",
            "lower",
            0,
            1,
            "autonomy",
            "shortfall against the starting posture",
            _state("deterrence_gap"),
        ),
        Outcome(
            "readiness",
            f"Readiness of the command of {main}",
            "0-1",
            "higher",
            0,
            1,
            "autonomy",
            "conditions of the transfer",
            _state("readiness"),
        ),
        Outcome(
            "talks",
            "Talks under way",
            "0 or 1",
            "",
            0,
            1,
            "diplomacy",
            "whether any channel talks this month",
            lambda month: (month.next.channel_stage == 1).max(axis=0, initial=0),
        ),
        Outcome(
            "talks_months",
            "Months of talks so far",
            "months",
            "",
            0,
            1e4,
            "diplomacy",
            "any channel",
            _state("talks_months"),
        ),
        Outcome(
            "agreements_reached",
            "Agreements reached so far",
            "agreements",
            "higher",
            0,
            1e4,
            "diplomacy",
            "all channels",
            _state("agreements_reached"),
        ),
        Outcome(
            "agreements_kept",
            "Months of agreements kept so far",
            "months",
            "higher",
            0,
            1e4,
            "diplomacy",
            "months in which a deal was implemented",
            _state("agreements_kept"),
        ),
        Outcome(
            "agreements_broken",
            "Agreements broken so far",
            "agreements",
            "lower",
            0,
            1e4,
            "diplomacy",
            "all channels",
            _state("agreements_broken"),
        ),
        Outcome(
            "sidelining",
            f"Sidelining of {main}",
            "0-1",
            "lower",
            0,
            1,
            "diplomacy",
            "bypassed by patron and challenger",
            _state("sidelining"),
        ),
        Outcome(
            "bloc_polarisation",
            "Bloc polarisation",
            "0-1",
            "lower",
            0,
            1,
            "region",
            "division of the region into blocs",
            _state("polarisation"),
        ),
        Outcome(
            "consensus",
            f"Domestic consensus in {main}",
            "0-1",
            "higher",
            0,
            1,
            "domestic",
            "agreement on grand strategy",
            lambda month: month.next.consensus[month.cast.main],
        ),
        Outcome(
            "nuclear_pressure",
            f"Pressure for a nuclear option in {main}",
            "0-1",
            "lower",
            0,
            1,
            "domestic",
            "responds to abandonment and doubt",
            _state("nuclear_pressure"),
        ),
        Outcome(
            "gprc",
            f"Expected GPR index of {main}",
            "% of articles",
            "",
            0,
            100,
            "tension",
            "observation model: log-linear in the headline index and talks",
            lambda month: gprc(
                _headline(month), (month.next.channel_stage >= 1).max(axis=0, initial=0), start["gpr_level"].value
            ),
        ),
    ]
    backers = theatre.having("main_backer")
    pair = next(
        (r for r in theatre.rivalries if backers and {r.first, r.second} == {theatre.patron.name, backers[0].name}),
        None,
    )
    if pair is not None:
        row = theatre.rivalries.index(pair)
        found.append(
            Outcome(
                f"{pair.name}_hostility",
                f"Hostility {pair.label}",
                "0-1",
                "lower",
                0,
                1,
                "region",
                "mean of both sides",
                lambda month: (month.next.hostility[row] + month.next.hostility[row + month.cast.rivalries]) / 2,
            )
        )
    return found
