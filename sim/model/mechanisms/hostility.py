"""Hostility and trust: what others do to us, and how it fades."""

from collections.abc import Mapping
from functools import partial

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.causes import CAUSES
from sim.model.month import Month, Posting
from sim.model.signals import kept_deals, signals

ALL_BUT_NOTHING = REAL(1e-30)
"""What a loss is divided by at least. Source: definition, so that a share of nothing is nothing."""


def hostility_change(signal: Array, hostility: Array, sensitivity: Array) -> Array:
    """Contribution of one cause to the month's change of hostility.

    dh = a (max(s, 0) - h |s|), which is a s (1 - h) for s > 0 and a s h for s < 0

    signal, s: provocation (positive) or reassurance (negative) of that cause [-1 to 1].
    hostility, h: of who feels it [0-1]; hostility_sensitivity, a: response to a signal of one [1/month].

    Keeps h within [0, 1] while the signals of all causes add up to less than 1/a. Source: the spiral model, Jervis (1978).
    """
    return sensitivity * (np.maximum(signal, 0) - hostility * np.abs(signal))


def hostility_drift(hostility: Array, rest: Array, decay: Array) -> Array:
    """Return of hostility to rest this month.

    dh = -d (h - h0)

    hostility, h; rest, h0: level of a quiet relationship [0-1]; hostility_decay, d [1/month].

    Source: Richardson (1960), the grievance term.
    """
    return -decay * (hostility - rest)


def trust(trust: Array, rest: Array, kept: Array, broken: Array, strain: Array, build: Array, loss: Array, decay: Array) -> Array:
    """Trust after this month.

    t' = t + b k (1 - t) - min(1 - d, l (x + s)) t - d (t - t0)

    trust, t; rest, t0 [0-1]; kept, k: a deal is being kept or talks are held [0-1]; broken, x: a deal was broken [0 or 1].
    strain, s: provocation felt, as a part of a broken deal [0-1]; trust_build, b; trust_loss, l; trust_decay, d [1/month].

    Stays within [0, 1] for b, d <= 1/2. Source: GRIT (Osgood 1962); Kydd (2005); audience costs (Fearon 1994).
    """
    return trust + build * kept * (1 - trust) - np.minimum(1 - decay, loss * (broken + strain)) * trust - decay * (trust - rest)


def advance(month: Month) -> None:
    """Add up what every side felt this month, cause by cause.

    h' = h + sum of dh over the signals + dh of drift;   t'' = t' + v (t0 - t')

    hostility, h; trust, t', after the month; rest of trust, t0 [0-1]; renewal, v: the greater change of leader of the two [0-1].
    Strain on trust is provocation_distrust times what provocations signal.
    """
    last, assume, cast = month.last, month.assume, month.cast
    felt = signals(month)
    changes = contributions(month, felt)
    month.next.hostility = sum(changes.values(), last.hostility)

    trust_rest = cast.sides("trust_rest")
    broken, kept = felt["broken_deals"], month.once(kept_deals)
    strain = assume["provocation_distrust"] * np.maximum(felt["provocations"], 0)
    renewed = np.stack(np.broadcast_arrays(*(_renewal(month, by, about) for by, about in zip(cast.by, cast.about, strict=True))))
    moved = trust(
        last.trust, trust_rest, kept, broken, strain, assume["trust_build"], assume["trust_loss"], assume["trust_decay"]
    )
    month.next.trust = moved + renewed * (trust_rest - moved)
    month.postings["hostility"] = partial(_hostility_posting, changes=changes)
    month.postings["trust"] = partial(_trust_posting, rest=trust_rest, kept=kept, broken=broken, strain=strain, renewed=renewed)


def contributions(month: Month, felt: Mapping[str, Array]) -> dict[str, Array]:
    """Return this month's change of hostility by each cause, in the order of CAUSES, each of shape (directed, world).

    felt: the signal of every cause except drift.
    """
    hostility, sensitivity = month.last.hostility, month.assume["hostility_sensitivity"]
    changes = {cause: hostility_change(signal, hostility, sensitivity) for cause, signal in felt.items()}
    changes["drift"] = hostility_drift(hostility, month.cast.sides("rest"), month.assume["hostility_decay"])
    return {cause: changes[cause] for cause in CAUSES}


def _hostility_posting(month: Month, changes: Mapping[str, Array]) -> Posting:
    """Return what moved hostility in the headline dyads, the mean of both sides."""
    mean, decay = month.cast.headline_mean, month.assume["hostility_decay"]
    added = {cause: mean(change) for cause, change in changes.items() if cause != "drift"}
    return Posting(decay, added | {"start": decay * mean(month.cast.sides("rest"))})


def _trust_posting(month: Month, rest: Array, kept: Array, broken: Array, strain: Array, renewed: Array) -> Posting:
    """Return what moved trust in the headline dyads, side by side.

    What a lost share of trust is blamed on is split as the losses are; new leaders return it to rest.
    """
    rows = list(month.cast.headline_directed)
    held, assume, renewed = month.last.trust[rows], month.assume, renewed[rows]
    strain, broken, calm = strain[rows], broken[rows], 1 - renewed
    decay = assume["trust_decay"]
    lost = np.minimum(1 - decay, assume["trust_loss"] * (broken + strain)) * held * calm
    blame = strain / np.maximum(broken + strain, ALL_BUT_NOTHING)
    return Posting(
        1 - (1 - decay) * calm,
        {
            "start": (calm * decay + renewed) * rest[rows],
            "diplomacy": calm * assume["trust_build"] * kept[rows] * (1 - held),
            "broken_deals": -lost * (1 - blame),
            "provocations": -lost * blame,
        },
    )


def _renewal(month: Month, by: int, about: int) -> Array:
    """Return the share of the ties of two actors that a change of leader renews this month, shape (1,) or (world,)."""
    own, others = (month.conditions[month.cast.names[index]]["leadership_change"] for index in (by, about))
    return np.maximum(own, others)
