"""What the value of adaptivity says: whether rules do better than the same levers from the start, in every aim."""

from collections.abc import Iterator
from textwrap import shorten

from sim.analysis.adaptivity import Adaptivity, AimValue
from sim.analysis.robust import Aim
from sim.analysis.told import Told

LONGEST_AIM = 40
"""Letters of an aim in a table or sentence."""


def told(worth: Adaptivity, check: int) -> Told:
    """Return what is told of the value of adaptivity to a reader interested in policy. check: number of fresh worlds."""
    static = worth.static
    rules = len(static.evolution.coordinates)
    return Told(
        "Is it worth waiting to see?",
        f"Packages with rules, which act once something happens, against packages that set the same levers from the start: "
        f"{rules:,} candidates for either (worldview {', '.join(static.worldviews)}). The best of each in each aim are held "
        f"against each other in the same {check:,} fresh worlds, which neither search has seen.",
        tuple(adaptivity_sentences(worth)),
        "What the rules are worth: the best with rules less the best from the start, with 90 % intervals",
        ("Aim", "With rules", "From the start", "Difference", "Verdict"),
        tuple(adaptivity_rows(worth)),
        {"adaptivity": "Packages with rules and without, and the difference of the best in each aim, with 90 % intervals."},
    )


def adaptivity_rows(worth: Adaptivity) -> Iterator[tuple[str, ...]]:
    """Yield a row for each aim: both means, the difference with its 90 % interval, and the verdict on the rules."""
    for index, each in enumerate(worth.values):
        gap = each.difference
        means = (f"{package.aims[index]:.3g}" for package in (each.adaptive, each.static))
        yield (shortened(each.aim), *means, f"{gap.value:+.3g} ({gap.low:+.3g} to {gap.high:+.3g})", _verdict(each))


def adaptivity_sentences(worth: Adaptivity) -> Iterator[str]:
    """Yield what the rules are worth, in words."""
    for each in worth.values:
        gap, name = each.difference, shortened(each.aim)
        told = f"{abs(gap.value):.3g}"
        if each.verdict == "no difference":
            yield f"In {name}, waiting to see is worth nothing that can be told from chance ({gap.low:+.3g} to {gap.high:+.3g})."
        elif each.verdict == "negligible":
            yield f"In {name}, waiting to see makes a difference of {told}, negligible beside that between worlds."
        else:
            it_is = "it is" if each.verdict == "better" else "it is not"
            yield f"In {name}, {it_is} worth waiting to see: the rules are {each.verdict} by {told} than the best from the start."
    volume = worth.volume
    if volume and volume.low <= 0 <= volume.high:
        yield "Over all aims together, neither kind of package dominates more than the other beyond sampling."
    elif volume:
        yield (
            f"Over all aims together, the packages with rules dominate {volume.value:+.0%} of the box between worst and best "
            f"more than those without ({volume.low:+.0%} to {volume.high:+.0%})."
        )


def shortened(aim: Aim) -> str:
    """Return an aim in words that fit a table."""
    return shorten(aim.text, LONGEST_AIM, placeholder=" ...")


def _verdict(value: AimValue) -> str:
    return f"the rules are {value.verdict}" if value.verdict in ("better", "worse") else value.verdict
