"""Which model made a run: a fingerprint of all source that its numbers depend on.

Paths are part of it, so a renamed file gives a new fingerprint although no number moves. Leaving them out would not help, since
the import lines of other files change with a name; leaving those out, too, would give one fingerprint to two models that take a
function of one name from different files. The error must be on the safe side: a different fingerprint is a hint, and whether the
numbers are the same is decided by `sim.ensemble.reproduce`, bit by bit.
"""

import hashlib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_FOLDERS = ("foundations", "scenario", "model")


@cache
def model_fingerprint() -> str:
    """Return the first 16 digits of the sha256 of all source in the folders that compute numbers, equal on every machine."""
    digest = hashlib.sha256()
    files = (path for folder in _FOLDERS for path in (_ROOT / folder).rglob("*") if path.suffix in {".py", ".toml"})
    for path in sorted(files, key=lambda path: path.relative_to(_ROOT).as_posix()):
        digest.update(path.relative_to(_ROOT).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
