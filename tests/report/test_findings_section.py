"""The section on a scenario says who changes, and on whose change its verdict leans."""

from sim.analysis.findings import evaluate_claims
from sim.report.findings_section import leaning, section
from sim.scenario.loading import load


def test_a_claim_that_an_outcome_is_not_lower_rests_on_a_party() -> None:
    scenario, reference = (load(name, worlds=60, months=60) for name in ("burden_bargain", "baseline_2026"))
    finding = evaluate_claims([scenario], [reference], workers=1)
    text = "\n".join(leaning(finding))
    assert "that it is not lower rests on South Korea's own change of policy: without it, the difference is -0.0" in text
    assert "holds under 0 instead of 1 of 1 worldviews" in text
    assert "What changes: United States, South Korea." in "\n".join(section(finding))


def test_circumstances_are_no_party_with_a_policy() -> None:
    scenario, reference = (load(name, worlds=20, months=36) for name in ("domestic_crisis", "baseline_2025"))
    finding = evaluate_claims([scenario], [reference], workers=1)
    lines = list(section(finding))
    assert "What changes: circumstances only." in lines
    assert list(leaning(finding)) == []


def test_every_difference_has_its_interval_and_every_row_its_verdict() -> None:
    scenario, reference = (load(name, worlds=20, months=36) for name in ("freeze_then_reduce", "baseline_2025"))
    finding = evaluate_claims([scenario], [reference], workers=1)
    rows = [line for line in section(finding) if line.startswith("| ") and not line.startswith(("| ---", "| outcome"))]
    # two claims, each with and without North Korea's change, then by who changes
    assert len(rows) == 6
    cells = [cell.strip() for row in rows[:4] for cell in row.strip("| ").split(" | ")[1:-1]]
    assert all("±" in cell or cell == "0" for cell in cells)
