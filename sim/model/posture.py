"""Postures: the commitment that the patron's forces embody, and what of them, and of a partner's, would fight in time."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.cast import Cast
from sim.model.curves import at, saturating
from sim.model.mechanisms.threat import offensive_force
from sim.model.month import Levers, Month

GUARANTEE = np.array([0.0, 0.4, 0.7, 1.0], dtype=REAL)
"""Weight of each form of extended deterrence: none, declaratory, consultative, forward nuclear. Source: judgement."""


def tripwire(troops: Array, scale: Array) -> Array:
    """Commitment that troops on the ground embody.

    w = 1 - e^(-n / s)

    troops, n: stationed [persons]; tripwire_scale, s: number at which 63 % of the effect is reached [persons].

    Within [0, 1), concave: the first thousands count most. Source: Schelling (1966); doubted by Musgrave & Ward (2023).
    """
    return saturating(troops / scale)


def offshore_reach(support: Array, hosting: Array, bases_share: Array) -> Array:
    """Reinforcement from outside that can be counted on.

    o = s (1 - b + b h)

    offshore_support, s: as policy of the patron; hosting, h: of its forces by a partner [0-1].
    bases_share, b: share of it that depends on the partner's bases [0-1].

    Within [0, s]. Source: bases in Japan carry the reinforcement of Korea; the share is judgement.
    """
    return support * (1 - bases_share + bases_share * hosting)


def presence(tripwire: Array, offshore: Array, substitution: Array) -> Array:
    """Commitment that the patron's forces in and around the protege embody; what they can do is another matter.

    p = 1 - (1 - w) (1 - z o)

    tripwire, w [0-1]; offshore, o: reinforcement promised from outside [0-1]; offshore_substitution, z: how far it stands in
    for troops [0-1].

    Within [0, 1]. Source: the debate on offshore balancing (Mearsheimer & Walt 2016; Brooks, Ikenberry & Wohlforth 2013).
    """
    return 1 - (1 - tripwire) * (1 - substitution * offshore)


def arriving(troops: Array, usual: float, offshore: Array, forward: Array, away: Array, flexibility: Array) -> Array:
    """Share of the patron's force that fights in time: what is stationed, and what reinforces it.

    a = min(f n / n0 (1 - b x) + (1 - f) o (1 - b), 1)

    troops, n: stationed; usual, n0: at the start [persons]; offshore, o: reinforcement that can be counted on [0-1].
    forward_share, f: part of the force that is stationed at the start [0-1].
    away, b: share that a crisis elsewhere binds; flexibility, x: how far stationed forces may be used there [0-1].

    Within [0, 1]. Source: forces on the spot fight at once, others as they arrive; judgement.
    """
    stationed = forward * troops / REAL(usual) * (1 - away * flexibility)
    return np.minimum(stationed + (1 - forward) * offshore * (1 - away), 1)


def partner_share(cooperation: Array, ties: Array, share: Array) -> Array:
    """Share of a partner's force that stands with the main protege.

    p = s u r

    alliance_cooperation, u: of the main protege; reconciliation, r: of the partner with it [0-1].
    partner_support, s: what would help at most [0-1].

    Within [0, s]. Source: judgement: rear bases, sea and air control, as far as history lets the two work together.
    """
    return share * cooperation * ties


def partner_help(main: Levers, partners: list[Levers], cast: Cast, force: Array, assume: Mapping[str, Array]) -> Array:
    """Return what partners would add to the main protege's defence; force: of every actor, (actor, world) [bn US$ a year]."""
    total = np.zeros_like(force[0])
    for index, lever in zip(cast.partners, partners, strict=True):
        share = partner_share(main["alliance_cooperation"], lever["reconciliation"], assume["partner_support"])
        total = total + share * offensive_force(force[index], lever["counterstrike"], assume["offence_weight"])
    return total


def help_of_partners(month: Month) -> Array:
    """Return what partners would add to the main protege's defence this month [bn US$ a year]."""
    return partner_help(month.main, month.partners, month.cast, month.last.force, month.assume)


def guarantee_in_force(month: Month) -> Array:
    """Return what the patron's form of extended deterrence counts for this month [0-1]."""
    return at(GUARANTEE, month.patron["extended_deterrence"])


def usual_troops(cast: Cast, troops: str) -> float:
    """Return how many troops the theatre file stations under a lever, or else in the main alliance [persons]."""
    patron = cast.theatre.patron
    found = (patron.default(name) for name in (troops, cast.theatre.alliances[0].troops))
    return next((usual for usual in found if usual > 0), 1.0)


def postures(patron: Levers, offshore: Array, cast: Cast, assume: Mapping[str, Array]) -> Array:
    """Return the presence of the patron in each alliance, shape (alliance, world); offshore: what `reinforcement` returns."""
    rows = []
    for alliance in cast.theatre.alliances:
        wire = tripwire(patron[alliance.troops], assume["tripwire_scale"])
        rows.append(presence(wire, offshore, assume["offshore_substitution"]))
    return np.stack(rows)


def bases(hosting: Array, troops: Array, scale: Array) -> Array:
    """Commitment of the patron's forces that a partner keeps on its soil.

    B = h w

    hosting, h: as policy of the partner [0-1]; tripwire, w: of the troops there, see `tripwire` [0-1].

    Within [0, 1). Source: bases without forces, or forces that may not be based, stand for little; judgement.
    """
    return hosting * tripwire(troops, scale)


def hosted(month: Month) -> list[tuple[int, Array]]:
    """Return each allied partner and its `bases`, as departure from the theatre's posture [-1 to 1]."""
    cast, usual, scale = month.cast, month.reference, month.assume["tripwire_scale"]
    found: list[tuple[int, Array]] = []
    for alliance, partner in zip(cast.theatre.alliances[1:], cast.allied_proteges[1:], strict=True):
        at_first = np.array([usual.lever(alliance.protege, "hosting"), usual.lever(alliance.patron, alliance.troops)], dtype=REAL)
        hosting, troops = month.of(partner)["hosting"], month.patron[alliance.troops]
        found.append((partner, bases(hosting, troops, scale) - bases(at_first[:1], at_first[1:], scale)))
    return found


def arrivals(patron: Levers, offshore: Array, contingency: Array, cast: Cast, assume: Mapping[str, Array]) -> Array:
    """Return the share of the patron's force that fights in time in each alliance, shape (alliance, world).

    offshore: what `reinforcement` returns.
    contingency: how far the flashpoint holds the patron [0-1]; what it binds is drawn from reinforcement, and from what the
    main protege hosts as far as its patron may use it elsewhere.
    """
    away = assume["contingency_drawdown"] * contingency
    rows = []
    for alliance in cast.theatre.alliances:
        usual = usual_troops(cast, alliance.troops)
        flexible = patron["strategic_flexibility"]
        rows.append(arriving(patron[alliance.troops], usual, offshore, assume["forward_share"], away, flexible))
    return np.stack(rows)


def reinforcement(patron: Levers, partners: list[Levers], cast: Cast, assume: Mapping[str, Array]) -> Array:
    """Return what can be counted on from outside, which needs the bases of a partner and the forces that hold them."""
    if not partners:
        return patron["offshore_support"]
    other = next((alliance.troops for alliance in cast.theatre.alliances[1:]), None)
    usual = 0 if other is None else cast.theatre.patron.default(other)
    held = patron[other] / REAL(usual) if other is not None and usual > 0 else np.ones(1, dtype=REAL)
    return offshore_reach(patron["offshore_support"], partners[0]["hosting"] * np.minimum(held, 1), assume["bases_share"])
