"""Whatever a page asks: it is understood, or one sentence says what is wrong, and no path of this machine is in it."""

import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import example, given
from hypothesis import strategies as st

from sim.foundations.errors import LONGEST, PeninsulaError

pytest.importorskip("starlette")
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.scenario import Scenario
from sim.web.request import SettingsRequest, parse_request
from tests.conftest import ROOT
from tests.fuzz.strategies import NASTY, THEATRE, broken, valid
from tests.fuzz.test_scenario_files import fuzzed

LEVERS = [f"{actor.name}.{name}" for actor in THEATRE.actors for name in actor.levers]
KEYS = st.sampled_from([*LEVERS, *(each.name for each in ASSUMPTIONS), "worldview", "taiwan_contingency", "us.", "", "a.b.c"])
FILES = st.one_of(st.just(""), st.builds(tomli_w.dumps, broken(valid())), st.just('extends = "baseline.toml"'))
ASKED = st.fixed_dictionaries(
    {},
    optional={
        **{part.name: st.sampled_from(NASTY) for part in fields(SettingsRequest)},
        "changes": st.dictionaries(KEYS, st.sampled_from(NASTY), max_size=3) | st.sampled_from(NASTY),
        "file": FILES,
        "worlds": st.sampled_from([1, 500, 2001, -1, 10**400, True, "1"]),
    },
)


@fuzzed(400)
@example(asked={"file": 'theatre = "/etc/hosts.toml"'})
@example(asked={"file": 'nowcast = { file = "/dev/zero", digest = "" }'})
@example(asked={"scenario": "../../etc/passwd"})
@given(asked=ASKED)
def test_a_question_is_answered_or_refused_in_one_sentence(root: Path, asked: dict[str, Any]) -> None:
    told = "nothing is wrong"
    try:
        assert isinstance(parse_request(asked).load(), Scenario)
    except PeninsulaError as error:
        told = str(error)
    assert told.isprintable()
    assert len(told) <= LONGEST
    assert tempfile.gettempdir() not in told
    assert str(ROOT) not in told
