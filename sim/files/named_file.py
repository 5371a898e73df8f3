"""Files whose path a user names: complete, or as they were."""

from pathlib import Path

from sim.files.atomic import atomic_write, first_missing, reason, remove_empty
from sim.foundations.errors import PeninsulaError


def write_named_file(path: Path, content: str | bytes, folders: bool = False) -> None:
    """Write a file that is complete as soon as it is there; text as UTF-8. Where it is a link, the file behind it is written.

    folders: create those above it that are missing.
    Raises PeninsulaError when the file system refuses: a file of that name is then as it was, and nothing is left behind.
    """
    whole = content.encode() if isinstance(content, str) else content
    created = first_missing(path.parent) if folders else None
    try:
        if folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            path.write_bytes(whole)  # a device or a pipe stays what it is
        else:
            atomic_write(path.resolve() if path.is_symlink() else path, whole)
    except BaseException as error:
        remove_empty(path.parent, created)
        if isinstance(error, OSError):
            raise PeninsulaError(f"cannot write {path}: {reason(error)}") from error
        raise
