"""The sources of the documentation site: the documents of the repository, a gallery of scenarios, Python, and code they name."""

import inspect
import os
import re
import shutil
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from sim.documents.code_links import line_of
from sim.ensemble.execute import execute
from sim.plots import save
from sim.plots.fan import fan_chart
from sim.scenario.catalogue import SHIPPED
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

WORLDS = 400
"""Worlds behind each figure of the gallery."""

STYLE = """/* names in tables stay whole, and wide tables scroll */
.md-typeset table:not([class]) code { white-space: nowrap; word-break: normal; }
"""
"""The style sheet of the site, besides that of its theme."""

_LINK = re.compile(r"(!?\[[^\]\n]*\])\((?!https?:|#)([^)\s#]*)(#[^)\s]*)?\)")


def write_site(root: Path, folder: Path, public: Mapping[str, Any]) -> list[Path]:
    """Write the sources of the site into a folder, which is replaced, and return its pages.

    root: of the project. public: what `sim` offers in Python, by name.
    Links lead to pages of the site, those to code to a page with it; where they led to another file, their text stays.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "docs", folder)
    scenarios = [load(file) for file in sorted(SHIPPED.glob("*.toml"))]
    texts = {place: _linked(root / source, place, root) for source, place in _documents(root).items()}
    texts |= {"gallery.md": gallery(scenarios), "api.md": api(public), "decisions/index.md": _decisions(root)}
    (folder / "site.css").write_text(STYLE, encoding="utf-8")
    texts |= {_code_place(module): _code_page(root, module) for module in _modules_named(root)}
    for place, text in texts.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    for scenario in scenarios:
        run = execute(load(SHIPPED / f"{scenario.name}.toml", worlds=WORLDS))
        save(fan_chart(run, scenario.theatre.headline), folder / "images", f"scenario_{scenario.name}")
    return [folder / place for place in sorted(texts)]


def gallery(scenarios: list[Scenario]) -> str:
    """Return the page of the shipped scenarios: what each asks, what it expects, and how tension develops."""
    parts = ["# Scenarios\n", f"The scenarios that come with Peninsula, each with {WORLDS} worlds. No figure is a forecast.\n"]
    for each in scenarios:
        parts += [f"## {each.title} {{ #{each.name} }}\n", f"`peninsula run {each.name}`\n", f"{each.description}\n"]
        parts += [f"**Hypothesis:** {each.hypothesis}\n"] if each.hypothesis else []
        parts += [f"![{each.title}: median and bands of the headline index](images/scenario_{each.name}.png)\n"]
        parts += [*(f"- {reference}" for reference in each.references), ""] if each.references else []
    return "\n".join(parts)


def api(public: Mapping[str, Any]) -> str:
    """Return the page of everything public in Python, with signatures and docstrings."""
    parts = ["# Python\n", "Everything below is imported by `import sim`.\n"]
    for name, member in public.items():
        parts.append(f"## `{name}`\n\n{_described(f'sim.{name}', member)}")
        if inspect.isclass(member) and not issubclass(member, Exception):
            for own, each in inspect.getmembers(member):
                shown = callable(each) or isinstance(each, property | cached_property)
                if not own.startswith("_") and inspect.getdoc(each) and shown:
                    parts.append(f"### `{name}.{own}`\n\n{_described(own, each)}")
    return "\n".join(parts)


def _described(name: str, member: Any) -> str:
    """Return the signature of a function or class, and the docstring with a paragraph for each of its lines."""
    signature = ""
    if callable(member):
        taken = [str(each) for each in inspect.signature(member).parameters.values() if each.name != "self"]
        lines = [f"    {each.replace('collections.abc.', '').replace('typing.', '')}," for each in taken]
        signature = "```python\n" + "\n".join([f"{name}(", *lines, ")"] if lines else [f"{name}()"]) + "\n```\n\n"
    text = re.sub(r"\n(?=[a-z_, ]+: )", "\n\n", inspect.getdoc(member) or "")
    return f"{signature}{text}\n"


def _decisions(root: Path) -> str:
    files = sorted((root / "docs" / "decisions").glob("*.md"))
    titles = [file.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ") for file in files]
    return "\n".join(["# Decisions", "", *(f"- [{title}]({file.name})" for file, title in zip(files, titles, strict=True)), ""])


def _documents(root: Path) -> dict[str, str]:
    """Return the place in the site of each document of the repository, both with slashes."""
    written = {
        path.relative_to(root).as_posix(): path.relative_to(root / "docs").as_posix() for path in root.glob("docs/**/*.md")
    }
    return {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", **written}


@cache
def _modules_named(root: Path) -> tuple[str, ...]:
    """Return the modules of `sim/` to which a document links, as paths from the root with slashes."""
    linked = set()
    for source in _documents(root):
        for _, target, _ in _LINK.findall((root / source).read_text(encoding="utf-8")):
            path = ((root / source).parent / target).resolve()
            if path.suffix == ".py" and path.is_relative_to((root / "sim").resolve()):
                linked.add(path.relative_to(root.resolve()).as_posix())
    return tuple(sorted(linked))


def _code_place(module: str) -> str:
    """Return the place in the site of a module."""
    return f"code/{module.removesuffix('.py')}.md"


def _code_page(root: Path, module: str) -> str:
    """Return the page of a module: its source, which the search of the site leaves aside."""
    source = (root / module).read_text(encoding="utf-8")
    return f"---\nsearch:\n  exclude: true\n---\n\n# `{module}`\n\n````python\n{source}````\n"


def _linked(source: Path, place: str, root: Path) -> str:
    """Return a document with its links as they have to be at its place in the site."""
    places = _documents(root) | {"scenarios": "gallery.md", "docs/decisions": "decisions/index.md"}
    places |= {f"scenarios/{file.name}": f"gallery.md#{file.stem}" for file in SHIPPED.glob("*.toml")}
    places |= {
        path.relative_to(root).as_posix(): path.relative_to(root / "docs").as_posix() for path in root.glob("docs/images/*")
    }
    places |= {module: _code_place(module) for module in _modules_named(root)}
    places["docs/tutorial.ipynb"] = "tutorial.ipynb"

    def moved(link: re.Match[str]) -> str:
        target = os.path.relpath((source.parent / link[2]).resolve(), root.resolve())
        new = places.get(PurePosixPath(target).as_posix())
        if new is None:
            return link[1][1:-1]
        fragment = link[3] or ""
        if fragment and new.startswith("code/"):
            fragment = f"#__codelineno-0-{line_of((root / target).read_text(encoding='utf-8'), fragment[1:])}"
        return f"{link[1]}({os.path.relpath(new, PurePosixPath(place).parent)}{fragment})"

    return _LINK.sub(moved, source.read_text(encoding="utf-8"))
