"""No number hides in `sim/model/`: what shapes a result is an assumption, or a named constant that says where it comes from."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim import model

PLAIN = {0, 1, 2, 12, 100}
"""Numbers that need no name: none, one, a half or a pair, months in a year, percent."""

FOLDER = Path(model.__file__).parent
FILES = sorted([*(FOLDER / "mechanisms").glob("*.py"), FOLDER / "start.py", FOLDER / "signals.py", FOLDER / "indices.py"])


def inline_numbers(tree: ast.Module) -> Iterator[tuple[int, object]]:
    """Yield line and value of every number within a function that is not plain."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in PLAIN:
                    yield node.lineno, node.value


def unexplained(tree: ast.Module) -> Iterator[str]:
    """Yield the names of constants with a number of their own that say neither a source nor that they are a definition."""
    for node, following in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.Assign | ast.AnnAssign) and any(
            isinstance(part, ast.Constant) and type(part.value) in (int, float) for part in ast.walk(node.value or node)
        ):
            text = following.value.value if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant) else ""
            if "Source:" not in str(text):
                yield ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_number_stands_inline(path: Path) -> None:
    assert list(inline_numbers(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_named_constant_says_where_it_comes_from(path: Path) -> None:
    assert [name for name in unexplained(ast.parse(path.read_text())) if not name.startswith("_")] == []


def test_a_hidden_number_is_found() -> None:
    hidden = ast.parse("def rate(x):\n    return 0.35 * x + 2\n")
    assert list(inline_numbers(hidden)) == [(2, 0.35)]
    assert list(unexplained(ast.parse('SCALE = 3\n"""A scale."""\nOTHER = 4\n"""Another. Source: judgement."""\n'))) == ["SCALE"]
