"""The page docs/findings.md: tests of the hypotheses of the scenarios, for readers interested in policy."""

from collections.abc import Sequence

from sim.analysis.findings import Claim, Finding
from sim.foundations.wording import decimals_of, figure_text, signed_text
from sim.scenario.worldviews import load_worldview

MEANING = {
    "supported": "holds under every worldview",
    "contested": "holds under some worldviews and not under others",
    "rejected": "at least one of its claims holds under no worldview",
}


def findings_page(findings: Sequence[Finding]) -> str:
    """Return the page in Markdown."""
    first = findings[0].scenario
    views = findings[0].worldviews
    lines = [
        "# Tests of the hypotheses",
        "",
        "Written by `peninsula findings --page docs/findings.md`; do not edit.",
        "",
        "Each scenario states a hypothesis, most of them from Moon Chung-in, *Korea will soon face a security dilemma like",
        "Europe's* (2025-02-24). This page tests each in the model under rival theories of the region (worldviews). No",
        "hypothesis is built into the model; where the literature disagrees, a coefficient has a range, and each world draws",
        "from it.",
        "",
        "**This is not a forecast.** It shows what follows from the assumptions of this model. A verdict is about the model,",
        "which does not reproduce all observations ([validation](validation.md)). In some scenarios other governments change",
        "their policies, too; where the result depends on North Korea's own change, this page says so.",
        "",
        f"Every difference is the mean over the same {first.worlds:,} worlds after {_span(first.months)}, with its 90 %",
        "confidence interval. A difference below a tenth of a standard deviation over worlds counts as none. ✗: the claim does",
        "not hold. The worldviews:",
        "",
        *(f"- *{view}*: {load_worldview(view).title.partition(': ')[2]}" for view in views),
        "",
        "| hypothesis | scenario | verdict |",
        "| --- | --- | --- |",
        *(
            f"| {each.scenario.hypothesis} | [{each.scenario.name}](#{each.scenario.name}) | "
            f"**{each.verdict}**{_dependence(each)} |"
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


def _dependence(finding: Finding) -> str:
    label = finding.scenario.theatre.challenger.label
    return f", depends on a change by {label}" if finding.depends_on_challenger else ""


def _section(finding: Finding) -> list[str]:
    scenario = finding.scenario
    return [
        f"## {scenario.name}",
        "",
        f"{scenario.title}. {' '.join(scenario.description.split())}",
        "",
        f"*Hypothesis:* {scenario.hypothesis} *Reference:* {finding.reference.name}. *Verdict:* **{finding.verdict}**.",
        "",
        f"| outcome and claim | {' | '.join(finding.worldviews)} | verdict |",
        "| --- |" + " --- |" * (len(finding.worldviews) + 1),
        *(_row(claim) for claim in finding.claims),
        "",
        *_without_challenger(finding),
        *_drivers(finding),
    ]


def _row(claim: Claim) -> str:
    decimals = max(decimals_of(*claim.difference), decimals_of(max(claim.half_width)))
    cells = (
        f"{signed_text(gap, decimals)} ± {figure_text(half, decimals)}{'' if held else ' ✗'}"
        for gap, half, held in zip(claim.difference, claim.half_width, claim.holds, strict=True)
    )
    unit = f" ({claim.aim.unit})" if claim.aim.unit else ""
    return f"| {claim.aim.title}{unit}: {claim.expected} | {' | '.join(cells)} | {claim.verdict} |"


def _without_challenger(finding: Finding) -> list[str]:
    """Return a sentence on the claims if the challenger keeps its policy of the reference."""
    parts = []
    for claim in finding.claims:
        if claim.without_challenger is not None and claim.holds_without_challenger is not None:
            decimals = decimals_of(*claim.without_challenger)
            low, high = (signed_text(end(claim.without_challenger), decimals) for end in (min, max))
            holds, views = sum(claim.holds_without_challenger), len(claim.holds_without_challenger)
            parts.append(f"{claim.aim.title} changes by {low} to {high} (the claim holds under {holds} of {views} worldviews)")
    if not parts:
        return []
    label = finding.scenario.theatre.challenger.label
    return [f"If {label} keeps its policy of the reference: {'; '.join(parts)}.", ""]


def _drivers(finding: Finding) -> list[str]:
    """Return a list of the assumptions on which the differences depend most."""
    parts = []
    for claim in finding.claims:
        for driver in claim.drivers:
            decimals = decimals_of(driver.low, driver.high)
            low, high = (signed_text(value, decimals) for value in (driver.low, driver.high))
            parts.append(f"- {claim.aim.title}: *{driver.title}* ({low} where it is low, {high} where it is high)")
    if not parts:
        return ["No single assumption has a significant effect on these differences.", ""]
    return [f"Assumptions that the differences depend on most, under the worldview {finding.worldviews[0]}:", "", *parts, ""]
