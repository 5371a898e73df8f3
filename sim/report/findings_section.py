"""What the page of findings says of one scenario: its claims by worldview, by who changes, and on whom they lean."""

from collections.abc import Iterator

from sim.analysis.findings import Claim, Finding, Trial
from sim.analysis.hypotheses.ways import ALONE, CIRCUMSTANCES, TOGETHER, WHOLE, label_of
from sim.foundations.wording import decimals_of, interval_text, signed_text

MAINLY = 0.5
"""An effect comes mainly from a party if less than this share of it is left without the party's change: by definition, half."""


def section(finding: Finding) -> Iterator[str]:
    """Yield the lines on a scenario, in Markdown."""
    scenario = finding.scenario
    yield from (f"## {scenario.name}", "", f"{scenario.title}. {' '.join(scenario.description.split())}", "")
    yield (
        f"*Hypothesis:* {scenario.hypothesis} *Reference:* {finding.reference.name}. "
        f"*Verdict on the scenario as a whole:* **{finding.verdict}**."
    )
    yield from ("", f"| outcome and claim | {' | '.join(finding.worldviews)} | verdict |")
    yield "| --- |" + " --- |" * (len(finding.worldviews) + 1)
    without = f"without {scenario.theatre.challenger.name}"
    for claim in finding.claims:
        yield _row(_title(claim), claim.trials[WHOLE])
        if without in claim.trials:
            yield _row(f"– *without the change by {scenario.theatre.challenger.label}*", claim.trials[without])
    yield ""
    yield from _by_party(finding)
    yield from leaning(finding)
    yield from _drivers(finding)


def leaning(finding: Finding) -> Iterator[str]:
    """Yield a sentence on each claim and each party on whose change it leans, as a list."""
    sentences = [
        f"- {claim.aim.title}: {_leans(claim, party, finding)}"
        for party in finding.leans_on
        for claim in finding.claims
        if claim.depends_on(party)
    ]
    if sentences:
        yield from ("On whose change the verdict leans:", "", *sentences, "")


def _leans(claim: Claim, party: str, finding: Finding) -> str:
    """Return a sentence with the differences under the first worldview under which the claim holds only with the party."""
    trial, whole = claim.trials[f"without {party}"], claim.trials[WHOLE]
    view = claim.lost_without(party)[0]
    gap, before = (interval_text(each.difference[view], each.half_width[view]) for each in (trial, whole))
    if claim.expected.startswith("not"):
        rests = f"that it is {claim.expected} rests {'in part ' if trial.number_held else ''}on"
    else:
        left = trial.difference[view] / whole.difference[view]
        rests = f"the effect comes {'' if left <= 0 else 'mainly ' if left < MAINLY else 'in part '}from"
    return (
        f"{rests} {_change_of(party, finding)}: without it, the difference is {gap} instead of {before} "
        f"({finding.worldviews[view]}), and the claim holds under {trial.number_held} instead of {whole.number_held} of "
        f"{len(trial.holds)} worldviews."
    )


def _change_of(party: str, finding: Finding) -> str:
    if party == CIRCUMSTANCES:
        return "a change of circumstances that no actor decides"
    label = label_of(party, finding.scenario.theatre)
    return f"{label}{"'" if label.endswith('s') else "'s"} own change of policy"


def _by_party(finding: Finding) -> Iterator[str]:
    """Yield the claims by who changes, under the first worldview."""
    ways = {way.name: way for way in finding.ways}
    told = [ways[name] for name in (ALONE, TOGETHER, WHOLE)]
    changing = [label_of(party, finding.scenario.theatre) for party in finding.scenario.policy if party in ways[WHOLE].parties]
    changing += [CIRCUMSTANCES] * (CIRCUMSTANCES in ways[WHOLE].parties)
    if len(ways[WHOLE].parties) < 2:
        yield from (f"What changes: {f'{changing[0]} only' if changing else 'nothing'}.", "")
        return
    yield from (f"What changes: {', '.join(changing)}. By who changes ({finding.worldviews[0]}):", "")
    yield "| outcome and claim | " + " | ".join(way.title for way in told) + " |"
    yield "| --- | --- | --- | --- |"
    for claim in finding.claims:
        cells = (_by_way(claim.trials[way.name], bool(way.parties)) for way in told)
        yield f"| {_title(claim)} | {' | '.join(cells)} |"
    yield ""


def _by_way(trial: Trial, changes: bool) -> str:
    if not changes:
        return "changes nothing"
    return f"{interval_text(trial.difference[0], trial.half_width[0])}, {trial.verdict}"


def _title(claim: Claim) -> str:
    unit = f" ({claim.aim.unit})" if claim.aim.unit else ""
    return f"{claim.aim.title}{unit}: {claim.expected}"


def _row(title: str, trial: Trial) -> str:
    cells = (
        interval_text(gap, half) + (" ✗" if held is False else "")
        for gap, half, held in zip(trial.difference, trial.half_width, trial.holds, strict=True)
    )
    return f"| {title} | {' | '.join(cells)} | {trial.verdict} |"


def _drivers(finding: Finding) -> Iterator[str]:
    """Yield a list of the assumptions on which the differences depend most."""
    parts = []
    for claim in finding.claims:
        for driver in claim.drivers:
            decimals = decimals_of(driver.low, driver.high)
            low, high = (signed_text(value, decimals) for value in (driver.low, driver.high))
            if low == high == "0":
                low, high = f"{driver.low:+.1e}", f"{driver.high:+.1e}"
            parts.append(f"- {claim.aim.title}: *{driver.title}* ({low} where it is low, {high} where it is high)")
    if not parts:
        yield from ("No single assumption has a significant effect on these differences.", "")
        return
    yield f"Assumptions that the differences depend on most, under the worldview {finding.worldviews[0]}:"
    yield from ("", *parts, "")
