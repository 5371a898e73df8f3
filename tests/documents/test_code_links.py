"""Links from levers and assumptions to the code that declares and reads them."""

import re

import pytest

from sim.documents.code_links import ROOT, code_of, declared, homes_of_assumptions, homes_of_levers, readers
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.levers import LEVERS

NAMES_OF_LEVERS = sorted({lever.name for held in LEVERS.values() for lever in held})


@pytest.mark.parametrize("name", NAMES_OF_LEVERS)
def test_every_lever_is_declared_in_one_file_and_read_by_the_model(name: str) -> None:
    (home,) = re.findall(r"\((.*?)\)", declared(name, name, homes_of_levers()))
    assert f'name="{name}"' in (ROOT / "docs" / home).read_text(encoding="utf-8")
    for link in re.findall(r"\((.*?)\)", code_of(name)):
        assert re.search(rf'"{name}"|\.troops\b', (ROOT / "docs" / link).read_text(encoding="utf-8"))
    assert code_of(name)


def test_every_assumption_is_read_by_the_model() -> None:
    assert not [each.name for each in ASSUMPTIONS if not code_of(each.name)]
    assert declared("tripwire_scale", "x", homes_of_assumptions()) == "[`x`](../sim/scenario/assumptions/posture.py)"
    assert code_of("tripwire_scale") == "[posture](../sim/model/posture.py)"


def test_what_nothing_reads_has_no_readers() -> None:
    assert "a lever that nobody thought of" not in readers()
    assert code_of("a lever that nobody thought of") == ""
