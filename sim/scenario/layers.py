"""A chain of scenario files: each extends another, down to one that extends nothing."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.foundations.read_file import exists
from sim.scenario.catalogue import find, find_from
from sim.scenario.toml_file import read_toml, refuse, refuse_unknown

KEYS = (
    "title", "description", "hypothesis", "references", "extends", "theatre", "joins", "start", "months", "ensemble",
    "policy", "choices", "rules", "turnover", "assumptions", "conditions", "situation", "nowcast", "claims",
)  # fmt: skip
LONGEST_CHAIN = 20


@dataclass(frozen=True)
class Layer:
    """One file of the chain and its content."""

    path: Path
    content: dict[str, Any]


def chain(source: str | Path) -> list[Layer]:
    """Return the files that a scenario extends, the oldest first and itself last.

    Raises PeninsulaError on a missing file, an unknown key, a cycle, or a chain longer than twenty.
    """
    layers: list[Layer] = []
    seen: list[Path] = []
    path: Path | None = _named_in_text(find(source))
    while path is not None:
        resolved = Path(os.path.realpath(path))
        if resolved in seen:
            refuse(layers[0].path, "extends", f"a cycle: {path.name} extends itself through {layers[0].path.name}")
        if len(seen) == LONGEST_CHAIN:
            refuse(
                layers[0].path,
                "extends",
                f"more than {LONGEST_CHAIN} files extend one another: expected a shorter chain",
            )
        seen.append(resolved)
        content = read_toml(path)
        refuse_unknown(content, KEYS, path, "", "key")
        layers.insert(0, Layer(path, content))
        path = _parent(path, content)
    return layers


def _named_in_text(path: Path) -> Path:
    """Return a path; refuse a name that is not valid text, since it goes into manifests, tables and figures."""
    try:
        path.name.encode()
        return path
    except UnicodeEncodeError:
        raise PeninsulaError(f"{path.name!a} cannot be the name of a scenario: expected a name in UTF-8") from None


def _parent(path: Path, content: dict[str, Any]) -> Path | None:
    extends = content.get("extends")
    if extends is None:
        return None
    if not isinstance(extends, str):
        refuse(path, "extends", f"{shown(extends)}: expected a .toml file or the name of a scenario")
    try:
        parent = find_from(path, extends)
    except PeninsulaError as error:
        refuse(path, "extends", str(error))
    if not exists(parent):
        known = [other.name for other in path.parent.glob("*.toml")]
        refuse(path, "extends", f"no such file '{extends}'{nearest(extends, known)}")
    return parent
