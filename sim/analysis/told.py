"""What a study tells a reader interested in policy: written into its folder, and from there into reports and findings."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Told:
    """What a study tells.

    question: that it answers. method: what was simulated, and how to read it. sentences: what was found.
    caption, headings, rows: its main table, with intervals. figures: name of the file -> caption, the main one first.
    """

    question: str
    method: str
    sentences: Sequence[str]
    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    figures: Mapping[str, str]

    def document(self) -> dict[str, Any]:
        """Return it as it stands in the manifest of a study."""
        return asdict(self)


def told_from(document: Any) -> Told:
    """Return what a study told, from its manifest; raises ValueError when the document is none of `Told.document`."""
    match document:
        case {
            "question": str(question), "method": str(method), "sentences": [*sentences],
            "caption": str(caption), "headings": [*headings], "rows": [*rows], "figures": {**figures},
        } if all(isinstance(row, list) and len(row) == len(headings) for row in rows):  # fmt: skip
            words = [*sentences, *headings, *(cell for row in rows for cell in row), *figures, *figures.values()]
            if all(isinstance(each, str) for each in words):
                named = {str(name): str(text) for name, text in figures.items()}
                return Told(question, method, sentences, caption, headings, rows, named)
    raise ValueError("it is not what a study tells")
