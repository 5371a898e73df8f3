"""Files and folders that appear whole or not at all: written under a hidden name, flushed to the disk, then renamed once."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sim.files.file_lock import owned
from sim.foundations.errors import PeninsulaError

NOTHING_LEFT = "; nothing was left behind"


class NameTakenError(PeninsulaError):
    """The name of a folder is held by another one, which is not to be replaced."""


@contextmanager
def atomic_directory(final: Path, overwrite: bool) -> Iterator[Path]:
    """Yield a hidden folder beside `final` that takes its name when the block ends well and vanishes when it does not.

    overwrite: whether a folder of that name is replaced.
    Raises PeninsulaError when the disk refuses or the name is taken.
    """
    made = first_missing(final.parent)
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        with owned(final.parent) as token:
            hidden = final.parent / f".{final.name}.unfinished-{token}"
            try:
                hidden.mkdir()
                yield hidden
                flush(hidden)
                appear(hidden, final, overwrite, token)
            finally:
                shutil.rmtree(hidden, ignore_errors=True)
    except BaseException as fault:
        remove_empty(final.parent, made)
        if isinstance(fault, OSError):
            raise PeninsulaError(f"cannot write {final}: {reason(fault)}{NOTHING_LEFT}") from fault
        raise


def appear(hidden: Path, final: Path, overwrite: bool, token: str) -> None:
    """Give a finished folder its name; what it replaces is put back when that fails."""
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
    flush_one(final.parent)


def atomic_write(path: Path, content: bytes) -> None:
    """Write a file so that it is whole, and on the disk, as soon as it has its name.

    Raises PeninsulaError when the disk refuses; nothing is left behind then.
    """
    hidden = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        with hidden.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(hidden, path)
        flush_one(path.parent)
    except BaseException as fault:
        hidden.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            raise PeninsulaError(f"cannot write {path}: {reason(fault)}") from fault
        raise


def flush(folder: Path) -> None:
    """Have everything in a folder written to the disk."""
    for place, _, files in os.walk(folder):
        for name in files:
            flush_one(Path(place, name))
        flush_one(Path(place))


def flush_one(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def first_missing(folder: Path) -> Path | None:
    """Return the topmost folder that must be made so that a folder exists, or None."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    return missing[-1] if missing else None


def remove_empty(folder: Path, made: Path | None) -> None:
    """Remove a folder and those above it up to `made`, as far as they are empty."""
    if made is None:
        return
    try:
        while True:
            folder.rmdir()
            if folder == made:
                return
            folder = folder.parent
    except OSError:
        return


def reason(fault: OSError) -> str:
    """Return why the system refused, in its own short words."""
    return os.strerror(fault.errno).lower() if fault.errno else " ".join(str(fault).split())
