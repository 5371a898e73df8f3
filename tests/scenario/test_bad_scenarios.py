"""One error a file, read by `sim.scenario.loading`: each gets one sentence that names the file and what was expected."""

from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load

FOLDER = Path(__file__).parent / "bad_scenarios"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_a_fault_gets_its_sentence(path: Path) -> None:
    expected = path.read_text().splitlines()[0].removeprefix("# expected: ")
    with pytest.raises(PeninsulaError) as error:
        load(path)
    message = str(error.value)
    assert expected in message
    assert path.name in message
    assert "\n" not in message


def test_the_line_of_the_fault_is_named() -> None:
    with pytest.raises(PeninsulaError, match=r"unknown_lever\.toml, line 3: policy\.united_states\.trops_korea"):
        load(FOLDER / "unknown_lever.toml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PeninsulaError, match=r"nowhere\.toml: no such file"):
        load(tmp_path / "nowhere.toml")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "picture.toml").write_bytes(b"\xff\xfe\x00\x9f")
    with pytest.raises(PeninsulaError, match="not a text file"):
        load(tmp_path / "picture.toml")


def test_a_chain_of_more_than_twenty_files_is_refused(tmp_path: Path) -> None:
    for number in range(25):
        (tmp_path / f"s{number}.toml").write_text(f'extends = "s{number + 1}.toml"\n')
    (tmp_path / "s25.toml").write_text("")
    with pytest.raises(PeninsulaError, match="more than 20 files"):
        load(tmp_path / "s0.toml")


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("us.troops_corea", "did you mean 'troops_korea'"),
        ("uk.troops_korea", "unknown actor 'uk'"),
        ("trust_decai", "did you mean 'trust_decay'"),
    ],
)
def test_a_tweak_with_a_wrong_name_is_refused(key: str, message: str) -> None:
    with pytest.raises(PeninsulaError, match=message):
        load("baseline", {key: 0})
