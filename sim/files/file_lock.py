"""Who is at work: a file that a process holds locked, so that others can tell what it left from what it still needs."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


class Owner:
    """A locked file; the lock ends with the process, however that ends.

    sure: whether the file system knows locks; where it does not, nobody can be told to be gone.
    """

    def __init__(self, path: Path, handle: int, sure: bool) -> None:
        self.path = path
        self.sure = sure
        self._handle: int | None = handle

    @classmethod
    def take(cls, path: Path) -> "Owner | None":
        """Lock a file, made when missing, or return None when another process holds it."""
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            held = _lock(handle)
            if held is False:
                os.close(handle)
                return None
            if _is_at(handle, path):
                return cls(path, handle, sure=bool(held))
            # its owner finished, and removed the file, between two steps
            os.close(handle)

    def release(self) -> None:
        """Remove the file and give up the lock."""
        if self._handle is not None:
            self.path.unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Give up the lock; the file stays for the next owner."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


@contextmanager
def owned(place: Path) -> Iterator[str]:
    """Yield a token: what lies in `place` under a hidden name that ends in it is this process's, and swept once that is gone."""
    token = uuid4().hex[:8]
    owner = Owner.take(lock_of(place, token))
    try:
        yield token
    finally:
        if owner is not None:
            owner.release()


def lock_of(place: Path, token: str) -> Path:
    """Return the file whose lock says that the owner of a token is at work."""
    return place / f".peninsula-{token}.owner"


def _lock(handle: int) -> bool | None:
    """Return whether the lock was had, or None where there are no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        return False if fault.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK) else None
    return True


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
