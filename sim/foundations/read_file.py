"""Reading what a user named, so that nothing but a plain file of sensible size is ever read."""

import os
import stat
from pathlib import Path

from sim.foundations.errors import PeninsulaError


def content_of(path: Path, most: int, what: str) -> bytes:
    """Return the bytes of a file.

    most: bytes above which it is refused. what: a user meant it to be, for the sentence, such as "a TOML file".
    Raises PeninsulaError for a folder, a device, a pipe (which might never end), what is too large, or cannot be read;
    FileNotFoundError when there is nothing.
    """
    try:
        # opening a pipe without a writer would block for ever
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
            kind = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(kind):
                raise PeninsulaError(f"{path} is a {'folder' if stat.S_ISDIR(kind) else 'pipe or device'}: expected {what}")
            content = file.read(most + 1)
    except FileNotFoundError:
        raise
    except IsADirectoryError:
        raise PeninsulaError(f"{path} is a folder: expected {what}") from None
    except OSError as error:
        raise PeninsulaError(f"{path} cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise PeninsulaError(f"{path} cannot be the name of a file: expected {what}") from None
    if len(content) > most:
        raise PeninsulaError(f"{path} is larger than {most // 1024:,} kB: expected {what}")
    return content


def exists(path: Path) -> bool:
    """Return whether there is a file or folder of that name, also for what cannot be a name."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
