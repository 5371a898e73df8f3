"""Characters that no installed font has: figures show boxes in their place, and that is said once."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from sim.foundations.errors import PeninsulaWarning

_MISSING = r"Glyph (\d+) .* missing from font"
_said = False


@contextmanager
def missing_glyphs_said_once() -> Iterator[None]:
    """Replace Matplotlib's warnings of missing glyphs, one for each in each figure, by a single PeninsulaWarning a process."""
    global _said
    with warnings.catch_warnings(record=True) as caught:
        warnings.filterwarnings("always", message=_MISSING)
        yield
    missing: dict[str, None] = {}
    for each in caught:
        match = re.match(_MISSING, str(each.message))
        if match is None:
            warnings.warn_explicit(each.message, each.category, each.filename, each.lineno, source=each.source)
        else:
            missing[chr(int(match[1]))] = None
    if missing and not _said:
        _said = True
        warnings.warn(
            f"no installed font has the characters {' '.join(missing)}: figures show boxes in their place; "
            "install a font that has them, such as Noto Sans CJK for Korean",
            PeninsulaWarning,
            stacklevel=2,
        )
