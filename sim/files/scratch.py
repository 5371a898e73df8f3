"""A hidden folder for temporary chunks, removed with its last user, or by the next run if that was killed."""

import shutil
import weakref
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from sim.files.cleanup import remove_leftovers
from sim.files.file_lock import lock_hidden_files


class TemporaryStorage(Protocol):
    """Holds the chunks of a run that has no folder yet."""

    def cleanup(self) -> None:
        """Remove the chunks."""
        ...


class Scratch:
    """A hidden folder inside another folder, removed by `cleanup` or when this object is collected.

    parent: where it is created. folder: its path.
    """

    def __init__(self, parent: Path) -> None:
        remove_leftovers(parent)
        resources = ExitStack()
        token = resources.enter_context(lock_hidden_files(parent))
        self.folder = parent / f".peninsula-{token}"
        self.folder.mkdir()
        resources.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self._finalizer = weakref.finalize(self, resources.close)

    def cleanup(self) -> None:
        """Remove the folder."""
        self._finalizer()


def nearest_existing(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that exists."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
