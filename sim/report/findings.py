"""The page docs/findings.md: tests of the hypotheses of the scenarios, for readers interested in policy."""

from collections.abc import Iterator, Sequence

from sim.analysis.findings import Finding
from sim.analysis.hypotheses.verdicts import COUNTS_AS_DIFFERENCE, MEANING
from sim.analysis.hypotheses.ways import ALONE, TOGETHER, WHOLE, Way, label_of
from sim.report.answers import Answer, chapter
from sim.report.findings_section import section
from sim.scenario.worldviews import load_worldview


def findings_page(findings: Sequence[Finding], answers: Sequence[Answer] = ()) -> str:
    """Return the page in Markdown; answers: what studies say, in a chapter after the verdicts."""
    first = findings[0].scenario
    lines = [
        "# Tests of the hypotheses",
        "",
        f"Written by `peninsula findings --page docs/findings.md{' --with FOLDER' * len(answers)}`; do not edit.",
        "",
        "Each scenario states a hypothesis, most of them from Moon Chung-in, *Korea will soon face a security dilemma like",
        "Europe's* (2025-02-24). This page tests each in the model under rival theories of the region (worldviews). No",
        "hypothesis is built into the model; where the literature disagrees, a coefficient has a range, and each world draws",
        "from it.",
        "",
        "**This is not a forecast.** It shows what follows from the assumptions of this model. A verdict is about the model,",
        "which does not reproduce all observations ([validation](validation.md)).",
        "",
        "Each hypothesis is told three ways, so that a reader sees what each party's change contributes: if only the country on",
        "whose soil the theatre turns changes its policy, if the allies change theirs together (that country, its patron and its",
        "partners), and as the scenario is written, with the changes of every other actor and of circumstances that no actor",
        "decides. Everyone else keeps the policy of the reference. *(1 of 2)*: only so many of the claims could be decided.",
        "*Leans on*: without the change by these parties, a claim holds under fewer worldviews.",
        "",
        f"Every difference is the mean over the same {first.worlds:,} worlds after {_span(first.months)}, with its 90 %",
        "confidence interval. ✗: the claim does not hold. 0 without an interval: the outcome is exactly the same in every world;",
        "such a difference has no verdict. Otherwise a scenario counts as different from its reference when",
        f"{COUNTS_AS_DIFFERENCE}.",
        "",
        "The worldviews:",
        "",
        *(f"- *{view}*: {load_worldview(view).title.partition(': ')[2]}" for view in findings[0].worldviews),
        "",
    ]
    for theatre in dict.fromkeys(each.scenario.theatre.label for each in findings):
        lines += _summary(theatre, [each for each in findings if each.scenario.theatre.label == theatre])
    lines += [*(f"- **{verdict}**: {meaning}." for verdict, meaning in MEANING.items()), "", *chapter(answers)]
    for each in findings:
        lines += section(each)
    return "\n".join(lines).rstrip() + "\n"


def verdict_text(finding: Finding, way: Way) -> str:
    """Return the verdict of a way in a cell of a table: supported, supported (1 of 2), changes nothing."""
    if not way.parties:
        return "changes nothing"
    verdict, decided, claims = finding.verdict_by(way.name), finding.decided(way.name), len(finding.claims)
    return f"{verdict} ({decided} of {claims})" if 0 < decided < claims else verdict


def told_ways(finding: Finding) -> tuple[Way, Way, Way]:
    """Return the three ways in which a scenario is told: alone, allies together, as a whole."""
    alone, together, whole = (next(way for way in finding.ways if way.name == name) for name in (ALONE, TOGETHER, WHOLE))
    return alone, together, whole


def _summary(theatre: str, findings: Sequence[Finding]) -> Iterator[str]:
    yield from (f"**{theatre}**", "")
    yield "| hypothesis | scenario | " + " | ".join(way.title for way in told_ways(findings[0])) + " | leans on |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for each in findings:
        alone, together, whole = (verdict_text(each, way) for way in told_ways(each))
        name, leans = each.scenario.name, ", ".join(label_of(party, each.scenario.theatre) for party in each.leans_on)
        yield f"| {each.scenario.hypothesis} | [{name}](#{name}) | {alone} | {together} | **{whole}** | {leans} |"
    yield ""


def _span(months: int) -> str:
    return f"{months // 12} years" if months % 12 == 0 and months > 12 else f"{months} months"
