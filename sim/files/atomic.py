"""Atomic files and folders: written under a hidden name, flushed to the disk, then renamed once, so that none is ever partial."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sim.files.file_lock import lock_hidden_files
from sim.foundations.errors import PeninsulaError

NOTHING_LEFT = "; nothing was left behind"
"""How the message of a failed `atomic_directory` ends."""


class NameTakenError(PeninsulaError):
    """A folder has the name already, and is not to be replaced."""


@contextmanager
def atomic_directory(final: Path, overwrite: bool) -> Iterator[Path]:
    """Yield a hidden folder beside `final` that gets its name when the block succeeds, and is removed when it fails.

    overwrite: replace a folder of that name.
    Raises PeninsulaError when the file system refuses, NameTakenError when the name is taken.
    """
    created = first_missing(final.parent)
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        with lock_hidden_files(final.parent) as token:
            hidden = final.parent / f".{final.name}.unfinished-{token}"
            try:
                hidden.mkdir()
                yield hidden
                flush_folder(hidden)
                publish(hidden, final, overwrite, token)
            finally:
                shutil.rmtree(hidden, ignore_errors=True)
    except BaseException as error:
        remove_empty(final.parent, created)
        if isinstance(error, OSError):
            raise PeninsulaError(f"cannot write {final}: {reason(error)}{NOTHING_LEFT}") from error
        raise


def publish(hidden: Path, final: Path, overwrite: bool, token: str) -> None:
    """Give a finished folder its name. The folder that it replaces is restored when that fails.

    token: of the lock, which marks the replaced folder as temporary.
    """
    old = final.parent / f".{final.name}.replaced-{token}"
    if not final.exists():
        os.rename(hidden, final)
    elif overwrite:
        os.rename(final, old)
        try:
            os.rename(hidden, final)
        except BaseException:
            if final.exists():  # another process replaced it at the same moment
                shutil.rmtree(old, ignore_errors=True)
            else:
                os.rename(old, final)
            raise
        shutil.rmtree(old, ignore_errors=True)
    else:
        raise NameTakenError(f"{final} exists by now: another run took the name; use --overwrite or --out")
    flush(final.parent)


def atomic_write(path: Path, content: bytes) -> None:
    """Write a file that is complete, and on the disk, as soon as it has its name; one that it replaces lends it its permissions.

    Raises PeninsulaError when the file system refuses: a file of that name is then as it was, and nothing is left behind.
    """
    hidden = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        with hidden.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, hidden)
        os.replace(hidden, path)
        flush(path.parent)
    except BaseException as error:
        hidden.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise PeninsulaError(f"cannot write {path}: {reason(error)}") from error
        raise


def flush_folder(folder: Path) -> None:
    """Flush everything in a folder, and below it, to the disk."""
    for parent, _, files in walk(folder):
        for name in files:
            flush(Path(parent, name))
        flush(Path(parent))


def walk(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder with its folders and files, as `os.walk` does; raises OSError where that would leave a folder out."""

    def refuse(error: OSError) -> None:
        raise error

    return os.walk(folder, onerror=refuse)


def flush(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def first_missing(folder: Path) -> Path | None:
    """Return the topmost of the folders that must be created for a folder to exist, or None."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    return missing[-1] if missing else None


def remove_empty(folder: Path, created: Path | None) -> None:
    """Remove a folder and those above it, up to `created`, as long as they are empty; None: nothing was created."""
    if created is None:
        return
    try:
        while True:
            folder.rmdir()
            if folder == created:
                return
            folder = folder.parent
    except OSError:
        return


def reason(error: OSError) -> str:
    """Return why the system refused, in its own words."""
    return os.strerror(error.errno).lower() if error.errno else " ".join(str(error).split())
