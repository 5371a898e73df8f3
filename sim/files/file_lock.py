"""Lock files, by which a process tells what another one still needs from what a killed one left behind."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4


class FileLock:
    """A locked file. The lock ends with the process, however that ends.

    reliable: whether the file system supports locks; where it does not, another process may hold the same file.
    """

    def __init__(self, path: Path, handle: int, reliable: bool) -> None:
        self.path = path
        self.reliable = reliable
        self._handle: int | None = handle

    @classmethod
    def acquire(cls, path: Path) -> "FileLock | None":
        """Lock a file, which is created if missing; None when another process holds it."""
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            locked = _lock(handle)
            if locked is False:
                os.close(handle)
                return None
            if _is_at(handle, path):
                return cls(path, handle, reliable=bool(locked))
            # the last holder removed the file between opening and locking it
            os.close(handle)

    def remove(self) -> None:
        """Remove the file and release the lock; a file that cannot be removed now is left to the next run."""
        if self._handle is not None:
            with suppress(OSError):
                self.path.unlink()
        self.release()

    def release(self) -> None:
        """Release the lock; the file stays for the next holder."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


@contextmanager
def lock_hidden_files(folder: Path) -> Iterator[str]:
    """Yield a token for the hidden names of this process's temporary files in a folder.

    What has a name ending in the token is left alone while this process lives, and removed by others once it is gone; see
    `sim.files.cleanup`.
    """
    token = uuid4().hex[:8]
    lock = FileLock.acquire(lock_path(folder, token))
    try:
        yield token
    finally:
        if lock is not None:
            lock.remove()


def lock_path(folder: Path, token: str) -> Path:
    """Return the path of the lock file of a token."""
    return folder / f".peninsula-{token}.owner"


def _lock(handle: int) -> bool | None:
    """Return whether a file could be locked, or None where locks are not supported."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK) else None
    return True


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
