"""Removal of what killed processes left in a results folder; done whenever a run is about to be written there."""

import os
import shutil
from pathlib import Path

from sim.files.file_lock import FileLock, lock_path

PARTIAL = ".partial"
"""Marks the hidden folder of a run that can be resumed: .NAME-HASH.partial."""

OWNER = "owner"
"""Name of the lock file inside such a folder."""


def remove_leftovers(results: Path) -> None:
    """Remove the temporary files of processes that are gone; finished chunks of a run that can be resumed stay.

    A run that was being replaced, and whose replacement was never finished, is restored.
    """
    if not results.is_dir():
        return
    for entry in list(results.iterdir()):
        try:
            if entry.name.startswith(".peninsula-") and entry.suffix == ".owner":
                _remove_hidden_files(results, entry.stem.removeprefix(".peninsula-"))
            elif entry.name.startswith(".") and PARTIAL in entry.name and entry.is_dir():
                _remove_outdated_chunks(entry)
        except OSError:
            continue  # not permitted, or removed by another process


def _remove_hidden_files(results: Path, token: str) -> None:
    """Remove what the process of a token left, if that is gone."""
    lock = FileLock.acquire(lock_path(results, token))
    if lock is None or not lock.reliable:
        return
    for entry in list(results.iterdir()):
        if entry.name.startswith(".") and entry.name.endswith(f".replaced-{token}"):
            final = results / entry.name.removeprefix(".").removesuffix(f".replaced-{token}")
            if not final.exists():
                os.rename(entry, final)
        if entry.name.endswith((f".unfinished-{token}", f".replaced-{token}", f".peninsula-{token}")) and entry.is_dir():
            shutil.rmtree(entry)
    lock.remove()


def _remove_outdated_chunks(folder: Path) -> None:
    """Remove chunks that are older than the finished run of that name: it has them, or has replaced them."""
    if not (folder / OWNER).is_file():
        return
    lock = FileLock.acquire(folder / OWNER)
    if lock is None or not lock.reliable:
        return
    run = folder.parent / folder.name.removeprefix(".").partition(PARTIAL)[0].rpartition("-")[0]
    finished = run / "manifest.json"
    chunks = [path for path in folder.iterdir() if path.name != OWNER]
    if not chunks or (finished.is_file() and max(path.stat().st_mtime for path in chunks) <= finished.stat().st_mtime):
        shutil.rmtree(folder)
    lock.release()
