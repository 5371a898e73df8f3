"""A run or a study named on the command line: by its folder, or by the beginning of its name in the results folder."""

from pathlib import Path

from sim.foundations.errors import PeninsulaError, nearest
from sim.storage.catalogue import catalogue, require_run


def folder_called(name: str, results: Path) -> Path:
    """Return the folder of that path or name, or the newest whose name begins with it.

    Raises PeninsulaError when there is none.
    """
    if (Path(name) / "manifest.json").is_file():
        return Path(name)
    entries = catalogue(results)
    for entry in entries:
        if entry.folder.name.startswith(name):
            return entry.folder
    hint = nearest(name, [entry.folder.name for entry in entries])
    raise PeninsulaError(f"nothing in {results} is called '{name}'{hint or '; peninsula results lists what there is'}")


def run_folder_of(name: str, results: Path) -> Path:
    """Return the folder of a run; see `folder_called`.

    Raises PeninsulaError when there is none, or it holds something else.
    """
    folder = Path(name) if Path(name).is_dir() else folder_called(name, results)
    require_run(folder)
    return folder
