"""Reads TOML so that every error names its file and, where it can be found, its line."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Never

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.foundations.read_file import content_of

MOST_BYTES = 1024 * 1024
"""Size of a TOML file above which it is refused: a resolved scenario takes some 20 kB."""

DEEPEST = 12
"""Levels of tables within tables above which a file is refused."""

_LONG_KEY = re.compile(r"""(?:\.[ \t]*+[\w"'-]++[ \t]*+){40}""")
"""A key of so many parts that the parser, whose time goes by their square, would take minutes."""


def read_toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises PeninsulaError when the file is missing, unreadable or no TOML, with the line where the parser stopped.
    """
    return parse_toml(read_text(path), str(path))


def read_text(path: Path) -> str:
    """Return the text of a TOML file; raises PeninsulaError when it is missing, unreadable or no text."""
    try:
        # some editors begin a text with a mark of their encoding
        return content_of(path, MOST_BYTES, "a TOML file").decode("utf-8-sig")
    except FileNotFoundError:
        raise PeninsulaError(f"{path}: no such file{_beside(path)}") from None
    except UnicodeDecodeError:
        raise PeninsulaError(f"{path} is not a text file: expected TOML in UTF-8") from None


def parse_toml(written: str, name: str) -> dict[str, Any]:
    """Return the content of a TOML text; name: of what holds it, for the sentence that says what is wrong with it.

    Raises PeninsulaError when it is no TOML, holds a number of thousands of digits, or is nested deeper than any scenario.
    """
    too_deep = PeninsulaError(f"{name} is nested too deeply: expected a scenario file")
    if _LONG_KEY.search(written):
        raise too_deep
    try:
        content = tomllib.loads(written)
    except RecursionError:
        raise too_deep from None
    except ValueError as error:
        raise PeninsulaError(f"{name} is not valid TOML: {error}") from None
    if _deeper(content, DEEPEST):
        raise too_deep
    return content


def _deeper(value: Any, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return bool(inner) and (levels == 0 or any(_deeper(each, levels - 1) for each in inner))


def refuse_unknown(found: Iterable[str], known: Iterable[str], path: Path | str, where: str, what: str) -> None:
    """Raise PeninsulaError for the first name that is not known, with its line and the nearest known name."""
    names = list(known)
    for name in found:
        if name not in names:
            refuse(path, f"{where}.{name}" if where else name, f"unknown {what}{nearest(name, names)}")


def refuse(path: Path | str, key: str, what: str) -> Never:
    """Raise PeninsulaError: file, line where it can be found, key, and what is wrong."""
    line = line_of(path, key) if isinstance(path, Path) else None
    where = f"{path}, line {line}" if line else f"{path}"
    raise PeninsulaError(f"{where}: {key}: {what}")


def line_of(path: Path, key: str) -> int | None:
    """Return the line on which the last part of a dotted key is written, preferably under its table, or None."""
    table, _, name = key.rpartition(".")
    try:
        lines = read_text(path).splitlines()
    except PeninsulaError:
        return None
    for bare in (True, False):
        current = ""
        for number, line in enumerate(lines, start=1):
            heading = re.match(r"\s*\[+([^\]]+)\]+", line)
            if heading:
                current = heading[1].replace('"', "").strip()
                if current == key:
                    return number
            written = re.match(r"""\s*["']?([\w.-]+)["']?\s*=""", line)
            if written and (written[1] == key or (written[1] == name and (current == table or not bare))):
                return number
    return None


def text(content: Mapping[str, Any], key: str, path: Path, default: str = "") -> str:
    """Return a text entry; raises PeninsulaError when it is something else, or holds what a terminal would obey."""
    value = content.get(key, default)
    if not isinstance(value, str):
        refuse(path, key, f"{shown(value)} is not a text: expected words in quotes")
    if any(c.isascii() and not c.isprintable() and c not in "\n\t\r" for c in value):
        refuse(path, key, f"{shown(value)} holds a control character: expected words in quotes")
    return value


def texts(content: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
    """Return an entry that is a list of texts, empty when absent; raises PeninsulaError when it is something else."""
    found = content.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        refuse(path, key, f"{shown(found)}: expected a list of texts")
    return tuple(found)


def whole(content: Mapping[str, Any], key: str, path: Path | str, low: int, high: int, default: int, where: str = "") -> int:
    """Return a whole number within bounds; raises PeninsulaError otherwise."""
    value = content.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        refuse(path, f"{where}.{key}" if where else key, f"{shown(value)}: expected a whole number from {low} to {high}")
    return value


def table(content: Mapping[str, Any], key: str, path: Path | str) -> dict[str, Any]:
    """Return a table entry, empty when absent; raises PeninsulaError when it is something else."""
    value = content.get(key, {})
    if not isinstance(value, dict):
        refuse(path, key, f"{shown(value)}: expected a table such as [{key}]")
    return value


def _beside(path: Path) -> str:
    try:
        known = [other.name for other in path.parent.glob("*.toml")]
    except OSError:
        return ""
    return nearest(path.name, known)
