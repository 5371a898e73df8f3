"""Files that are none, that never end, that lead in circles: what lies on a disk is not always what it seems."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli.entry import main
from sim.foundations.errors import LONGEST

NESTED = 100_000


def pipe(path: Path) -> None:
    os.mkfifo(path)


def circle(path: Path) -> None:
    path.symlink_to(path)


def large(path: Path) -> None:
    path.write_text("# " + "x" * 2_000_000)


def deep_lists(path: Path) -> None:
    path.write_text("title = " + "[" * NESTED + "]" * NESTED)


def deep_keys(path: Path) -> None:
    path.write_text(".".join("a" * NESTED) + " = 1")


def deep_tables(path: Path) -> None:
    path.write_text("title = " + "{a = " * 500 + "1" + "}" * 500)


def long_number(path: Path) -> None:
    path.write_text(f"months = {'9' * 100_000}")


def many_worlds(path: Path) -> None:
    path.write_text("[ensemble]\nworlds = 1_000_000_000_000")


SAYING = (
    'extends = "../../../../etc/passwd"', 'extends = "/dev/zero.toml"', 'extends = "a\\u0000b.toml"', 'extends = ".toml"',
    f'extends = "{"x" * 5000}.toml"', 'extends = "."', 'theatre = "/dev/zero"', 'theatre = "a\\u0000b.toml"',
    f'theatre = "{"x" * 5000}.toml"', 'theatre = "../../etc/passwd"', 'nowcast = { file = "/dev/zero", digest = "" }',
    'nowcast = { file = "a\\u0000b", digest = "" }', 'nowcast = { file = "/etc/passwd", digest = "" }',
    'title = "\\u001b[2J"', 'start = 2025-01-01', 'start = "２０２７-01"', "policy = [1]",
    "situation = { actors = { china = 3 } }", "situation = { gdp = inf }", "situation = { actors = { china = { gdp = 0 } } }",
    "assumptions = { trust_decay = inf }",
    f"policy = {{ united_states = {{ troops_korea = 1{'0' * 400} }} }}", "assumptions = { worldview = '../agnostic' }",
)  # fmt: skip
HOSTILE = [
    *(pytest.param(make, id=make.__name__) for make in (
        pipe, circle, Path.mkdir, large, deep_lists, deep_keys, deep_tables, long_number, many_worlds,
    )),
    *(pytest.param(lambda path, text=text: path.write_text(text), id=ascii(text[:40])) for text in SAYING),
]  # fmt: skip


@pytest.mark.parametrize("make", HOSTILE)
@pytest.mark.parametrize("command", ["check", "run"])
def test_it_is_refused_in_one_sentence_and_nothing_is_written(
    command: str,
    make: Callable[[Path], object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "hostile.toml")
    assert main([command, "hostile.toml"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Error: ")
    assert len(told.err.splitlines()) == 1
    assert len(told.err) < LONGEST + 20
    assert [path.name for path in tmp_path.iterdir()] == ["hostile.toml"]


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/full", "/dev/random"])
def test_a_device_is_no_scenario(device: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", device]) == 2
    assert "expected a TOML file" in capsys.readouterr().err


@pytest.mark.parametrize("source", ["x" * 5000, "x" * 5000 + ".toml", "..", "", " ", "\x1b[2J", "\udcff.toml", "a/../../b"])
@pytest.mark.parametrize("command", ["check", "run", "compare"])
def test_a_name_that_nothing_can_have_is_refused(
    command: str, source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = [command, source, source] if command == "compare" else [command, source]
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert told.startswith("Error: ")
    assert told.rstrip("\n").isprintable()
    assert len(told) < LONGEST + 20
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["..toml", "...toml", "-x.toml", "a\nb.toml", "a b.toml", "éé한.toml", ".hidden.toml", "%s{0}.toml"]
)
def test_a_run_is_written_below_the_results_folder_or_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("months = 2\nensemble = { worlds = 3 }\n")
    code = main(["run", "--quiet", "--", name])
    told = capsys.readouterr()
    found = sorted(path.name for path in tmp_path.iterdir())
    assert found == (sorted([name, "results"]) if code == 0 else [name]), told.err
    assert code == 0 or told.err.startswith("Error: ")


def test_a_file_with_a_mark_of_its_encoding_is_read(tmp_path: Path) -> None:
    (tmp_path / "marked.toml").write_bytes(b"\xef\xbb\xbfmonths = 3\n")
    assert main(["check", str(tmp_path / "marked.toml"), "--quiet"]) == 0
