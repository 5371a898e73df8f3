"""A reader of one publisher's file: how the file is recognised, and what it yields."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from sim.history.observations import Series


@dataclass(frozen=True, kw_only=True)
class Reader:
    """One kind of file.

    publisher, title, citation: of the published table. patterns: usual names of the file, in any case; publishers put years and
    versions into them. headings: sets of headings, in lower case, one of which the content must have.
    series: names of what it yields, for lists; `<x>` stands for several. group: readers of one group give the same series, and
    of those that find a file, the one whose series reach further is read.
    """

    publisher: str
    title: str
    citation: str
    patterns: tuple[str, ...]
    headings: tuple[frozenset[str], ...]
    series: tuple[str, ...]
    read: Callable[[Path], list[Series]]
    group: str = ""

    def recognises(self, path: Path, content: set[str]) -> bool:
        """Return whether a file is of this kind: by its content, or by its name where the content is not what it must be."""
        return any(headings <= content for headings in self.headings) or self.named(path)

    def named(self, path: Path) -> bool:
        """Return whether a file has one of the usual names."""
        return any(fnmatch(path.name.casefold(), pattern) for pattern in self.patterns)
