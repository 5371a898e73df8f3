"""A hidden folder for chunks that are kept nowhere else: gone with its last user, or swept when that was killed."""

import shutil
import weakref
from contextlib import ExitStack
from pathlib import Path

from sim.files.cleanup import sweep
from sim.files.file_lock import owned


class Scratch:
    """A hidden folder in a place. folder: where it is."""

    def __init__(self, place: Path) -> None:
        sweep(place)
        keeping = ExitStack()
        token = keeping.enter_context(owned(place))
        self.folder = place / f".peninsula-{token}"
        self.folder.mkdir()
        keeping.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self._finalizer = weakref.finalize(self, keeping.close)

    def cleanup(self) -> None:
        """Remove the folder."""
        self._finalizer()


def standing(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that exists."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
