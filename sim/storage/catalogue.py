"""What lies in a results folder: runs, comparisons and sweeps, the newest first."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.files.cleanup import sweep
from sim.files.worlds_parquet import UNREADABLE
from sim.foundations.errors import PeninsulaError


@dataclass(frozen=True)
class Kept:
    """One folder of results.

    kind: run, comparison or sweep; written: when, in ISO 8601; worlds: of each scenario; fault: why it cannot be read.
    """

    folder: Path
    kind: str
    title: str
    written: str
    worlds: int
    result: str
    fault: str = ""

    @property
    def date(self) -> str:
        """When it was written, to the minute."""
        return self.written[:16].replace("T", " ")


def catalogue(results: Path) -> list[Kept]:
    """Return what a results folder holds; folders without a manifest are none of ours and left out.

    What killed processes left is swept first: a run that was about to be replaced may be among it.
    Raises PeninsulaError when there is no such folder.
    """
    if not results.is_dir():
        raise PeninsulaError(
            f"there is no folder {results}: make a first run with 'peninsula run baseline', or name one with --out"
        )
    sweep(results)
    folders = [path for path in results.iterdir() if not path.name.startswith(".") and _has_manifest(path)]
    return sorted((_read(folder) for folder in folders), key=lambda kept: (kept.written, kept.folder.name), reverse=True)


def _has_manifest(folder: Path) -> bool:
    try:
        return (folder / "manifest.json").is_file()
    except OSError:
        return folder.is_dir()  # one that may not be looked into


def _read(folder: Path) -> Kept:
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return Kept(
            folder,
            str(manifest.get("kind", "run")),
            str(manifest["title"]),
            str(manifest["times"]["written"]),
            int(manifest["worlds"]),
            str(manifest.get("result", "")),
        )
    except UNREADABLE as fault:
        return Kept(folder, "damaged", folder.name, "", 0, "", f"its manifest cannot be read ({type(fault).__name__})")


def require_run(folder: Path) -> None:
    """Raise PeninsulaError when a folder holds a comparison or another analysis, and not a run; one that is damaged passes."""
    try:
        kind = str(json.loads((folder / "manifest.json").read_text(encoding="utf-8")).get("kind", "run"))
    except UNREADABLE:
        return
    if kind != "run":
        raise PeninsulaError(f"{folder} is a {kind}, not a run: only runs have checksums and can be repeated")
