"""What killed processes left is removed; what running ones need, what can be resumed and what is not ours stays."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from sim.files.cleanup import remove_leftovers
from sim.files.file_lock import lock_hidden_files

DIES = """
    import os, sys
    from pathlib import Path
    from sim.files.file_lock import lock_hidden_files

    parent = Path(sys.argv[1])
    with lock_hidden_files(parent) as token:
        for name in sys.argv[2:]:
            folder = parent / name.replace("TOKEN", token)
            folder.mkdir()
            (folder / "manifest.json").write_text(name)
        os._exit(9)
"""


def left_by_a_dead_process(parent: Path, *names: str) -> None:
    subprocess.run([sys.executable, "-c", textwrap.dedent(DIES), parent, *names], check=False, timeout=60)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_a_dead_process_left_is_removed(tmp_path: Path) -> None:
    left_by_a_dead_process(tmp_path, ".peninsula-TOKEN", ".run-1.unfinished-TOKEN")
    assert len(names(tmp_path)) == 3
    remove_leftovers(tmp_path)
    assert names(tmp_path) == set()


def test_what_a_running_process_needs_stays(tmp_path: Path) -> None:
    with lock_hidden_files(tmp_path) as token:
        (tmp_path / f".run-1.unfinished-{token}").mkdir()
        before = names(tmp_path)
        remove_leftovers(tmp_path)
        assert names(tmp_path) == before


def test_a_run_whose_replacement_was_never_finished_is_restored(tmp_path: Path) -> None:
    left_by_a_dead_process(tmp_path, ".run-1.replaced-TOKEN", ".run-1.unfinished-TOKEN")
    remove_leftovers(tmp_path)
    assert names(tmp_path) == {"run-1"}
    assert "replaced" in (tmp_path / "run-1" / "manifest.json").read_text()


def test_a_run_whose_replacement_was_finished_is_removed(tmp_path: Path) -> None:
    left_by_a_dead_process(tmp_path, ".run-1.replaced-TOKEN", "run-1")
    remove_leftovers(tmp_path)
    assert names(tmp_path) == {"run-1"}
    assert (tmp_path / "run-1" / "manifest.json").read_text() == "run-1"


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    for name in (".git", ".thesis.unfinished-0123abcd", ".peninsula-notes", ".my.partial", "run-1"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "chapter").touch()
    before = names(tmp_path)
    remove_leftovers(tmp_path)
    assert names(tmp_path) == before


@pytest.mark.parametrize(("finished_later", "stays"), [(True, False), (False, True)])
def test_chunks_that_are_older_than_the_finished_run_are_removed(tmp_path: Path, finished_later: bool, stays: bool) -> None:
    partial, run = tmp_path / ".run-1-abcd0123.partial", tmp_path / "run-1"
    for folder in (partial, run):
        folder.mkdir()
    for file in (partial / "owner", partial / "00000000.parquet", run / "manifest.json"):
        file.touch()
    os.utime(run / "manifest.json", (2e9, 2e9) if finished_later else (1e9, 1e9))
    remove_leftovers(tmp_path)
    assert partial.exists() == stays
