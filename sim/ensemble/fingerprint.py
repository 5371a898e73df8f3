"""Which model made a run: a fingerprint of all source that numbers depend on."""

import hashlib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_FLOORS = ("foundations", "scenario", "model")


@cache
def model_fingerprint() -> str:
    """Return the beginning of the sha256 of every file of the floors that compute numbers; equal on every machine."""
    digest = hashlib.sha256()
    files = (path for floor in _FLOORS for path in (_ROOT / floor).rglob("*") if path.suffix in {".py", ".toml"})
    for path in sorted(files, key=lambda path: path.relative_to(_ROOT).as_posix()):
        digest.update(path.relative_to(_ROOT).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
