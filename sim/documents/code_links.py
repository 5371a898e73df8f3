"""Where in the code a lever or an assumption is declared, and which parts of the model read it, as links of a page in `docs/`."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "sim" / "model"
LEVERS_AT = ROOT / "sim" / "scenario" / "levers"
ASSUMPTIONS_AT = ROOT / "sim" / "scenario" / "assumptions"
UTILITIES_AT = ROOT / "sim" / "scenario" / "choices", ROOT / "sim" / "scenario" / "stakes"

THROUGH = {"troops_main": "troops", "troops_other": "troops"}
"""Levers that the model reads through a field of the alliance, which differs by alliance."""

LEFT_OUT = ("compiled", "outcomes")
"""Folders of the model that repeat its equations in another form, or only report."""


@cache
def readers() -> dict[str, tuple[Path, ...]]:
    """Return name -> files of the model that read a lever, an assumption or a condition of that name, in order of their paths."""
    files = [path for path in sorted(MODEL.rglob("*.py")) if not set(path.parts) & set(LEFT_OUT)]
    found: dict[str, list[Path]] = {}
    for path in files:
        for name in dict.fromkeys(_names_read(ast.parse(path.read_text(encoding="utf-8")))):
            found.setdefault(name, []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}


def code_of(name: str) -> str:
    """Return links to the parts of the model that read a lever or assumption, by the names of their files."""
    asked = THROUGH.get(name, name)
    return ", ".join(_link(path.stem, path, asked) for path in readers().get(asked, ()) or _deciding(asked))


def declared(name: str, shown: str, folder: Path) -> str:
    """Return a name, linked to the file in which it is declared.

    shown: the name in the theatre. folder: of declarations, LEVERS_AT or ASSUMPTIONS_AT.
    """
    texts = f'name="{name}"', f'"{name}"'
    home = next(path for text in texts for path, source in _sources(folder).items() if text in source)
    return _link(f"`{shown}`", home, name)


def line_of(source: str, name: str) -> int:
    """Return the number of the line of a module, from 1, in which a name that a link gives after # stands first.

    Raises ValueError when it stands in none.
    """
    for number, line in enumerate(source.splitlines(), 1):
        if f'"{name}"' in line or f".{name}" in line:
            return number
    raise ValueError(f"'{name}' stands in no line")


def _deciding(name: str) -> list[Path]:
    """Return the files of utilities, which the model or a game weighs, in which a name stands."""
    return [path for folder in UTILITIES_AT for path, source in _sources(folder).items() if f'"{name}"' in source]


@cache
def _sources(folder: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}


def _names_read(tree: ast.AST) -> Iterable[str]:
    """Yield the names that code asks for, in square brackets or as arguments, and the fields in THROUGH."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in THROUGH.values():
            yield node.attr
        asked = [node.slice] if isinstance(node, ast.Subscript) else node.args if isinstance(node, ast.Call) else []
        yield from (each.value for each in asked if isinstance(each, ast.Constant) and isinstance(each.value, str))


def _link(text: str, path: Path, name: str) -> str:
    return f"[{text}](../{path.relative_to(ROOT).as_posix()}#{name})"
