"""Where in the code a lever or an assumption is declared, and which parts of the model read it, as links of a page in `docs/`."""

import ast
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from sim.scenario import assumptions, levers
from sim.scenario.assumption import Assumption
from sim.scenario.quantity import Quantity

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "sim" / "model"

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
    return ", ".join(_link(path.stem, path) for path in readers().get(THROUGH.get(name, name), ()))


def declared(name: str, shown: str, homes: Sequence[ModuleType]) -> str:
    """Return a name, linked to the file in which it is declared.

    shown: the name in the theatre. homes: modules that hold declarations.
    """
    home = next(module for module in homes if name in _declarations(module))
    return _link(f"`{shown}`", Path(str(home.__file__)))


def homes_of_levers() -> list[ModuleType]:
    """Return the modules that declare levers."""
    return _modules(levers)


def homes_of_assumptions() -> list[ModuleType]:
    """Return the modules that declare assumptions."""
    return _modules(assumptions)


def _modules(package: ModuleType) -> list[ModuleType]:
    return [import_module(f"{package.__name__}.{each.name}") for each in iter_modules(package.__path__)]


@cache
def _declarations(module: ModuleType) -> frozenset[str]:
    """Return the names of the quantities and assumptions that a module holds."""
    groups = [group for group in vars(module).values() if isinstance(group, tuple)]
    return frozenset(each.name for group in groups for each in group if isinstance(each, Quantity | Assumption))


def _names_read(tree: ast.AST) -> Iterable[str]:
    """Yield the names that code asks for, in square brackets or as arguments, and the fields in THROUGH."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in THROUGH.values():
            yield node.attr
        asked = [node.slice] if isinstance(node, ast.Subscript) else node.args if isinstance(node, ast.Call) else []
        yield from (each.value for each in asked if isinstance(each, ast.Constant) and isinstance(each.value, str))


def _link(text: str, path: Path) -> str:
    return f"[{text}](../{path.relative_to(ROOT).as_posix()})"
