"""Checksums of a run's folder: the manifest holds one for every file, and one for itself."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.files.atomic import walk
from sim.files.worlds_parquet import UNREADABLE
from sim.foundations.errors import PeninsulaError

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class FileFault:
    """A file that is not as it was written. what: changed, truncated, grown, missing or additional."""

    file: str
    what: str


def checksums_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Return sha256 and size in bytes of every file below a folder, except its manifest, by its path with slashes."""
    return {name: checksum(path) for name, path in sorted(_files(folder).items())}


def manifest_text(manifest: Mapping[str, Any]) -> str:
    """Return the text of a manifest, with its own checksum under "seal"."""
    content = {key: value for key, value in manifest.items() if key != "seal"}
    return _dump({**content, "seal": hashlib.sha256(_dump(content).encode()).hexdigest()})


def verify(folder: Path) -> list[FileFault]:
    """Return the files of a run's folder that are not as they were written.

    Raises PeninsulaError when it is not the folder of a run, or was written without checksums.
    """
    text = _read_manifest(folder)
    try:
        manifest = json.loads(text)
        if "seal" not in manifest:
            raise PeninsulaError(f"{folder} has no checksums: an older version of Peninsula wrote it; run its scenario again")
        if manifest_text(manifest) != text:
            raise ValueError("its checksum differs")
        expected = {str(name): (str(entry["sha256"]), int(entry["bytes"])) for name, entry in manifest["files"].items()}
    except UNREADABLE:
        # the checksums of the other files cannot be trusted then
        return [FileFault(MANIFEST, "changed")]
    present = _files(folder)
    names = sorted({*expected, *present} - {MANIFEST})
    return [FileFault(name, what) for name in names if (what := _fault(expected.get(name), present.get(name)))]


def _files(folder: Path) -> dict[str, Path]:
    paths = [Path(parent, name) for parent, _, names in walk(folder) for name in names]
    files = {path.relative_to(folder).as_posix(): path for path in paths}
    files.pop(MANIFEST, None)
    return files


def _read_manifest(folder: Path) -> str:
    file = folder / MANIFEST
    if not file.is_file():
        raise PeninsulaError(f"{folder} is not a run: expected a folder with a {MANIFEST}")
    return file.read_bytes().decode("utf-8", errors="replace")


def _fault(expected: tuple[str, int] | None, path: Path | None) -> str:
    """Return what is wrong with a file, or an empty text. expected: its sha256 and size in bytes."""
    if expected is None:
        return "additional"
    if path is None:
        return "missing"
    sha256, size = expected
    actual = path.stat().st_size
    if actual != size:
        return "truncated" if actual < size else "grown"
    return "" if checksum(path)["sha256"] == sha256 else "changed"


def checksum(path: Path) -> dict[str, Any]:
    """Return sha256 and size in bytes of a file."""
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "bytes": path.stat().st_size}


def _dump(manifest: Mapping[str, Any]) -> str:
    return json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
