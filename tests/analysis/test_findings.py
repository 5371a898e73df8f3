"""Claims are tested as they are written."""

from pathlib import Path
from typing import Any

import pytest

from sim.analysis.findings import Finding, evaluate_claims, number_of_runs
from sim.foundations.errors import PeninsulaError
from sim.model.expression import expression
from sim.report.findings import findings_page
from sim.scenario.loading import load

SIZE: dict[str, Any] = {"worlds": 60, "months": 60}
VIEWS = ("agnostic", "deterrence")
UNREACHING = "[policy.south_korea]\nbloc_rigidity = 1.0\n"


def finding_of(path: Path) -> Finding:
    views = [load(path, {"worldview": view}, **SIZE) for view in VIEWS]
    assert views[0].claims.against is not None
    references = [load(views[0].claims.against, {"worldview": view}, **SIZE) for view in VIEWS]
    return evaluate_claims(views, references, workers=1)


TROOPS_LEAVE = "[policy.united_states]\ntroops_korea = 0\n"


def claiming(tmp_path: Path, claims: str, policy: str = TROOPS_LEAVE, extends: str = "baseline_2025") -> Path:
    path = tmp_path / "mine.toml"
    base = (Path("scenarios") / f"{extends}.toml").resolve()
    path.write_text(f'title = "Mine"\nextends = "{base}"\n[claims]\n{claims}\n{policy}')
    return path


def test_what_is_so_is_supported_and_what_is_not_is_rejected(tmp_path: Path) -> None:
    right = finding_of(claiming(tmp_path, 'autonomy = "higher"'))
    assert right.verdict == "supported"
    assert right.claims[0].trials["whole"].holds == (True, True)
    wrong = finding_of(claiming(tmp_path, 'autonomy = "higher"\ncredibility_in_seoul = "higher"'))
    assert wrong.verdict == "rejected"
    assert [claim.trials["whole"].verdict for claim in wrong.claims] == ["supported", "rejected"]


def test_only_the_ways_in_which_the_party_changes_show_its_effect(tmp_path: Path) -> None:
    finding = finding_of(claiming(tmp_path, 'credibility_in_seoul = "lower"'))
    assert [finding.verdict_by(way) for way in ("alone", "allies", "whole")] == ["not reachable", "supported", "supported"]
    assert finding.leans_on == ()
    assert "What changes: United States only." in findings_page([finding])


def test_a_result_that_depends_on_the_challenger_says_so(tmp_path: Path) -> None:
    policy = (
        "[policy.south_korea]\nchina_japan_cooperation = 0.6\n"
        '[policy.north_korea]\nnuclear_policy = "rollback_for_deal"\ntesting_tempo = 0.0\n'
    )
    finding = finding_of(claiming(tmp_path, 'expected_missile_tests = "lower"', policy))
    assert finding.verdict == "supported"
    assert finding.verdict_by("allies") != "supported"
    assert finding.leans_on == ("north_korea",)
    assert finding.depends_on_challenger
    assert "comes mainly from North Korea's own change of policy: without it" in findings_page([finding])


def test_an_outcome_that_stays_the_same_is_no_loss_where_it_must_only_not_be_lower(tmp_path: Path) -> None:
    # as long as command has not passed, on what conditions it would pass moves nothing
    policy = '[policy.south_korea]\nopcon_conditions_based = false\n[policy.north_korea]\nnuclear_policy = "rollback_for_deal"\n'
    (lower,) = finding_of(claiming(tmp_path, 'warheads = "lower"', policy)).claims
    (not_higher,) = finding_of(claiming(tmp_path, 'warheads = "not higher"', policy)).claims
    assert lower.trials["without north_korea"].verdict == not_higher.trials["without north_korea"].verdict == "not reachable"
    assert lower.lost_without("north_korea") == (0, 1)
    assert not_higher.lost_without("north_korea") == ()
    assert lower.lost_without("japan") == ()


def test_parties_that_change_in_two_ways_are_simulated_once(tmp_path: Path) -> None:
    finding = finding_of(claiming(tmp_path, 'autonomy = "higher"'))
    assert finding.claims[0].trials["allies"] is not finding.claims[0].trials["alone"]
    assert finding.claims[0].trials["allies"] == finding.claims[0].trials["whole"]
    assert number_of_runs(finding.scenario, finding.reference) == 2


def test_a_scenario_that_changes_nothing_has_no_verdict(tmp_path: Path) -> None:
    finding = finding_of(claiming(tmp_path, 'autonomy = "not lower"\nwarheads = "higher"', ""))
    assert [finding.verdict_by(way.name) for way in finding.ways] == ["not reachable"] * 3
    assert finding.claims[0].trials["whole"].holds == (None, None)
    page = findings_page([finding])
    assert "| changes nothing | changes nothing | **changes nothing** |  |" in page
    assert "What changes: nothing." in page


def test_an_outcome_that_no_changed_lever_moves_is_out_of_reach(tmp_path: Path) -> None:
    finding = finding_of(claiming(tmp_path, '"warheads@2025-02" = "not higher"\nbloc_polarisation = "higher"', UNREACHING))
    assert [claim.trials["whole"].verdict for claim in finding.claims] == ["not reachable", "supported"]
    assert finding.verdict == "supported"
    assert finding.decided("whole") == 1
    assert "supported (1 of 2)" in findings_page([finding])


def test_a_difference_of_exactly_zero_that_could_be_another_has_no_verdict(tmp_path: Path) -> None:
    policy = '[policy.united_states]\ntroops_korea = { "2029-12" = 28000 }\n'
    finding = finding_of(claiming(tmp_path, '"autonomy@2028-01" = "not lower"', policy))
    assert finding.claims[0].trials["whole"].difference == (0.0, 0.0)
    assert finding.verdict_by("whole") == "no difference"
    assert finding.verdict_by("alone") == "not reachable"


def test_europe_is_told_by_its_own_parties(tmp_path: Path) -> None:
    policy = "[policy.united_states]\ntroops_europe = 0\n[policy.europe]\ndefence_share = 3.0\n"
    finding = finding_of(claiming(tmp_path, 'autonomy = "higher"', policy, "europe_baseline"))
    assert [way.title for way in finding.ways[:3]] == ["Europe alone", "Allies together", "As a whole"]
    assert [sorted(way.parties) for way in finding.ways[:2]] == [["europe"], ["europe", "united_states"]]
    alone, together = (finding.claims[0].trials[way].difference[0] for way in ("alone", "allies"))
    assert 0 < alone < together


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
