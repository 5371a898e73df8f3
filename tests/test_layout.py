"""The layout of `sim/` and `tests/`: tests are found from the module they test, and no folder is too long to read."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

MOST_FILES = 32
"""Modules of a folder: more can no longer be taken in at a glance. `sim/cli/commands` has one for each command."""

TESTS = sorted((ROOT / "tests").rglob("*/test_*.py"))
FOLDERS = sorted({path.parent for path in (ROOT / "sim").rglob("*.py")})


def mirrors(test: Path, root: Path) -> bool:
    """Return whether a test of the folder `tests/x/` is named after a module or a folder at any depth of `sim/x/`."""
    folder, name = root / "sim" / test.parent.relative_to(root / "tests"), test.stem.removeprefix("test_")
    return any(any(folder.rglob(f"{name}{kind}")) for kind in (".py", ".js")) or any(path.is_dir() for path in folder.rglob(name))


def covers(test: Path, root: Path) -> list[str]:
    """Return what the docstring of a test names in backticks and exists: paths, modules as `sim.a.b`, `peninsula` commands."""
    docstring = ast.get_docstring(ast.parse(test.read_text(encoding="utf-8"))) or ""
    named = re.findall(r"`([^`\n]+)`", docstring)
    paths = (re.sub(r"^peninsula (\w+).*", r"sim/cli/commands/\1.py", name) for name in named)
    paths = (path.replace(".", "/") + ".py" if path.startswith("sim.") else path for path in paths)
    return [path for path in paths if "/" in path and (root / path).exists()]


@pytest.mark.parametrize("test", TESTS, ids=lambda test: str(test.relative_to(ROOT)))
def test_a_test_file_mirrors_a_module_or_names_what_it_covers(test: Path) -> None:
    kind = test.relative_to(ROOT / "tests").parts[0]
    if (ROOT / "sim" / kind).is_dir():
        assert mirrors(test, ROOT) or covers(test, ROOT), (
            "rename it after what it tests, or name what it covers in its docstring, such as `sim/model/` or `peninsula run`"
        )
    else:
        page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
        assert f"`tests/{kind}/`" in page, "a folder of tests that mirrors no folder of sim is explained in CONTRIBUTING.md"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_no_folder_has_too_many_modules(folder: Path) -> None:
    modules = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MOST_FILES


def test_a_test_file_that_mirrors_nothing_is_seen(tmp_path: Path) -> None:
    for folder in ("sim/cli/commands", "tests/cli"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "sim/cli/commands/run.py").touch()
    assert mirrors(tmp_path / "tests/cli/test_run.py", tmp_path)
    assert mirrors(tmp_path / "tests/cli/test_commands.py", tmp_path)
    other = tmp_path / "tests/cli/test_more.py"
    assert not mirrors(other, tmp_path)
    for named in ("sim/cli/absent.py", "peninsula walk", "sim.cli.absent", "run"):
        other.write_text(f'"""Runs of `{named}`."""\n')
        assert not covers(other, tmp_path)
    for named in ("sim/cli/commands/run.py", "peninsula run --keep", "sim.cli.commands.run"):
        other.write_text(f'"""Runs of `{named}`."""\n')
        assert covers(other, tmp_path) == ["sim/cli/commands/run.py"]
