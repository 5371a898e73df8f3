"""Claims are tested as they are written."""

from pathlib import Path
from typing import Any

import pytest

from sim.analysis.expression import expression
from sim.analysis.findings import Finding, evaluate_claims, verdict_of
from sim.foundations.errors import PeninsulaError
from sim.report.findings import findings_page
from sim.scenario.loading import load

SIZE: dict[str, Any] = {"worlds": 60, "months": 60}
VIEWS = ("agnostic", "deterrence")


def finding_of(path: Path) -> Finding:
    views = [load(path, {"worldview": view}, **SIZE) for view in VIEWS]
    assert views[0].claims.against is not None
    references = [load(views[0].claims.against, {"worldview": view}, **SIZE) for view in VIEWS]
    return evaluate_claims(views, references, workers=1)


def claiming(tmp_path: Path, claims: str, policy: str = "[policy.united_states]\ntroops_korea = 0\n") -> Path:
    path = tmp_path / "mine.toml"
    base = (Path("scenarios") / "baseline_2025.toml").resolve()
    path.write_text(f'title = "Mine"\nextends = "{base}"\n[claims]\n{claims}\n{policy}')
    return path


def test_what_is_so_is_supported_and_what_is_not_is_rejected(tmp_path: Path) -> None:
    right = finding_of(claiming(tmp_path, 'autonomy = "higher"\nwarheads = "not lower"'))
    assert right.verdict == "supported"
    assert [claim.holds for claim in right.claims] == [(True, True), (True, True)]
    wrong = finding_of(claiming(tmp_path, 'autonomy = "higher"\ncredibility_in_seoul = "higher"'))
    assert wrong.verdict == "rejected"
    assert [claim.verdict for claim in wrong.claims] == ["supported", "rejected"]


def test_a_result_that_depends_on_the_challenger_says_so(tmp_path: Path) -> None:
    policy = '[policy.north_korea]\nnuclear_policy = "rollback_for_deal"\ntesting_tempo = 0.0\n'
    found = finding_of(claiming(tmp_path, 'expected_missile_tests = "lower"', policy))
    assert found.verdict == "supported"
    assert found.depends_on_challenger
    assert found.claims[0].without_challenger == (0.0, 0.0)
    assert "If North Korea keeps its policy of the reference" in findings_page([found])


def test_verdicts() -> None:
    assert [verdict_of(holds) for holds in ((True, True), (True, False), (False, False))] == [
        "supported",
        "contested",
        "rejected",
    ]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ('warhead = "lower"', "did you mean 'warheads'"),
        ('warheads = "smaller"', "expected one of higher, lower"),
        ("warheads = 3", "not a text"),
    ],
)
def test_claims_that_nobody_can_test_are_refused(tmp_path: Path, claims: str, said: str) -> None:
    with pytest.raises(PeninsulaError) as error:
        finding_of(claiming(tmp_path, claims))
    assert said in str(error.value)


def test_every_shipped_claim_is_of_something_that_is_reported() -> None:
    for path in sorted(Path("scenarios").glob("*.toml")):
        scenario = load(path)
        for name in scenario.claims.expected:
            expression(name, scenario, "number")
        if scenario.claims.expected:
            assert scenario.claims.against is not None
            assert scenario.claims.against.is_file(), path


def test_a_scenario_without_claims_is_said_to_have_none() -> None:
    views = [load("baseline", **SIZE)]
    with pytest.raises(PeninsulaError, match="claims nothing"):
        evaluate_claims(views, views)
