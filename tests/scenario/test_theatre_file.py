"""Every default stands on a source of the theatre that uses it; also tests `sim/scenario/conditions.py`."""

import tomllib
from pathlib import Path

import pytest

from sim.scenario.levers import DECLARED_FOR
from sim.scenario.theatre import Theatre
from sim.scenario.theatre_file import FOLDER, known_theatres, load_theatre


def whole_cast(name: str) -> Theatre:
    """Return a theatre with all who could join it."""
    actors = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["actors"]
    return load_theatre(name, tuple(sorted(actor for actor, entry in actors.items() if entry.get("optional"))))


def borrowed(theatre: Theatre) -> list[str]:
    """Return what stands on the source of another theatre."""
    owned = {f"{actor.name}.{lever.name}": lever for actor in theatre.actors for lever in actor.levers.values()}
    return [name for name, each in {**owned, **theatre.conditions}.items() if each.source.startswith("taken over from")]


@pytest.mark.parametrize("name", known_theatres())
def test_every_default_has_a_source_of_its_own_theatre(name: str) -> None:
    assert borrowed(whole_cast(name)) == []


@pytest.mark.parametrize("name", known_theatres())
def test_a_source_says_more_than_that_it_is_a_judgement(name: str) -> None:
    theatre = whole_cast(name)
    levers = {f"{actor.name}.{lever.name}": lever.source for actor in theatre.actors for lever in actor.levers.values()}
    assert [name for name, source in levers.items() if source.strip(" .:") in ("", "judgement")] == []


def test_a_source_that_a_theatre_does_not_give_is_said_to_be_that_of_another(tmp_path: Path) -> None:
    europe = (FOLDER / "europe.toml").read_text(encoding="utf-8")
    given = 'strategic_flexibility = { source = "'
    line = next(line for line in europe.splitlines() if line.startswith(given))
    (tmp_path / "other.toml").write_text(europe.replace(f"{line}\n", ""), encoding="utf-8")
    theatre = load_theatre(str(tmp_path / "other.toml"))
    assert borrowed(theatre) == ["united_states.strategic_flexibility"]
    declared = load_theatre(DECLARED_FOR).patron.levers["strategic_flexibility"].source
    assert theatre.patron.levers["strategic_flexibility"].source == f"taken over from the theatre {DECLARED_FOR}: {declared}"
