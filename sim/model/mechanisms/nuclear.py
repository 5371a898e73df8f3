"""The nuclear programme: fissile material, warheads and the maturity of missiles."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.curves import exp_clipped, saturating
from sim.model.mechanisms.responses import bite_since_reference
from sim.model.month import Month
from sim.model.stages import DEAL, EXPANDING, FROZEN, IMPLEMENTATION, MAINTAIN, ROLLED_BACK

ASSEMBLY_RATE = REAL(0.15)
"""Share of the free material that becomes warheads in a year. Source: 40 equivalents feed about 6 a year (SIPRI 2025)."""

ARSENAL_SCALE = REAL(50)
"""Warheads at which 63 % of the effect of an arsenal is reached. Source: judgement: tens suffice to deter (Waltz 1981)."""

ROLLBACK_RATE = REAL(0.015)
"""Share of the stockpile dismantled in a month of rollback. Source: judgement: some years even with good will (Hecker 2018)."""


def arsenal(warheads: Array, tech: Array) -> Array:
    """Weight of an arsenal that can be delivered, for those who face it and for the patron's homeland alike.

    n = m (1 - e^(-w / 50))

    warheads, w [number]; tech, m: maturity of the means of delivery [0-1].

    Within [0, 1]. Source: diminishing returns of arsenals, Waltz (1981).
    """
    return tech * saturating(warheads / ARSENAL_SCALE)


def held_arsenal(month: Month) -> Array:
    """Return the weight of the challenger's arsenal at the end of last month [0-1]."""
    return arsenal(month.last.warheads, month.last.tech)


def production_status(policy: Array, freeze: Array, rollback: Array) -> Array:
    """Status of the programme: 0 rolled back, 1 frozen, 2 expanding.

    policy: code of the lever, where maintain means frozen by choice; freeze, rollback: terms of a deal in force [0 or 1].

    Within 0 to 2; rollback wins over freeze. Source: the stages of 1994-2019 (freeze at Yongbyon, disablement).
    """
    status = np.where((freeze > 0) | (policy == MAINTAIN), REAL(FROZEN), REAL(EXPANDING))
    return np.where(rollback > 0, REAL(ROLLED_BACK), status)


def supplier_eagerness(outreach: Array, war: Array, arming: Array, assume: Mapping[str, Array]) -> Array:
    """What makes the supplier give more than its policy says, or less.

    z = b w - k r - q d

    war, w: whether a war elsewhere binds the supplier [-1 to 1]; arming, d: its own defence spending [% of GDP]; outreach, r: of
    patron and main protege to it [-2 to 2]: departures from the starting posture.
    war_bargain, b; wedge_effect, k [log]; crowding_out, q [log per % of GDP].

    Source: technology for munitions (Multilateral Sanctions Monitoring Team 2025); wedge strategies (Crawford 2011); sales abroad
    where orders at home are few (Anthony 1998). Each is contested.
    """
    return assume["war_bargain"] * war - assume["wedge_effect"] * outreach - assume["crowding_out"] * arming


def transfer(offered: Array, alignment: Array, eagerness: Array) -> Array:
    """Technology that reaches the challenger from its supplier.

    t = min(o a e^z, 1)

    offered, o: technology transfer as policy of the supplier; alignment, a: of the challenger with it [0-1]; eagerness, z [log].

    Within [0, 1]. Source: judgement.
    """
    return np.minimum(offered * alignment * exp_clipped(eagerness), 1)


def capacity(
    production: Array, tech: Array, usual: float, latency: Array, race: Array, pressed: Array, constraint: Array
) -> Array:
    """Production of fissile material that the programme is capable of.

    P = p m / m0 e^(k l) max(1 - c B, 0)

    production_rate, p: at the starting posture [1/year]; tech, m; usual, m0: maturity at the start, with which plants grow [0-1].
    latency, l: progress of the main protege's own option [0-1]; arming_race, k [log].
    pressed, B: bite of sanctions beyond the starting posture [-1 to 1]; sanctions_constraint, c [share].

    Stays >= 0. Source: plants and missiles grew together (Hecker 2018); arms racing or rest (Sagan 1996) is contested.
    """
    return production * tech / REAL(usual) * exp_clipped(race * latency) * np.maximum(1 - constraint * pressed, 0)


def fissile(fissile: Array, production: Array, transfer: Array, transfer_production: Array, status: Array) -> Array:
    """Free fissile material after this month.

    f' = f + (P (1 + k t) - a f) / 12 while expanding, else f

    fissile, f [warhead equivalents]; production_rate, P [1/year]; transfer, t: technology from a supplier [0-1].
    transfer_production, k: share that it adds; a: assembly.

    Stays >= 0. Source: estimates of about 6 equivalents a year (Hecker 2018; SIPRI 2025).
    """
    change = (production * (1 + transfer_production * transfer) - ASSEMBLY_RATE * fissile) / 12
    return fissile + np.where(status == EXPANDING, change, REAL(0))


def warheads(warheads: Array, fissile: Array, status: Array) -> Array:
    """Warheads after this month.

    w' = w + a f / 12 while expanding; w while frozen; w - d w while rolled back

    warheads, w [number]; fissile, f [warhead equivalents]; a: assembly, d: dismantling.

    Stays >= 0.
    """
    built = np.where(status == EXPANDING, ASSEMBLY_RATE * fissile / 12, REAL(0))
    dismantled = np.where(status == ROLLED_BACK, ROLLBACK_RATE * warheads, REAL(0))
    return warheads + built - dismantled


def lesson(
    missile_tests: Array, nuclear_test: Array, transfer: Array, learning: Array, nuclear_lesson: Array, transfer_lesson: Array
) -> Array:
    """What the challenger learns in a month.

    L = l (n + k T) + c t

    missile_tests, n; nuclear_test, T [number]; transfer, t [0-1]; test_learning, l [1/test].
    nuclear_test_lesson, k: missile tests that teach as much [tests]; transfer_learning, c [1/month].

    Stays >= 0. Source: learning by doing; the sizes are judgement.
    """
    return learning * (missile_tests + nuclear_lesson * nuclear_test) + transfer_lesson * transfer


def tech(tech: Array, lesson: Array, fading: Array) -> Array:
    """Maturity of missiles and warheads after this month.

    m' = m + (1 - m) (1 - e^-L) - f m

    tech, m [0-1]; lesson, L [>= 0]; tech_fading, f [1/month].

    Stays within [0, 1]: testing raises it, returns diminish, and it fades slowly without. Source: learning curves; judgement.
    """
    return tech + (1 - tech) * saturating(lesson) - fading * tech


def advance(month: Month) -> None:
    """Run the programme for a month under policy and deals.

    Production freezes by policy or by a deal in force, and the stockpile shrinks while a deal with rollback is implemented.
    """
    last, acts, assume = month.last, month.acts, month.assume
    freeze = (last.freeze * (last.channel_stage >= DEAL)).max(axis=0, initial=0)
    rollback = (last.rollback * (last.channel_stage == IMPLEMENTATION)).max(axis=0, initial=0)
    status = production_status(month.challenger["nuclear_policy"], freeze, rollback)
    cast, since = month.cast, month.since_reference
    outreach = since(cast.main, "supplier_engagement") + since(cast.patron, "supplier_partnership")
    war, arming = since(cast.supplier, "distraction"), since(cast.supplier, "defence_share")
    eagerness = supplier_eagerness(outreach, war, arming, assume)
    technology = transfer(month.supplier["technology_transfer"], month.challenger["supplier_alignment"], eagerness)
    usual = cast.theatre.start["tech"].value
    production = capacity(
        assume["production_rate"],
        last.tech,
        usual,
        last.latency,
        assume["arming_race"],
        month.once(bite_since_reference),
        assume["sanctions_constraint"],
    )
    month.next.production_status = status + np.zeros_like(last.warheads)
    month.next.fissile = fissile(last.fissile, production, technology, assume["transfer_production"], status)
    month.next.warheads = warheads(last.warheads, last.fissile, status)
    learnt = lesson(
        acts.missile_tests,
        acts.nuclear_test,
        technology,
        assume["test_learning"],
        assume["nuclear_test_lesson"],
        assume["transfer_learning"],
    )
    month.next.tech = tech(last.tech, learnt, assume["tech_fading"])
