"""The nuclear programme: fissile material, warheads and the maturity of missiles."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.month import Month
from sim.model.stages import DEAL, EXPANDING, FROZEN, IMPLEMENTATION, MAINTAIN, ROLLED_BACK

ASSEMBLY_RATE = REAL(0.15)
"""Share of the free material that becomes warheads in a year. Source: 40 equivalents feed about 6 a year (SIPRI 2025)."""

ROLLBACK_RATE = REAL(0.015)
"""Share of the stockpile dismantled in a month of rollback. Source: judgement: some years even with good will (Hecker 2018)."""


def production_status(policy: Array, freeze: Array, rollback: Array) -> Array:
    """Status of the programme: 0 rolled back, 1 frozen, 2 expanding.

    policy: code of the lever, where maintain means frozen by choice; freeze, rollback: terms of a deal in force [0 or 1].

    Within 0 to 2; rollback wins over freeze. Source: the stages of 1994-2019 (freeze at Yongbyon, disablement).
    """
    status = np.where((freeze > 0) | (policy == MAINTAIN), REAL(FROZEN), REAL(EXPANDING))
    return np.where(rollback > 0, REAL(ROLLED_BACK), status)


def fissile(fissile: Array, production: Array, transfer: Array, status: Array) -> Array:
    """Free fissile material after this month.

    f' = f + (P (1 + t / 2) - a f) / 12 while expanding, else f

    fissile, f [warhead equivalents]; production_rate, P [1/year]; transfer, t: technology from a supplier [0-1]; a: assembly.

    Stays >= 0. Source: estimates of about 6 equivalents a year (Hecker 2018; SIPRI 2025).
    """
    change = (production * (1 + transfer / 2) - ASSEMBLY_RATE * fissile) / 12
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


def tech(tech: Array, missile_tests: Array, nuclear_test: Array, transfer: Array, learning: Array) -> Array:
    """Maturity of missiles and warheads after this month.

    m' = m + (1 - m) (1 - e^-(l (n + 5 T) + 0.01 t)) - 0.002 m

    tech, m [0-1]; missile_tests, n; nuclear_test, T [number]; transfer, t [0-1]; test_learning, l [1/test].

    Stays within [0, 1]: testing raises it, returns diminish, and it fades slowly without. Source: learning curves; judgement.
    """
    lesson = learning * (missile_tests + 5 * nuclear_test) + REAL(0.01) * transfer
    return tech + (1 - tech) * (1 - np.exp(-lesson)) - REAL(0.002) * tech


def advance(month: Month) -> None:
    """Run the programme for a month under policy and deals."""
    last, acts = month.last, month.acts
    freeze = (last.freeze * (last.channel_stage >= DEAL)).max(axis=0, initial=0)
    rollback = (last.rollback * (last.channel_stage == IMPLEMENTATION)).max(axis=0, initial=0)
    status = production_status(month.challenger["nuclear_policy"], freeze, rollback)
    transfer = month.supplier["technology_transfer"] * month.challenger["supplier_alignment"]
    month.next.production_status = status + np.zeros_like(last.warheads)
    month.next.fissile = fissile(last.fissile, month.assume["production_rate"], transfer, status)
    month.next.warheads = warheads(last.warheads, last.fissile, status)
    month.next.tech = tech(last.tech, acts.missile_tests, acts.nuclear_test, transfer, month.assume["test_learning"])
