"""Every default stands on a source of the theatre that uses it; also tests `sim/scenario/conditions.py`."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import tomli_w

from sim.ensemble.execute import execute
from sim.foundations.errors import PeninsulaError
from sim.scenario.anchors import anchors
from sim.scenario.doctrines import known_doctrines, load_doctrine
from sim.scenario.levers import DECLARED_FOR, LEVERS
from sim.scenario.loading import load
from sim.scenario.theatre import SEATS, Actor, Theatre
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


@pytest.mark.parametrize("name", known_theatres())
def test_nothing_that_is_offered_speaks_of_somebody_whom_the_theatre_lacks(name: str) -> None:
    theatre = whole_cast(name)
    absent = [seat for seat in SEATS.values() if seat not in theatre.seats]
    assert (absent == ["supplier"]) == (name == "europe")
    said = [text for actor in theatre.actors for text in told_of(theatre, actor)]
    assert [text for text in said for seat in absent if f"the {seat}" in text or f"{seat}_" in text] == []


def told_of(theatre: Theatre, actor: Actor) -> Iterator[str]:
    """Yield what is said of what an actor may decide: names, titles and meanings of its levers, doctrines, options."""
    for declared in LEVERS[actor.role]:
        if declared.name in actor.lever_names:
            name = actor.lever_names[declared.name]
            yield from (name, actor.levers[name].title, *(meaning for _, meaning in anchors(theatre, actor, declared)))
    for name in known_doctrines(actor.role):
        doctrine = load_doctrine(actor.role, name)
        yield from (doctrine.title_for(theatre, actor), doctrine.description_for(theatre, actor))
        yield from (*doctrine.levers_of(actor), *doctrine.rule_sentences(actor))


def test_who_may_join_is_called_by_name_before() -> None:
    korea = load_theatre("korea")
    alignment = next(lever for lever in LEVERS["challenger"] if lever.name == "supplier_alignment")
    assert anchors(korea, korea.challenger, alignment)[0][1] == "no more than embassies between North Korea and Russia"


@pytest.mark.parametrize("key", ["us.supplier_partnership", "europe.supplier_engagement"])
def test_a_lever_that_is_not_offered_is_refused_in_one_sentence(key: str) -> None:
    with pytest.raises(PeninsulaError, match="has no lever 'supplier") as refused:
        load("europe_baseline", {key: 0.9})
    assert "\n" not in str(refused.value)


def test_a_theatre_may_not_describe_a_lever_that_speaks_of_nobody(tmp_path: Path) -> None:
    europe = (FOLDER / "europe.toml").read_text(encoding="utf-8")
    levers = "[actors.europe.levers]\n"
    own = europe.replace(levers, f'{levers}supplier_engagement = {{ source = "judgement: low" }}\n')
    (tmp_path / "other.toml").write_text(own, encoding="utf-8")
    with pytest.raises(
        PeninsulaError, match=r"europe\.levers\.supplier_engagement: speaks of a supplier, and no actor has the role"
    ):
        load_theatre(str(tmp_path / "other.toml"))


def test_a_theatre_without_partner_and_backer_offers_no_levers_toward_them(tmp_path: Path) -> None:
    whole = tomllib.loads((FOLDER / "europe.toml").read_text(encoding="utf-8"))
    for name in ("ukraine", "china"):
        del whole["actors"][name]
    for kind, ends in (("rivalries", ("first", "second")), ("alliances", ("patron", "protege"))):
        whole[kind] = [each for each in whole[kind] if not {"ukraine", "china"} & {each[end] for end in ends}]
    whole["channels"] = [each for each in whole["channels"] if "ukraine" not in each["parties"]]
    for actor in whole["actors"].values():
        actor["levers"] = {}
    (tmp_path / "duel.toml").write_text(tomli_w.dumps(whole), encoding="utf-8")
    (tmp_path / "plain.toml").write_text('theatre = "duel.toml"\nstart = "2025-02"\nmonths = 12\n', encoding="utf-8")
    theatre = load_theatre(str(tmp_path / "duel.toml"))
    offered = {*theatre.patron.lever_names, *theatre.main_protege.lever_names}
    toward = {"troops_other", "strategic_flexibility", "backer_competition", "alliance_cooperation", "backer_cooperation"}
    assert offered & (toward | {"backer_hedging"}) == set()
    chosen = {"choices": True, "europe.doctrine": "engagement", "us.doctrine": "primacy"}
    run = execute(load(tmp_path / "plain.toml", chosen, worlds=4), workers=1)
    assert np.isfinite(run.series(theatre.headline)).all()
