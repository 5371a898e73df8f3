"""Files that a user names, `sim/files/named_file.py`: on a full disk they stay as they were, and nothing is left behind."""

import ast
import errno
import os
from pathlib import Path

import pytest

from sim.cli.entry import main
from sim.files.named_file import write_named_file
from sim.foundations.errors import PeninsulaError
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("root")

SMALL = ["--worlds", "2", "--months", "3", "--workers", "1"]
WRITERS = {
    "s.json": ["schema", "--out"],
    "why.png": ["explain", "baseline_2025", "--worlds", "2", "--of", "peninsula_tension", "--out"],
    "r.html": ["report", "baseline_2025", *SMALL, "--out"],
    "l.md": ["levers", "exercise_tempo", "--effects", "--worldviews", "agnostic", *SMALL, "--page"],
}
CALLS = ("write_text", "write_bytes", "to_csv", "savefig")
INSIDE_WHOLE_FOLDERS = {
    "sim/files/named_file.py", "sim/plots/__init__.py", "sim/plots/theme.py", "sim/report/figures.py", "sim/report/site.py",
    "sim/storage/analysis_folder.py", "sim/storage/run_folder.py", "sim/studies/compare.py", "sim/studies/pathways.py",
    "sim/studies/reach.py", "sim/studies/search.py", "sim/studies/seat.py", "sim/studies/study_folder.py",
}  # fmt: skip
INTO_TEMPORARY_FOLDERS = {"sim/studies/lever_effects.py", "sim/studies/sources.py", "sim/web/uploads.py", "sim/web/variant.py"}
INTO_MEMORY = {
    "sim/ensemble/reproduce.py", "sim/studies/hindcast.py", "sim/studies/run.py", "sim/web/downloads.py",
    "sim/web/studies/found.py",
}  # fmt: skip


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing more can be brought onto the disk."""

    def refuse(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("name", WRITERS)
def test_on_a_full_disk_a_file_stays_what_it_was(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / name
    file.write_text("precious", encoding="utf-8")
    command = WRITERS[name]
    overwrite = [] if command[0] == "explain" else ["--overwrite"]
    assert main([*command, str(file), *overwrite]) == 2
    assert f"cannot write {file}: no space left on device" in capsys.readouterr().err
    assert {path: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {file: "precious"}


@pytest.mark.usefixtures("full_disk")
def test_a_scenario_file_that_could_not_be_started_is_not_there(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "n.toml")]) == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("full_disk")
def test_folders_that_were_created_for_a_file_are_removed_with_it(tmp_path: Path) -> None:
    with pytest.raises(PeninsulaError, match="no space left"):
        write_named_file(tmp_path / "a" / "b" / "c.md", "text", folders=True)
    assert not list(tmp_path.iterdir())


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "file.toml", tmp_path / "link.toml"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)
    link.symlink_to(file)
    write_named_file(link, "new")
    assert link.is_symlink()
    assert (file.read_text(encoding="utf-8"), file.stat().st_mode & 0o777) == ("new", 0o640)


def test_a_device_stays_a_device() -> None:
    write_named_file(Path(os.devnull), "text")
    assert not Path(os.devnull).is_file()


def test_no_other_code_writes_a_file_by_itself() -> None:
    writing = set()
    for path in (ROOT / "sim").rglob("*.py"):
        calls = (node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
        if any(isinstance(function, ast.Attribute) and function.attr in CALLS for function in calls):
            writing.add(path.relative_to(ROOT).as_posix())
    assert writing == INSIDE_WHOLE_FOLDERS | INTO_TEMPORARY_FOLDERS | INTO_MEMORY, "use sim.files.named_file.write_named_file"
