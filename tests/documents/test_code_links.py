"""Links from levers and assumptions to the code that declares and reads them."""

import re

import pytest

from sim.documents.code_links import ASSUMPTIONS_AT, LEVERS_AT, ROOT, code_of, declared, line_of, readers
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.levers import LEVERS

NAMES_OF_LEVERS = sorted({lever.name for held in LEVERS.values() for lever in held})


@pytest.mark.parametrize("name", NAMES_OF_LEVERS)
def test_every_lever_is_declared_in_one_file_and_read_by_the_model(name: str) -> None:
    (home,) = re.findall(r"\((.*?)#", declared(name, name, LEVERS_AT))
    assert f'name="{name}"' in (ROOT / "docs" / home).read_text(encoding="utf-8")
    links = re.findall(r"\((.*?)#(\w+)\)", code_of(name))
    assert links
    for link, asked in links:
        source = (ROOT / "docs" / link).read_text(encoding="utf-8")
        assert asked in source.splitlines()[line_of(source, asked) - 1]


def test_every_assumption_is_read_by_the_model() -> None:
    assert not [each.name for each in ASSUMPTIONS if not code_of(each.name)]
    for each in ASSUMPTIONS:
        (home,) = re.findall(r"\((.*?)#", declared(each.name, each.name, ASSUMPTIONS_AT))
        assert f'name="{each.name}"' in (ROOT / "docs" / home).read_text(encoding="utf-8")
    assert declared("tripwire_scale", "x", ASSUMPTIONS_AT) == "[`x`](../sim/scenario/assumptions/posture.py#tripwire_scale)"
    assert code_of("tripwire_scale") == "[posture](../sim/model/posture.py#tripwire_scale)"


def test_what_nothing_reads_has_no_readers() -> None:
    assert "a lever that nobody thought of" not in readers()
    assert code_of("a lever that nobody thought of") == ""


def test_a_name_leads_to_the_line_in_which_it_stands() -> None:
    assert line_of('a = 1\nb = month["tempo"]\n', "tempo") == 2
    assert line_of("a = alliance.troops\n", "troops") == 1
    with pytest.raises(ValueError, match="stands in no line"):
        line_of("a = 1\n", "tempo")
