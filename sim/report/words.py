"""The words of a report in the language of its reader. English is the source; a catalogue has what stands for a sentence."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from sim.report.korean import with_particles

_PLACE = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_CLAUSE = re.compile(r"; (?![^(]*\))")
_ENGLISH = re.compile(r"(^|[ (])[a-z]{2,}[,:]? [a-z]{2,}")
_VERBATIM = frozenset(["name", "formula", "example", "key"])
"""Places whose text is the user's, or code: it stays as it is."""

_NUMERIC = ("number", "low", "high", "share", "month", "months", "first", "last", "middle", "median", "line")
_ROLES = ("patron", "protege", "backer", "challenger", "supplier", "partner", "own", "place", "capital", "actor", "who")
_KINDS = dict.fromkeys(_NUMERIC, r"([^\s:]+(?: %)?)") | dict.fromkeys(_ROLES, "([^:;]+?)") | {"option": r"([a-z]\w*)"}
"""What a place holds: a number or a month, a country, a word as files write it; any other holds any text."""


class Words:
    """The words of one language.

    language: as in `lang` of HTML. said: template -> its translation, of what a report itself says. declared: the same of what is
    declared below it, where a sentence is recognised by its template; as in `sim/web/page/words.js`, which does it on the page.
    """

    def __init__(self, language: str, said: Mapping[str, str], declared: Mapping[str, str]) -> None:
        self.language, self._said = language, said
        self._exact = {english: other for english, other in declared.items() if "{" not in english}
        found = [(*_recognised(english), other) for english, other in declared.items() if "{" in english]
        self._patterns = sorted(found, key=lambda each: -each[0])

    def say(self, template: str, **values: object) -> str:
        """Return a sentence of the report. template: in English, with places in braces, which values fill as they are."""
        return self._filled(self._said.get(template, template), {name: str(value) for name, value in values.items()})

    def translate(self, english: str) -> str:
        """Return what is declared in English, or put together below the report; in English where the catalogue has none."""
        return self._translation(english) or english

    def is_told(self, text: str) -> bool:
        """Return whether a text is translated, or is no English, such as a number, a name or an option."""
        return self.translate(text) != text or not _ENGLISH.search(text)

    def language_of(self, text: str) -> str:
        """Return the language of a text that is shown as it is: English where it is in Latin letters and not translated."""
        foreign = any(letter.isalpha() and ord(letter) > 0x24F for letter in text)
        return self.language if foreign or self.translate(text) != text else "en"

    def _translation(self, english: str) -> str | None:
        in_words = english.replace("_", " ")
        if (found := self._exact.get(english, self._exact.get(in_words))) is not None:
            return found
        if english.endswith(".") and (sentence := self._translation(english[:-1])):
            return f"{sentence}."
        if len(sentences := _SENTENCE.split(english)) > 1 and all(map(self.is_told, sentences)):
            return " ".join(map(self.translate, sentences))
        if len(clauses := _CLAUSE.split(english)) > 1:
            return "; ".join(map(self.translate, clauses)) if all(map(self.is_told, clauses)) else None
        for _, shape, names, other in self._patterns:
            match = shape.fullmatch(english)
            if match and all(name in _VERBATIM or self.is_told(part) for name, part in zip(names, match.groups(), strict=True)):
                parts = zip(names, match.groups(), strict=True)
                return self._filled(other, {name: part if name in _VERBATIM else self.translate(part) for name, part in parts})
        return None

    def _filled(self, words: str, values: Mapping[str, str]) -> str:
        text = _PLACE.sub(lambda match: values[match[1]], words)
        return with_particles(text) if self.language == "ko" else text


ENGLISH = Words("en", {}, {})


def spoken(language: str, declared: Mapping[str, str]) -> Words:
    """Return the words of a language, English where reports have no catalogue of it."""
    file = Path(__file__).parent / "languages" / f"{Path(language).name}.json"
    return Words(language, json.loads(file.read_text(encoding="utf-8")), declared) if file.exists() else ENGLISH


def _recognised(english: str) -> tuple[int, re.Pattern[str], list[str]]:
    """Return the length of what is not in braces, how a sentence with places is recognised, and the names of the places."""
    pieces, names = _PLACE.split(english)[::2], _PLACE.findall(english)
    places = [_KINDS.get(name, "(.+?)") for name in names]
    shape = "".join(f"{re.escape(piece)}{place}" for piece, place in zip(pieces, [*places, ""], strict=True))
    return len("".join(pieces)), re.compile(shape), names
