"""Korean particles, which depend on the sound that the word before them ends in."""

import re

_PARTICLE = re.compile(r"(\S*)\[(은/는|이/가|을/를|과/와|으로/로)\]")
_FINAL, _LIEUL = "013678lmnr", "178lr"
"""What, read aloud, ends in a consonant, and of that in the one that takes the particle of a vowel."""


def with_particles(text: str) -> str:
    """Return a text with the particle of each pair in brackets that fits: "미국[은/는] 일본[과/와]" as "미국은 일본과"."""
    return _PARTICLE.sub(_fitting, text)


def _fitting(match: re.Match[str]) -> str:
    word, pair = match.groups()
    after_consonant, after_vowel = pair.split("/")
    letters = [letter for letter in word if letter.isalnum()]
    final = _final_of(letters[-1].lower()) if letters else ""
    return f"{word}{after_vowel if not final or (pair == '으로/로' and final == 'ㄹ') else after_consonant}"


def _final_of(letter: str) -> str:
    """Return "ㄹ" for a letter or digit that ends in it, "x" for one that ends in another consonant, "" for one in a vowel."""
    if "가" <= letter <= "힣":
        final = (ord(letter) - ord("가")) % 28
        return "ㄹ" if final == 8 else "x" if final else ""
    return "ㄹ" if letter in _LIEUL else "x" if letter in _FINAL else ""
