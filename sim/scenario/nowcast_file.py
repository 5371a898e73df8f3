"""Where worlds begin when a nowcast says so: the state of an ensemble that was held to the record, kept in one file.

A file of arrays (`.npz`): "state/<name>" with the world on the last axis, "assume/<name>", "level/<process>" and "about", a
JSON text with the first month to be simulated, the theatre, its cast, and the ranges from which assumptions were drawn.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError
from sim.foundations.read_file import content_of
from sim.scenario.assumptions import ASSUMPTIONS

FORMAT = 2

ANEW = "write it again with 'peninsula nowcast'"
"""What helps against a nowcast that cannot be used."""

MOST_BYTES = 4 * 1024**3
"""Size above which a nowcast is refused: one of a million worlds takes about 1 GB."""


@dataclass(frozen=True)
class Nowcast:
    """A nowcast by its file and content. month: the first to be simulated; ranges: from which assumptions were drawn."""

    file: str
    digest: str
    month: int
    theatre: str
    cast: tuple[str, ...]
    memory: float
    ranges: Mapping[str, tuple[float, float]]

    def arrays(self) -> Mapping[str, Array]:
        """Return every array by its name in the file. Raises PeninsulaError when it holds no numbers, is gone, or has changed."""
        return _arrays(self.file, self.digest)


def read_nowcast(path: Path, digest: str = "") -> Nowcast:
    """Return the nowcast that a file holds.

    digest: what its content must be (empty: anything). Raises PeninsulaError when it is not a nowcast, or has a different digest.
    """
    try:
        content = content_of(path, MOST_BYTES, "a nowcast")
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            about: dict[str, Any] = json.loads(str(arrays["about"]))
        if about.get("format") == FORMAT:
            _check(about)
    except PeninsulaError:
        raise
    except FileNotFoundError:
        raise PeninsulaError(f"{path}: no such nowcast: write one with 'peninsula nowcast --data DIR'") from None
    except Exception as error:  # not a nowcast: NumPy and zip raise errors of many kinds
        raise PeninsulaError(f"{path} is not a nowcast ({type(error).__name__}): write one with 'peninsula nowcast'") from None
    if about.get("format") != FORMAT:
        raise PeninsulaError(f"{path} has format {about.get('format')}, and this version of Peninsula reads {FORMAT}: {ANEW}")
    if about["ranges"].keys() != {assumption.name for assumption in ASSUMPTIONS}:
        raise PeninsulaError(f"{path} was made by another version of the model: {ANEW}")
    own = hashlib.sha256(content).hexdigest()
    if digest and own != digest:
        raise PeninsulaError(f"{path} is not the nowcast that was meant: its content has changed")
    ranges = {name: (float(low), float(high)) for name, (low, high) in about["ranges"].items()}
    return Nowcast(
        str(path.resolve()), own, int(about["month"]), about["theatre"], tuple(about["cast"]), float(about["memory"]), ranges
    )


def _check(about: Mapping[str, Any]) -> None:
    """Raise an exception of Python's own when a nowcast lacks something that it must contain."""
    for key, kind in (("month", int), ("theatre", str), ("cast", list), ("ranges", dict)):
        if not isinstance(about[key], kind):
            raise ValueError(key)
    float(about["memory"])
    for low, high in about["ranges"].values():
        float(low), float(high)


def nowcast_content(arrays: Mapping[str, Array], about: Mapping[str, Any]) -> bytes:
    """Return the content of the file of a nowcast."""
    said: Any = {"about": np.array(json.dumps({"format": FORMAT, **about})), **arrays}
    content = BytesIO()
    np.savez_compressed(content, **said)
    return content.getvalue()


@lru_cache(maxsize=4)
def _arrays(file: str, digest: str) -> Mapping[str, Array]:
    try:
        content = content_of(Path(file), MOST_BYTES, "a nowcast")
        if hashlib.sha256(content).hexdigest() != digest:
            raise PeninsulaError(f"{file} changed while it was in use: write the nowcast again")
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            return {name: arrays[name].astype(REAL) for name in arrays.files if name != "about"}
    except PeninsulaError:
        raise
    except FileNotFoundError:
        raise PeninsulaError(f"{file} is no longer there: put it back, or write it again with 'peninsula nowcast'") from None
    except Exception as error:  # NumPy and zip raise errors of many kinds
        raise PeninsulaError(f"{file} holds what is no array of numbers ({type(error).__name__}): {ANEW}") from None
