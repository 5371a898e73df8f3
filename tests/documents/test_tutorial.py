"""The tutorial runs from its first cell to its last, and its commands exist."""

import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from sim.cli.entry import main

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
read_notebook: Callable[..., nbformat.NotebookNode] = nbformat.read
"""nbformat does not annotate it."""

PAGE = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")


def test_every_cell_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.setenv("PYTHONPATH", os.fspath(ROOT))
    book = read_notebook(ROOT / "docs/tutorial.ipynb", as_version=4)
    nbformat.validate(book)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": os.fspath(tmp_path)}}).execute()
    shown = [output for cell in book.cells for output in cell.get("outputs", ())]
    kinds = {kind for output in shown for kind in output.get("data", {})}
    assert {"image/png", "text/html"} <= kinds
    assert not [output for output in shown if output["output_type"] in ("error", "stream")]


def test_every_command_of_the_tutorial_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
    assert len(lines) >= 10
    for line in lines:
        name, command, *arguments = shlex.split(line)
        assert name == "peninsula"
        assert main([command, "--help"]) == 0
        known = capsys.readouterr().out
        for option in (each for each in arguments if each.startswith("--")):
            assert option in known, line
