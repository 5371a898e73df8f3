"""What killed processes left in a results folder: swept when the next run asks for its place there."""

import os
import shutil
from pathlib import Path

from sim.files.file_lock import Owner, lock_of

PARTIAL = ".partial"
"""What the hidden folder of a run that can be continued is called after its name."""

OWNER = "owner"
"""The lock inside such a folder."""


def sweep(results: Path) -> None:
    """Remove what processes left that are no more; finished chunks of a run that can be continued stay.

    A run that was about to be replaced, and has no successor, is put back.
    """
    if not results.is_dir():
        return
    for entry in list(results.iterdir()):
        try:
            if entry.name.startswith(".peninsula-") and entry.suffix == ".owner":
                _sweep_token(results, entry.stem.removeprefix(".peninsula-"))
            elif entry.name.startswith(".") and PARTIAL in entry.name and entry.is_dir():
                _sweep_partial(entry)
        except OSError:
            continue  # not ours to remove, or gone by now


def _sweep_token(results: Path, token: str) -> None:
    owner = Owner.take(lock_of(results, token))
    if owner is None or not owner.sure:
        return
    for entry in list(results.iterdir()):
        if entry.name.startswith(".") and entry.name.endswith(f".replaced-{token}"):
            final = results / entry.name.removeprefix(".").removesuffix(f".replaced-{token}")
            if not final.exists():
                os.rename(entry, final)
        if entry.name.endswith((f".unfinished-{token}", f".replaced-{token}", f".peninsula-{token}")) and entry.is_dir():
            shutil.rmtree(entry)
    owner.release()


def _sweep_partial(folder: Path) -> None:
    """Remove chunks that are older than the finished run of that name: they are in it, or nobody asks for them any more."""
    if not (folder / OWNER).is_file():
        return
    owner = Owner.take(folder / OWNER)
    if owner is None or not owner.sure:
        return
    run = folder.parent / folder.name.removeprefix(".").partition(PARTIAL)[0].rpartition("-")[0]
    finished = run / "manifest.json"
    chunks = [path for path in folder.iterdir() if path.name != OWNER]
    if not chunks or (finished.is_file() and max(path.stat().st_mtime for path in chunks) <= finished.stat().st_mtime):
        shutil.rmtree(folder)
    owner.close()
