"""The page of findings: what the founding text and its scenarios claim, put to the test, for a reader of policy."""

from collections.abc import Sequence

from sim.analysis.findings import Claim, Finding
from sim.foundations.wording import decimals_of, figure_text, signed_text
from sim.scenario.worldviews import load_worldview

MEANING = {
    "supported": "holds under every worldview",
    "contested": "holds under some worldviews and not under others",
    "rejected": "at least one of its claims holds under no worldview",
}
_EXPECTED = {"higher": "higher", "lower": "lower", "not higher": "not higher", "not lower": "not lower"}


def text(findings: Sequence[Finding]) -> str:
    """Return the page in Markdown."""
    first = findings[0].scenario
    views = findings[0].worldviews
    lines = [
        "# The founding text put to the test",
        "",
        "Written by `peninsula findings --page docs/findings.md`; do not edit.",
        "",
        "Each scenario carries a hypothesis, most of them from Moon Chung-in, *Korea will soon face a security dilemma like",
        "Europe's* (2025-02-24). Here each meets the model under rival theories of the region. Nothing of it is built into the",
        "model; where the literature disagrees, a coefficient has a range, and each world draws from it.",
        "",
        "**What this is not.** No forecast: it shows what follows from the assumptions of this model. A verdict is about the",
        "model, and the model fails parts of the record ([validation](validation.md)). A scenario may let other governments",
        "change their policy too; where North Korea's own change carries the result, this page says so.",
        "",
        f"Every difference is of the same {first.worlds:,} worlds, {_span(first.months)} on, with the 90 % interval of its",
        "mean. One below a tenth of a standard deviation over worlds counts as none; ✗ marks where a claim does not hold.",
        "The rival theories, or worldviews:",
        "",
        *(f"- *{view}*: {load_worldview(view).title.partition(': ')[2]}" for view in views),
        "",
        "| hypothesis | scenario | verdict |",
        "| --- | --- | --- |",
        *(
            f"| {each.scenario.hypothesis} | [{each.scenario.name}](#{each.scenario.name}) | "
            f"**{each.verdict}**{', and leans on North Korea' * each.leans_on_the_challenger} |"
            for each in findings
        ),
        "",
        *(f"- **{verdict}**: {meaning}." for verdict, meaning in MEANING.items()),
        "",
    ]
    for each in findings:
        lines += _section(each)
    return "\n".join(lines).rstrip() + "\n"


def _span(months: int) -> str:
    return f"{months // 12} years" if months % 12 == 0 and months > 12 else f"{months} months"


def _section(found: Finding) -> list[str]:
    scenario = found.scenario
    return [
        f"## {scenario.name}",
        "",
        f"{scenario.title}. {' '.join(scenario.description.split())}",
        "",
        f"*Hypothesis:* {scenario.hypothesis} *Against:* {found.reference.name}. *Verdict:* **{found.verdict}**.",
        "",
        f"| outcome, and what is claimed | {' | '.join(found.worldviews)} | verdict |",
        "| --- |" + " --- |" * (len(found.worldviews) + 1),
        *(_row(claim) for claim in found.claims),
        "",
        *_alone(found),
        *_turns(found),
    ]


def _row(claim: Claim) -> str:
    decimals = max(decimals_of(*claim.difference), decimals_of(max(claim.half)))
    cells = (
        f"{signed_text(gap, decimals)} ± {figure_text(half, decimals)}{'' if held else ' ✗'}"
        for gap, half, held in zip(claim.difference, claim.half, claim.holds, strict=True)
    )
    unit = f" ({claim.aim.unit})" if claim.aim.unit else ""
    return f"| {claim.aim.title}{unit}: {_EXPECTED[claim.expected]} | {' | '.join(cells)} | {claim.verdict} |"


def _alone(found: Finding) -> list[str]:
    """Return what is left when the challenger keeps to its policy."""
    parts = []
    for claim in found.claims:
        if claim.alone is not None and claim.alone_holds is not None:
            decimals = decimals_of(*claim.alone)
            span = (signed_text(value, decimals) for value in (min(claim.alone), max(claim.alone)))
            held = sum(claim.alone_holds)
            parts.append(f"{claim.aim.title} changes by {' to '.join(span)}, as claimed under {held} of {len(claim.alone)}")
    label = found.scenario.theatre.challenger.label
    if not parts:
        return []
    return [f"Were {label} to keep to its own policy: {'; '.join(parts)} worldviews.", ""]


def _turns(found: Finding) -> list[str]:
    parts = []
    for claim in found.claims:
        for turn in claim.turns:
            decimals = decimals_of(turn.low, turn.high)
            low, high = (signed_text(value, decimals) for value in (turn.low, turn.high))
            parts.append(f"- {claim.aim.title}: *{turn.title}* ({low} where that is low, {high} where it is high)")
    if not parts:
        return ["No single assumption moves these differences by more than chance would.", ""]
    return [f"What would change it, under the worldview {found.worldviews[0]}:", "", *parts, ""]
