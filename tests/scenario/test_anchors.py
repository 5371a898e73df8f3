"""Every lever without a unit says what its numbers mean; also tests `sim/scenario/levers/synonyms.py`."""

import pytest

from sim.scenario.anchors import anchors
from sim.scenario.levers import LEVERS
from sim.scenario.levers.anchors import ANCHORS
from sim.scenario.levers.synonyms import SYNONYMS
from sim.scenario.theatre_file import known_theatres, load_theatre

DECLARED = {lever.name: lever for levers in LEVERS.values() for lever in levers}


def test_every_number_without_a_unit_has_three_sentences_and_nothing_else_has() -> None:
    shares = {name for name, lever in DECLARED.items() if lever.kind == "real" and not lever.unit}
    assert set(ANCHORS) == shares
    assert all(len(set(sentences)) == 3 for sentences in ANCHORS.values())
    assert all(not sentence.endswith(".") for sentences in ANCHORS.values() for sentence in sentences)


@pytest.mark.parametrize("name", known_theatres())
def test_sentences_are_in_the_names_of_the_theatre(name: str) -> None:
    theatre = load_theatre(name)
    for actor in theatre.actors:
        for lever in LEVERS[actor.role]:
            found = anchors(theatre, actor, lever)
            values = [value for value, _ in found]
            assert values == sorted(values)
            assert all("{" not in sentence for _, sentence in found)
    troops = anchors(theatre, theatre.patron, next(each for each in LEVERS["patron"] if each.name == "strategic_flexibility"))
    assert theatre.main_protege.label in troops[0][1]


def test_every_lever_is_found_by_other_words() -> None:
    assert set(SYNONYMS) == set(DECLARED)
