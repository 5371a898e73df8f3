"""The section on a scenario says who changes, and on whose change its verdict leans."""

from pathlib import Path

from sim.analysis.findings import evaluate_claims
from sim.report.findings_section import leaning, section
from sim.scenario.loading import load

BARGAIN = """extends = "baseline_2025"
[claims]
credibility_in_seoul = "not lower"
[policy.united_states]
burden_demand = { "2026-01" = 3.0 }
commitment_stance = { "2026-07" = 0.3 }
[policy.south_korea]
burden_offer = { "2026-07" = 3.0 }
defence_share = { "2026-01..2028-12" = 3.2 }
opcon = { "2028-01" = "rok_led" }
"""


def test_a_claim_that_an_outcome_is_not_lower_rests_on_a_party(tmp_path: Path) -> None:
    (tmp_path / "bargain.toml").write_text(BARGAIN, encoding="utf-8")
    scenario, reference = (load(name, worlds=60, months=60) for name in (tmp_path / "bargain.toml", "baseline_2025"))
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
