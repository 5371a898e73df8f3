"""Stacks on the page are those of the command line, of scenarios of the page alone."""

import pytest
from starlette.testclient import TestClient

from sim.ensemble.execute import execute
from sim.foundations.errors import PeninsulaError
from sim.scenario.catalogue import known_scenarios
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.web.request import parse_request
from sim.web.stacks import packages_of, source_of
from tests.web.client import SMALL, error_of, post, post_ok

pytestmark = pytest.mark.usefixtures("root")
STACK = "baseline + opcon_conditions + burden_bargain"


def test_the_answer_is_that_of_a_run_of_the_stack(client: TestClient) -> None:
    answer = post_ok(client, scenario=STACK, reference="baseline + opcon_fast", changes={"us.troops_korea": 0})
    run = execute(load(STACK, {"us.troops_korea": 0}, **SMALL), workers=1)
    own = answer["series"]["peninsula_tension"]["own"]["q50"]
    assert own == pytest.approx(run.quantiles("peninsula_tension")[2], rel=1e-3)


def test_the_controls_tell_what_each_package_changes(client: TestClient) -> None:
    controls = post_ok(client, "controls", scenario=STACK)
    assert [package["name"] for package in controls["packages"]] == ["opcon_conditions", "burden_bargain"]
    assert any("Payment that United States asks" in change for change in controls["packages"][1]["changes"])
    assert post_ok(client, "controls", scenario="baseline")["packages"] == packages_of("baseline") == []


def test_the_exported_file_is_the_stack() -> None:
    scenario = parse_request({"scenario": STACK, "worlds": 7}).load_to_keep()
    assert scenario_hash(scenario) == scenario_hash(load(STACK, worlds=7))
    assert scenario.name == "baseline+opcon_conditions+burden_bargain"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("baseline + offshore_balancing + burden_bargain", "offshore_balancing and burden_bargain contradict each other in"),
        ("baseline + opcon_fas", "no scenario 'opcon_fas' on this page; did you mean 'opcon_fast'"),
        ("baseline + ../../etc/passwd", "no scenario '../../etc/passwd' on this page"),
        ("baseline + /etc/passwd.toml", "no scenario '/etc/passwd.toml' on this page"),
        ("baseline + ", "a scenario is missing"),
    ],
)  # fmt: skip
def test_what_is_no_stack_of_this_page_is_refused_in_one_sentence(client: TestClient, name: str, sentence: str) -> None:
    assert sentence in error_of(post(client, "controls", scenario=name))


def test_a_known_name_is_its_file_and_nothing_else_is_read() -> None:
    assert source_of("baseline") == known_scenarios()["baseline"]
    with pytest.raises(PeninsulaError, match=r"no scenario 'scenarios/baseline\.toml' on this page"):
        source_of("scenarios/baseline.toml")
