"""What a results folder holds: runs, comparisons, sweeps and other analyses, the newest first."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.files.cleanup import remove_leftovers
from sim.files.worlds_parquet import UNREADABLE
from sim.foundations.errors import PeninsulaError


@dataclass(frozen=True)
class CatalogueEntry:
    """A folder of results.

    kind: run, comparison, sweep or another analysis; "damaged" when it cannot be read. written: when, in ISO 8601.
    worlds: of each scenario. result: in one line. error: why it cannot be read, or an empty text.
    """

    folder: Path
    kind: str
    title: str
    written: str
    worlds: int
    result: str
    error: str = ""

    @property
    def date(self) -> str:
        """When it was written, to the minute."""
        return self.written[:16].replace("T", " ")


def catalogue(results: Path) -> list[CatalogueEntry]:
    """Return what a results folder holds; folders without a manifest are ignored.

    What killed processes left behind is removed first, since that restores a run that was being replaced.
    Raises PeninsulaError when there is no such folder.
    """
    if not results.is_dir():
        raise PeninsulaError(
            f"there is no folder {results}: make a first run with 'peninsula run baseline', or name one with --out"
        )
    remove_leftovers(results)
    folders = [path for path in results.iterdir() if not path.name.startswith(".") and _has_manifest(path)]
    return sorted((_read(folder) for folder in folders), key=lambda entry: (entry.written, entry.folder.name), reverse=True)


def _has_manifest(folder: Path) -> bool:
    try:
        return (folder / "manifest.json").is_file()
    except OSError:
        return folder.is_dir()  # no permission to look inside


def _read(folder: Path) -> CatalogueEntry:
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return CatalogueEntry(
            folder,
            str(manifest.get("kind", "run")),
            str(manifest["title"]),
            str(manifest["times"]["written"]),
            int(manifest["worlds"]),
            str(manifest.get("result", "")),
        )
    except UNREADABLE as error:
        reason = f"its manifest cannot be read ({type(error).__name__})"
        return CatalogueEntry(folder, "damaged", folder.name, "", 0, "", reason)


def require_run(folder: Path) -> None:
    """Raise PeninsulaError when a folder holds an analysis instead of a run; a damaged folder passes."""
    try:
        kind = str(json.loads((folder / "manifest.json").read_text(encoding="utf-8")).get("kind", "run"))
    except UNREADABLE:
        return
    if kind != "run":
        raise PeninsulaError(f"{folder} is a {kind}, not a run: only runs have checksums and can be reproduced")
