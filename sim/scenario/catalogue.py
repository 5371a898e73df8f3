"""Where scenarios are found by name: in the folder `scenarios` of the user, then among those shipped with Peninsula."""

import os
from pathlib import Path

from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.read_file import exists

OWN = Path("scenarios")
"""The user's folder, below the working folder."""

_IN_PACKAGE = Path(__file__).parents[1] / "scenarios"
SHIPPED = _IN_PACKAGE if _IN_PACKAGE.is_dir() else Path(__file__).parents[2] / "scenarios"
"""A wheel carries the shipped scenarios inside the package; in a checkout they lie at its top."""


def known_scenarios() -> dict[str, Path]:
    """Return name -> file of every scenario that can be given by name, sorted; the user's own take precedence."""
    # hidden files are those of editors and file managers, such as ._baseline.toml
    known = {path.stem: path for folder in (SHIPPED, OWN) for path in folder.glob("*.toml") if not path.name.startswith(".")}
    return dict(sorted(known.items()))


def find(source: str | Path) -> Path:
    """Return the file of a scenario given by path or by name.

    A folder that happens to have the name of a scenario does not hide it.
    Raises PeninsulaError when there is no scenario of that name; a path that ends in .toml need not exist.
    """
    path = Path(source)
    if path.suffix == ".toml" or (exists(path) and not (path.is_dir() and str(source) in known_scenarios())):
        return path
    return _named(str(source), (OWN, SHIPPED))


def find_from(file: Path, source: str) -> Path:
    """Return the file of a scenario that a scenario file names: by a path relative to it that ends in .toml, or by name.

    A name is looked for beside the file first, then as on the command line. It never means the file itself, so that
    a user's `scenarios/baseline.toml` may extend the shipped `baseline`.
    Raises PeninsulaError when there is no scenario of that name; a path need not exist.
    """
    if source.endswith(".toml"):
        return file.parent / source
    if not source or Path(source).name != source:
        raise PeninsulaError(f"'{source}' is not the name of a scenario: expected a name, or a path that ends in .toml")
    return _named(source, (file.parent, OWN, SHIPPED), besides=file)


def reference_from(file: Path, parent: Path) -> str:
    """Return what a scenario file writes to name another: its name if it is shipped, else the path from one to the other.

    The path to a shipped scenario holds on this machine alone; its name holds wherever Peninsula is installed.
    """
    if parent.resolve().parent == SHIPPED.resolve() and find_from(file, parent.stem).resolve() == parent.resolve():
        return parent.stem
    return Path(os.path.relpath(parent.resolve(), file.parent.resolve())).as_posix()


def described(file: Path) -> str:
    """Return the path of a scenario file as a message gives it, marked where it is not the user's own."""
    return f"{file} (shipped with Peninsula)" if file.parent == SHIPPED else str(file)


def _named(name: str, folders: tuple[Path, ...], besides: Path | None = None) -> Path:
    excluded = os.path.realpath(besides) if besides else None
    for folder in folders:
        path = folder / f"{name}.toml"
        if exists(path) and os.path.realpath(path) != excluded:
            return path
    expected = "a .toml file, or a name in scenarios/ or of a shipped scenario"
    raise PeninsulaError(f"no scenario '{name}': expected {expected}{nearest(name, known_scenarios())}")
