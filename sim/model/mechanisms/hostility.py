"""Hostility and trust: what others do to us, and how it fades."""

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.causes import CAUSES
from sim.model.mechanisms.responses import sanctions_bite
from sim.model.month import Month, Posting


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
    strain, s: provocation felt, a tenth of a broken deal [0-1]; trust_build, b; trust_loss, l; trust_decay, d [1/month].

    Stays within [0, 1] for b, d <= 1/2. Source: GRIT (Osgood 1962); Kydd (2005); audience costs (Fearon 1994).
    """
    return trust + build * kept * (1 - trust) - np.minimum(1 - decay, loss * (broken + strain)) * trust - decay * (trust - rest)


def advance(month: Month) -> None:
    """Add up what every side felt this month, cause by cause."""
    last, assume, cast = month.last, month.assume, month.cast
    start = cast.theatre.rivalries
    rest = np.array([[r.start["first_rest"].value] for r in start] + [[r.start["second_rest"].value] for r in start], dtype=REAL)
    signals = _signals(month)
    causes = np.stack(
        [
            hostility_drift(last.hostility, rest, assume["hostility_decay"])
            if cause == "drift"
            else hostility_change(signal, last.hostility, assume["hostility_sensitivity"])
            for cause, signal in zip(CAUSES, signals, strict=True)
        ]
    )
    total = last.hostility
    for contribution in causes:
        total = total + contribution
    month.acts.hostility_causes = causes
    month.next.hostility = total

    trust_rest = np.array(
        [[r.start["first_trust_rest"].value] for r in start] + [[r.start["second_trust_rest"].value] for r in start],
        dtype=REAL,
    )
    broken, kept = _channel_signals(month)
    strain = np.maximum(signals[CAUSES.index("provocations")], 0) / 10
    renewed = np.stack([_renewal(month, by, about) for by, about in zip(cast.by, cast.about, strict=True)])
    moved = trust(
        last.trust, trust_rest, kept, broken, strain, assume["trust_build"], assume["trust_loss"], assume["trust_decay"]
    )
    month.next.trust = moved + renewed * (trust_rest - moved)
    month.postings["hostility"] = _hostility_posting(month, causes, rest)
    month.postings["trust"] = _trust_posting(month, trust_rest, kept, broken, strain, renewed)


def _hostility_posting(month: Month, causes: Array, rest: Array) -> Posting:
    """Return what moved hostility in the headline dyads, both sides averaged."""
    mean, decay = month.cast.headline_mean, month.assume["hostility_decay"]
    felt = mean(causes)
    added = {cause: felt[place] for place, cause in enumerate(CAUSES) if cause != "drift"}
    return Posting(decay, added | {"start": decay * mean(rest)})


def _trust_posting(month: Month, rest: Array, kept: Array, broken: Array, strain: Array, renewed: Array) -> Posting:
    """Return what moved trust in the headline dyads, side by side.

    What a lost share of trust is blamed on is split as the losses are; new leaders return it to rest.
    """
    rows = list(month.cast.headline_directed)
    held, assume, renewed = month.last.trust[rows], month.assume, renewed[rows]
    strain, broken, calm = strain[rows], broken[rows], 1 - renewed
    decay = assume["trust_decay"]
    lost = np.minimum(1 - decay, assume["trust_loss"] * (broken + strain)) * held * calm
    blame = strain / np.maximum(broken + strain, REAL(1e-30))
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
    """Return the share of the ties of two actors that a change of leader renews this month, shape (world,)."""
    own, others = (month.conditions[month.cast.names[place]]["leadership_change"] for place in (by, about))
    return np.maximum(own, others) + np.zeros_like(month.last.warheads)


def _channel_signals(month: Month) -> tuple[Array, Array]:
    """Return broken deals, and talks and deals being kept, for each directed dyad."""
    last, cast, acts = month.last, month.cast, month.acts
    broken, kept = np.zeros_like(last.trust), np.zeros_like(last.trust)
    for channel, place in enumerate(cast.channel_parties):
        stage = last.channel_stage[channel]
        for row in (cast.row(place, cast.challenger), cast.row(cast.challenger, place)):
            if row is not None:
                broken[row] = acts.deal_broken[channel]
                kept[row] = (stage == 1) * REAL(0.2) + (stage == 2) * REAL(0.5) + (stage == 3) * REAL(1)
    return broken, kept


def _signals(month: Month) -> Array:
    """Return the signals of every cause, shape (cause, directed, world), positive where they provoke."""
    last, acts, cast, assume = month.last, month.acts, month.cast, month.assume
    signal = np.zeros_like(last.hostility, shape=(len(CAUSES), *last.hostility.shape))

    def add(cause: str, by: int | None, about: int | None, amount: Array | float) -> None:
        row = cast.row(by, about)
        if row is not None:
            signal[CAUSES.index(cause), row] += amount

    ch, main, patron, backer = cast.challenger, cast.main, cast.patron, cast.main_backer
    for place in cast.bloc:
        aimed = 1.0 if place in (main, patron) else 0.7
        add(
            "provocations",
            place,
            ch,
            assume["provocation_weight"] * acts.severity * REAL(aimed) + acts.statement * REAL(0.05),
        )
        near = 1.0 if place in (main, patron) else 0.3
        add("exercises", ch, place, assume["exercise_provocation"] * acts.exercise * REAL(near))
    bite = sanctions_bite(last.sanctions, last.enforcement, last.relief)
    before = month.reference.state
    usual = sanctions_bite(before.sanctions, before.enforcement, before.relief)
    pain = assume["sanctions_provocation"] * (REAL(0.5) * acts.sanctions_round + bite - usual)
    add("sanctions", ch, patron, pain)
    add("sanctions", ch, main, pain / 2)
    buildup = np.clip(last.force / last.force_memory - 1, -1, 1)
    for row, about in enumerate(cast.about):
        signal[CAUSES.index("arms"), row] = assume["arms_alarm"] * np.maximum(buildup[about], 0)
    add("coercion", main, backer, acts.coercion * REAL(0.4))
    friendlier = month.since_reference(main, "engagement")
    recognised = -month.since_reference(ch, "denies_protege")
    reassure = assume["reassurance"]
    add("posture", ch, main, -reassure * friendlier / 4 + last.latency * REAL(0.3))
    add("posture", main, ch, -reassure * recognised / 4)
    add("posture", backer, main, last.latency * REAL(0.2) - month.since_reference(main, "backer_hedging") * REAL(0.1))
    add("posture", main, backer, -month.since_reference(main, "backer_cooperation") * REAL(0.1))
    for row, (by, about) in enumerate(zip(cast.by, cast.about, strict=True)):
        if (by in cast.bloc) != (about in cast.bloc):
            signal[CAUSES.index("blocs"), row] += assume["bloc_hostility"] * (last.polarisation - before.polarisation)
    add("blocs", patron, backer, acts.polarisation_push)
    add("blocs", backer, patron, acts.polarisation_push)
    add("blocs", patron, cast.supplier, -month.since_reference(patron, "supplier_partnership") * REAL(0.3))
    broken, kept = _channel_signals(month)
    peace = 1 + REAL(0.5) * last.peace_regime.max(axis=0, initial=0)
    signal[CAUSES.index("diplomacy")] = -reassure * kept * peace / 2
    signal[CAUSES.index("broken_deals")] = broken
    both = np.concatenate([last.stage, last.stage])
    signal[CAUSES.index("crises")] = REAL(0.3) * both
    return signal
