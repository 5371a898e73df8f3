"""What pathways say, in sentences."""

from collections.abc import Iterator
from math import isfinite, isnan

from sim.analysis.estimate import Estimate
from sim.analysis.pathways.pathways import Pathways
from sim.foundations.wording import enumerated

MOST = 0.5
"""Share of worlds above which something is said to happen in most of them."""

MOST_NAMED = 5
"""Pathways that a sentence names."""


def sentences(result: Pathways) -> Iterator[str]:
    """Yield what holds of all plans, which pathway does best, and what holds under all worldviews."""
    several = len(result.standings) > 1
    for standing in result.standings:
        under = f" under {standing.worldview}" if several else ""
        if (standing.tips == standing.months).all():
            yield f"No plan tips in any world{under}: the target asks nothing of them, or the horizon is too short to see it."
        tips = zip(result.names, standing.tips, strict=True)
        if early := [name for name, months in tips if (months == result.terms.after).mean() > MOST]:
            miss = "misses" if len(early) == 1 else "miss"
            yield f"In most worlds {enumerated(early)} {miss} the target as soon as judged{under}."
    if len(result.plans) > 1:
        yield from _of_transfers(result)


def _of_transfers(result: Pathways) -> Iterator[str]:
    """Yield what to pass to where the first plan tips, and which pathway is on target most."""
    several, best = len(result.standings) > 1, result.best
    for standing in result.standings:
        under = f" under {standing.worldview}" if several else ""
        helping = [each for each in standing.pairs() if each.origin == 0 and standing.verdict(each) == "helps"]
        if helping:
            most = max(helping, key=lambda each: standing.gain(each).value)
            gain = f"{percent(standing.gain(most))} % points more of later months on target than keeping it"
            lasts = duration(standing.lasts_again(most))
            yield f"Where {result.names[0]} tips, {result.names[most.to]} brings {gain}{under}; once met again, {lasts}."
        elif any(each.origin == 0 for each in standing.pairs()):
            yield f"Where {result.names[0]} tips, no other plan is on target more often than keeping it, beyond sampling{under}."
    where = " under the worldview in which it does least well" if several else ""
    worst = min(result.standings, key=lambda each: float(each.on_target(*best).mean()))
    kept = max(range(len(result.plans)), key=lambda plan: float(worst.on_target(plan, plan).mean()))
    ahead = worst.mean(worst.on_target(*best) - worst.on_target(kept, kept)).low > 0
    beside = "" if ahead or best == (kept, kept) else f", no more than {result.names[kept]} kept, beyond sampling"
    found = percent(worst.mean(worst.on_target(*best)))
    yield f"Most on target: {result.title(*best)}, in {found} % of judged months{where}{beside}."
    if several:
        holding = [result.title(*way) for way in result.holding()]
        more = f" and {len(holding) - MOST_NAMED} more" if len(holding) > MOST_NAMED else ""
        told = f"{'; '.join(holding[:MOST_NAMED])}{more}" if holding else "none"
        yield f"More on target than {result.names[0]} beyond sampling under every worldview: {told}."


def percent(found: Estimate) -> str:
    """Return a share with its interval, in per cent without the sign: 26 (22 to 30)."""
    return f"{100 * found.value:.0f} ({100 * found.low:.0f} to {100 * found.high:.0f})"


def duration(found: Estimate) -> str:
    """Return for how long a target is met, the median with its interval; NaN where it never is."""
    if isnan(found.value):
        return "it is met in no world"
    low, high = (f"{each:.0f}" if isfinite(each) else "more than is seen" for each in (found.low, found.high))
    if not isfinite(found.value):
        return "it lasts beyond the horizon in most worlds"
    return f"it lasts for {found.value:.0f} months at the median (90 % interval {low} to {high})"
