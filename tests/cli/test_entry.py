"""Mistakes on the command line: one sentence on standard error, exit code 2, the nearest name offered."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli.entry import main, sentence
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["chek", "baseline"], "did you mean 'check'?"),
        (["run", "baseline", "--sett", "a=1"], "did you mean '--set'?"),
        (["run"], "Missing argument 'SCENARIO'"),
        (["run", "baseline", "--worlds", "many"], "'--worlds'"),
        (["run", "baseline", "--workers", "0"], "'--workers'"),
        (["run", "baseline", "--set", "us.troops_korea"], "expected KEY=VALUE"),
        (["check"], "Missing argument 'SCENARIO'"),
        (["new"], "Missing argument 'FILE'"),
    ],
)
def test_a_mistake_is_answered_with_one_sentence(arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert expected in err
    assert err.startswith("Error: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(("command", "encoding"), [("run", "cp1252"), ("check", "cp949"), ("check", "ascii"), ("check", "utf-8")])
def test_a_title_that_the_terminal_cannot_show_is_no_error(command: str, encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "한반도.toml"
    file.write_text('title = "한반도의 긴장 🙂"\nextends = "baseline"\n', encoding="utf-8")
    small = ["--worlds", "2", "--months", "2", "--out", str(tmp_path)] if command == "run" else []
    asked = [sys.executable, "-m", "sim", command, str(file), *small]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    ended = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, check=False)
    notes = ended.stderr.decode(encoding).splitlines()  # one where no font of this machine has the characters
    assert (ended.returncode, [note for note in notes if not note.startswith("Note: no installed font has")]) == (0, [])
    assert len(notes) <= 1
    assert "긴장" in ended.stdout.decode(encoding) or "\\uae34\\uc7a5" in ended.stdout.decode(encoding)


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["module://matplotlib_inline.backend_inline", "nonsense"])
def test_the_backend_that_a_notebook_has_set_does_not_matter(backend: str, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "sim",
        "run",
        "baseline",
        "--worlds",
        "2",
        "--months",
        "2",
        "--out",
        str(tmp_path),
        "--quiet",
    ]
    ended = subprocess.run(command, cwd=ROOT, env={**os.environ, "MPLBACKEND": backend}, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize(("error", "expected"), [(MemoryError(), "memory; ask"), (MemoryError("9 GB"), "memory (9 GB); ask")])
def test_what_to_do_without_memory_is_told(error: MemoryError, expected: str) -> None:
    assert sentence(error).startswith(f"not enough {expected} for fewer worlds")
