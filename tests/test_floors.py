"""The floors of the building: imports only go down and never in a circle, and no file grows past 300 lines."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = (
    "foundations", "parallel", "scenario", "model", "files", "ensemble", "storage", "history", "analysis", "documents", "plots",
    "report", "studies", "web", "cli",
)  # fmt: skip
LONGEST_FILE = 300
SOURCES = sorted((ROOT / "sim").rglob("*.py"))


def imported_modules(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or inside a function."""
    package = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{module}.{name.name}" for name in node.names)


def floor_of(module: str) -> int | None:
    """The height of a module of ours: api, __main__ and the package itself stand beside the command line."""
    parts = module.split(".")
    if parts[0] != "sim":
        return None
    return FLOORS.index(parts[1]) if len(parts) > 1 and parts[1] in FLOORS else len(FLOORS) - 1


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_go_down(path: Path) -> None:
    own = floor_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert own is not None
    climbing = [module for module in imported_modules(path) if (floor_of(module) or 0) > own]
    assert not climbing, f"{path.relative_to(ROOT)} imports from floors above its own: {climbing}"


def test_every_folder_has_its_floor() -> None:
    folders = {path.relative_to(ROOT / "sim").parts[0] for path in SOURCES if path.parent != ROOT / "sim"}
    assert folders <= set(FLOORS)


def imports_by_module(paths: Iterable[Path]) -> dict[str, set[str]]:
    """Module -> modules of ours that it imports anywhere, also inside functions and under TYPE_CHECKING."""
    files = {module_name(path): path for path in paths}
    graph: dict[str, set[str]] = {}
    for module, path in files.items():
        # a name is a module itself, or defined in the module before its last dot
        named = (name if name in files else name.rpartition(".")[0] for name in imported_modules(path))
        graph[module] = {name for name in named if name in files} - {module}
    return graph


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def circles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Chains of modules that import one another, one after another until none is left."""
    order = TopologicalSorter({module: set(imported) for module, imported in graph.items()})
    found: list[list[str]] = []
    while True:
        try:
            order.prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            found.append(circle)
            first, second = circle[1], circle[0]
            graph = {module: {name for name in names if (module, name) != (first, second)} for module, names in graph.items()}
            order = TopologicalSorter(graph)
        else:
            return found


def test_nothing_imports_in_a_circle() -> None:
    found = circles(imports_by_module(SOURCES))
    assert not found, [" <- ".join(circle) for circle in found]


def test_a_circle_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "sim" / "model").mkdir(parents=True)
    one, two, three = (tmp_path / "sim" / "model" / f"{name}.py" for name in ("one", "two", "three"))
    one.write_text("from sim.model import two\n")
    two.write_text("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sim.model.three import Thing\n")
    three.write_text("def late() -> None:\n    import sim.model.one\n")
    (found,) = circles(imports_by_module([one, two, three]))
    assert set(found) == {"sim.model.one", "sim.model.two", "sim.model.three"}
    three.write_text("")
    assert not circles(imports_by_module([one, two, three]))


@pytest.mark.parametrize("folder", ["sim", "tests", "benchmarks"])
def test_no_file_is_longer_than_one_idea(folder: str) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / folder).rglob("*.py")}
    long = {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > LONGEST_FILE}
    assert not long, f"split these: {long}"


def test_a_climbing_import_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    path = tmp_path / "sim" / "model" / "hidden.py"
    path.parent.mkdir(parents=True)
    path.write_text("def late() -> None:\n    from ..ensemble import run\n    from sim import plots\n    import sim.scenario\n")
    found = list(imported_modules(path))
    assert found == ["sim.ensemble.run", "sim.plots", "sim.scenario"]
    assert [floor_of(module) for module in found] == [FLOORS.index(name) for name in ("ensemble", "plots", "scenario")]
    with pytest.raises(AssertionError, match="floors above"):
        test_imports_only_go_down(path)
