"""A request of the page is loaded, or refused in one sentence that names no path of the machine."""

from typing import Any

import pytest

from sim.foundations.errors import PeninsulaError
from sim.web.request import parse_request
from sim.web.variant import Variant

pytestmark = pytest.mark.usefixtures("root")


def refusal(**body: Any) -> str:
    """Return the error message of a request that cannot be parsed or loaded."""
    with pytest.raises(PeninsulaError) as error:
        parse_request(body).load()
    return str(error.value)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"scenario": "baselin"}, "did you mean 'baseline'"),
        ({"scenario": "../../etc/passwd"}, "no scenario"),
        ({"changes": {"us.troops_korea": -5}}, "out of bounds"),
        ({"changes": {"us.troop": 1}}, "did you mean 'troops_korea'"),
        ({"changes": []}, "expected an object"),
        ({"worlds": 10**9}, "whole number from 1 to 2,000"),
        ({"worlds": True}, "whole number"),
        ({"wolrds": 5}, "did you mean 'worlds'"),
        ({"compared": ["a"] * 9}, "at most 6"),
        ({"quick": 1}, "true or false"),
        ({"file": "title = "}, "not valid TOML"),
        ({"file": 'extends = "/etc/passwd"'}, "expected a scenario of this page"),
        ({"file": 'extends = "../secret.toml"'}, "expected a scenario of this page"),
        ({"file": 'theatre = "/etc/hosts.toml"'}, "theatre"),
        ({"file": 'theatre = "../../../../etc/hosts.toml"\nextends = "baseline.toml"'}, "theatre"),
        ({"file": 'nowcast = { file = "/dev/zero", digest = "" }'}, "nowcast"),
        ({"file": "title = " + "[" * 5000}, "nested too deeply"),
        ({"file": 'extends = "baseline.toml"\n[policy.united_states]\ntroops = 3'}, "unknown lever"),
    ],
)
def test_an_invalid_request_is_refused_in_one_sentence(body: dict[str, Any], expected: str) -> None:
    message = refusal(**body)
    assert expected in message
    assert "\n" not in message
    assert "/tmp" not in message


def test_a_request_that_is_no_object_is_refused() -> None:
    with pytest.raises(PeninsulaError, match="expected a JSON object"):
        parse_request(["baseline"])


def test_an_error_in_an_opened_file_has_the_line_of_that_file() -> None:
    text = '# mine\n\nextends = "offshore_balancing.toml"\n\n[policy.japan]\nhosting = 3\n'
    assert refusal(file=text).startswith("the file, line 6: policy.japan.hosting:")


def test_messages_name_no_path_and_no_option_of_the_command_line() -> None:
    expected = "the file, line 1: joins: '/etc/passwd' cannot join the theatre korea: expected russia"
    assert refusal(file='joins = ["/etc/passwd"]') == expected
    assert refusal(changes={"us.troops_korea": 10**9}).startswith("policy.united_states.troops_korea: ")


def test_a_named_scenario_gets_the_ensemble_of_the_request_without_its_changes() -> None:
    request = parse_request({"scenario": "baseline", "changes": {"us.troops_korea": 0}, "worlds": 7, "months": 5, "seed": 3})
    scenario = request.load(Variant("baseline"), worldview="spiral")
    assert (scenario.worlds, scenario.months, scenario.seed, scenario.worldview) == (7, 5, 3, "spiral")
    assert scenario.policy["united_states"]["troops_korea"].value(scenario.start) != 0


@pytest.mark.parametrize("extends", ["offshore_balancing", "offshore_balancing.toml"])
def test_an_opened_file_extends_a_known_scenario_by_name_or_file(extends: str) -> None:
    opened = parse_request({"file": f'title = "Mine"\nextends = "{extends}"\n'}).load()
    parent = parse_request({"scenario": "offshore_balancing"}).load()
    assert (opened.title, opened.policy) == ("Mine", parent.policy)
