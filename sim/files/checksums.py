"""Whether a run's folder is still what was written: the checksum of every file stands in its manifest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.files.worlds_parquet import UNREADABLE
from sim.foundations.errors import PeninsulaError

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file. what: changed, truncated, grown, missing or additional."""

    file: str
    what: str


def files_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Return sha256 and bytes of every file below a folder but its manifest, by its path with slashes."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: _about(path) for name, path in sorted(found.items()) if name != MANIFEST}


def manifest_text(manifest: Mapping[str, Any]) -> str:
    """Return the text of a manifest, sealed with its own checksum."""
    content = {key: value for key, value in manifest.items() if key != "seal"}
    return _dump({**content, "seal": hashlib.sha256(_dump(content).encode()).hexdigest()})


def verify(folder: Path) -> list[Fault]:
    """Return what is wrong with the folder of a run, nothing when it is as it was written.

    Raises PeninsulaError when it is no run's folder, or was written without checksums.
    """
    text = _manifest_of(folder)
    try:
        manifest = json.loads(text)
        if "seal" not in manifest:
            raise PeninsulaError(f"{folder} has no checksums: an older version of Peninsula wrote it; run its scenario again")
        if manifest_text(manifest) != text:
            raise ValueError
        said = {str(name): (str(about["sha256"]), int(about["bytes"])) for name, about in manifest["files"].items()}
    except UNREADABLE:
        # what else it says is not to be trusted
        return [Fault(MANIFEST, "changed")]
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    names = sorted({*said, *there} - {MANIFEST})
    return [Fault(name, what) for name in names if (what := _fault(said.get(name), there.get(name)))]


def _manifest_of(folder: Path) -> str:
    file = folder / MANIFEST
    if not file.is_file():
        raise PeninsulaError(f"{folder} is not a run: expected a folder with a {MANIFEST}")
    return file.read_bytes().decode("utf-8", errors="replace")


def _fault(said: tuple[str, int] | None, path: Path | None) -> str:
    if said is None:
        return "additional"
    if path is None:
        return "missing"
    size = path.stat().st_size
    if size != said[1]:
        return "truncated" if size < said[1] else "grown"
    return "" if _about(path)["sha256"] == said[0] else "changed"


def _about(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "bytes": path.stat().st_size}


def _dump(manifest: Mapping[str, Any]) -> str:
    return json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
