"""What a claim comes to: when a difference counts, and the verdict on a claim and on a hypothesis."""

from collections.abc import Sequence
from typing import Literal

from sim.analysis.mean_difference import NEGLIGIBLE

type Verdict = Literal["supported", "contested", "rejected", "no difference", "not reachable"]

COUNTS_AS_DIFFERENCE = (
    f"the 90 % interval of the mean paired difference excludes zero, and the difference is at least {NEGLIGIBLE:g} standard "
    "deviations over worlds"
)
"""When a scenario counts as higher or lower than its reference; computed by `sim.analysis.robust.Robustness.standing`."""

MEANING: dict[Verdict, str] = {
    "supported": "holds under every worldview under which anything differs",
    "contested": "holds under some worldviews and not under others",
    "rejected": "at least one of its claims holds under no worldview",
    "no difference": "the outcome is exactly the same in every world under every worldview, although what changes can move it; "
    "neither supported nor rejected",
    "not reachable": "cannot be reached by what changes: the outcome stays exactly the same in every world under every "
    "worldview, also with each changed lever moved over its range; neither supported nor rejected",
}

_HOLDS = {
    "higher": lambda standing: standing > 0,
    "lower": lambda standing: standing < 0,
    "not higher": lambda standing: standing <= 0,
    "not lower": lambda standing: standing >= 0,
}


def holds(expected: str, standing: int, identical: bool) -> bool | None:
    """Return whether a claim holds, or None where the outcome is exactly the same in every world.

    expected: one of `sim.scenario.claims.EXPECTED`. standing: 1 higher, -1 lower, 0 no difference that counts.
    """
    return None if identical else bool(_HOLDS[expected](standing))


def verdict_of(held: Sequence[bool | None]) -> Verdict:
    """Return the verdict on a claim from whether it holds under each worldview; None: exactly no difference there."""
    decided = [one for one in held if one is not None]
    if not decided:
        return "no difference"
    return "supported" if all(decided) else "contested" if any(decided) else "rejected"


def verdict_on_hypothesis(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict on a hypothesis from those on its claims.

    Rejected if any claim is, supported if every claim with a verdict is, else contested. Claims without a difference have no
    say; if there are no others, "not reachable" where no claim can be reached, else "no difference".
    """
    decided = {verdict for verdict in verdicts if has_verdict(verdict)}
    if not decided:
        return "no difference" if "no difference" in verdicts else "not reachable"
    return "rejected" if "rejected" in decided else "supported" if decided == {"supported"} else "contested"


def has_verdict(verdict: Verdict) -> bool:
    """Return whether a claim was decided at all."""
    return verdict in ("supported", "contested", "rejected")
