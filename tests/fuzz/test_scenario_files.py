"""Whatever a scenario file says: it is either a scenario, or one sentence says what is wrong with it.

Thousands of files: `python -m tests.fuzz`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings

from sim.foundations.errors import LONGEST, PeninsulaError
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from tests.conftest import ROOT
from tests.fuzz.strategies import broken, torn, valid

FEW = 100
FILES = sorted((ROOT / "scenarios").glob("*.toml"))
WRITTEN = tuple(re.sub(rb"(?m)^extends = .*$", b"", path.read_bytes()) for path in FILES)
"""The scenarios of the catalogue, without what they extend."""


def fuzzed(examples: int) -> Callable[..., Any]:
    """Return settings for a number of examples; one that takes ten seconds counts as hanging."""
    return settings(max_examples=examples, deadline=timedelta(seconds=10), suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file, in a folder of its own, that each example writes anew."""
    return tmp_path_factory.mktemp("fuzz") / "fuzzed.toml"


@contextmanager
def one_sentence(file: Path) -> Iterator[None]:
    """Let what is wrong be told in a bearable sentence, and nothing but the file be in its folder."""
    told = "nothing is wrong"
    try:
        yield
    except PeninsulaError as error:
        told = str(error)
    assert 10 < len(told) <= LONGEST
    assert told.isprintable()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def holds_for_valid(file: Path, content: dict[str, Any]) -> None:
    file.write_text(tomli_w.dumps(content), encoding="utf-8")
    scenario = load(file)
    file.write_text(to_toml(scenario), encoding="utf-8")
    assert scenario_hash(load(file)) == scenario_hash(scenario)


def holds_for_broken(file: Path, content: dict[str, Any]) -> None:
    file.write_text(tomli_w.dumps(content), encoding="utf-8")
    with one_sentence(file):
        to_toml(load(file))


def holds_for_torn(file: Path, written: bytes) -> None:
    file.write_bytes(written)
    with one_sentence(file):
        load(file)


@fuzzed(FEW)
@given(content=valid())
def test_a_valid_file_is_read_and_written_again_as_the_same_scenario(file: Path, content: dict[str, Any]) -> None:
    holds_for_valid(file, content)


@fuzzed(FEW)
@given(content=broken(valid()))
def test_a_broken_file_gets_one_sentence(file: Path, content: dict[str, Any]) -> None:
    holds_for_broken(file, content)


@fuzzed(FEW)
@given(written=torn(WRITTEN))
def test_a_torn_file_gets_one_sentence(file: Path, written: bytes) -> None:
    holds_for_torn(file, written)


@pytest.mark.slow
@fuzzed(200)
@given(content=valid())
def test_hundreds_of_valid_files(file: Path, content: dict[str, Any]) -> None:
    holds_for_valid(file, content)


@pytest.mark.slow
@fuzzed(1000)
@given(content=broken(valid()))
def test_a_thousand_broken_files(file: Path, content: dict[str, Any]) -> None:
    holds_for_broken(file, content)


@pytest.mark.slow
@fuzzed(2000)
@given(written=torn(WRITTEN))
def test_thousands_of_torn_files(file: Path, written: bytes) -> None:
    holds_for_torn(file, written)
