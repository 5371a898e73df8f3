"""The files of the page, read and compressed once for all visitors."""

import gzip
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NamedTuple

PAGE = Path(__file__).parent / "page"
INDEX = "index.html"
CHARTS = "plotly.js"
"""The charting library, which comes from its installed package."""

MEDIA_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json"}
SMALL = 1000
"""Bytes below which an answer is not worth compressing."""

MAIN = "main.js"
PRELOADS_BEFORE = "</head>"
IMPORTED = re.compile(r'^import .* from "(.+)";$', re.MULTILINE)


class PageFile(NamedTuple):
    """A file as it is handed out. compressed: by gzip; None for a small one."""

    content: bytes
    compressed: bytes | None
    media_type: str


@cache
def page_file(name: str) -> PageFile | None:
    """Return the file of a name, such as "views/tension.js", or None where the page has no such file."""
    if name not in _names():
        return None
    content = _content(name)
    compressed = gzip.compress(content, 6) if len(content) >= SMALL else None
    return PageFile(content, compressed, MEDIA_TYPES[Path(name).suffix])


def _content(name: str) -> bytes:
    if name == CHARTS:
        return (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    content = _read(name)
    if name == INDEX:
        # without these, a browser finds a module only when it has read the one that imports it
        preloads = "\n".join(f'<link rel="modulepreload" href="page/{module}">' for module in sorted(preloaded()))
        content = content.replace(PRELOADS_BEFORE, f"{preloads}\n{PRELOADS_BEFORE}", 1)
    return content.encode()


def _read(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def preloaded() -> set[str]:
    """Return the names of the main module and all that it imports at once; not of what it imports when it is needed."""
    found, new = set[str](), {MAIN}
    while new:
        found |= new
        new = {normpath(join(dirname(each), path)) for each in new for path in IMPORTED.findall(_read(each))} - found
    return found


@cache
def _names() -> frozenset[str]:
    """Only what is found in the folder can be named, so no path leads out of it."""
    found = (file.relative_to(PAGE).as_posix() for file in PAGE.rglob("*.*") if file.suffix in MEDIA_TYPES)
    return frozenset((*found, CHARTS))
