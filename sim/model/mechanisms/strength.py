"""Strength: an arms race with bounded reaction and fatigue (Richardson 1960)."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import year_average
from sim.model.month import Month
from sim.model.stages import WAR

DEPRECIATION = REAL(0.05)
"""Share of military strength that wears out each year. Source: judgement: equipment lasts about twenty years."""

ADJUSTMENT = REAL(1 / 12)
"""Share of the gap between planned and actual spending closed in a month. Source: budgets are yearly."""


def burden(burden: Array, planned: Array, alarm: Array, reaction: Array, fatigue: Array) -> Array:
    """Defence spending in force after this month.

    b' = b + s (l (1 + a q) - b) - f max(b - l, 0)

    burden, b: spending in force [% of GDP]; planned, l: what the lever says [% of GDP].
    alarm, q: threat and fear beyond those of the starting posture [-1 to 1].
    reaction, a: response of spending to alarm [0-1]; fatigue, f: resistance to spending beyond the plan [1/month].
    s: adjustment, a twelfth a month.

    Stays >= 0 for a <= 1. Source: Richardson (1960).
    """
    return burden + ADJUSTMENT * (planned * (1 + reaction * alarm) - burden) - fatigue * np.maximum(burden - planned, 0)


def strength(strength: Array, burden: Array, gdp: Array) -> Array:
    """Military strength after this month.

    S' = S + d / 12 (b Y / 100 - S)

    strength, S: steady-state equivalent of spending [bn US$ a year]; burden, b [% of GDP]; gdp, Y [bn US$]; d: depreciation.

    Stays > 0 and moves toward what is spent. Source: perpetual inventory of military capital (SIPRI practice).
    """
    return strength + DEPRECIATION / 12 * (burden * gdp / 100 - strength)


def war_losses(strength: Array, at_war: Array, attrition: Array) -> Array:
    """Military strength after this month's fighting.

    S' = S (1 - a W)

    strength, S [bn US$ a year]; at_war, W: whether the country fights a war [0 or 1]; war_attrition, a [share a month].

    Within [0, S]. Source: judgement on high-intensity wars (Korea 1950-53, Ukraine since 2022).
    """
    return strength * (1 - attrition * at_war)


def advance(month: Month) -> None:
    """Spend, build, wear out and lose in war; then count what can be used in the theatre: the theatre's share, called reach.

    Spending answers the most pressing threat beyond that of the starting posture; the main protege adds its fear of abandonment.
    """
    last, cast = month.last, month.cast
    reaction, fatigue = month.assume["arms_reaction"], month.assume["burden_fatigue"]
    start = cast.figures("strength") / cast.figures("gdp") * 100
    planned = [np.broadcast_to(month.of(i).get("defence_share", start[i]), last.burden[i].shape) for i in range(len(cast.names))]
    alarm = np.stack([_alarm(month, index) for index in range(len(cast.names))])
    years = month.number / 12
    gdp = cast.figures("gdp") * (1 + cast.figures("growth") / 100) ** years
    month.next.burden = burden(last.burden, np.stack(planned), alarm, reaction, fatigue)
    built = strength(last.strength, last.burden, gdp)
    month.next.strength = war_losses(built, _at_war(month), month.assume["war_attrition"])
    month.next.force = month.next.strength * cast.figures("reach")
    month.next.offence = visible_offence(month)
    month.next.force_memory = year_average(last.force_memory, last.force)


def _at_war(month: Month) -> Array:
    """Return which countries fight a war, (actor, world)."""
    fighting = np.zeros_like(month.last.strength)
    war = (month.last.stage == WAR).astype(REAL)
    for row, by in enumerate(month.cast.by):
        fighting[by] = np.maximum(fighting[by], war[row % month.cast.rivalries])
    return fighting


def _alarm(month: Month, index: int) -> Array:
    """Most pressing threat beyond that of the starting posture; in the main protege also fear of abandonment."""
    rows = [row for row, by in enumerate(month.cast.by) if by == index]
    alarm = np.zeros_like(month.last.warheads)
    for row in rows:
        alarm = np.maximum(alarm, month.threat[row] - month.reference.threat[row])
    if index == month.cast.main:
        alarm = alarm + month.last.abandonment - month.reference.abandonment
    return np.clip(alarm, -1, 1)


def visible_offence(month: Month) -> Array:
    """Return what rivals see: missiles of the challenger, manoeuvres of patron and main protege, counterstrike of partners."""
    last, cast = month.last, month.cast
    offence = np.zeros_like(last.force)
    offence[cast.challenger] = last.tech
    offence[cast.patron] = offence[cast.main] = last.exercise
    for partner in cast.partners:
        offence[partner] = month.of(partner)["counterstrike"]
    return offence
