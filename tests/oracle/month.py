"""World by world, month by month: the loops of the scalar reference, which is a kernel that numba compiles as a whole."""

from hashlib import blake2b
from pathlib import Path
from typing import Any

import numba
import numpy as np

from tests.oracle.alliance import command, credibility, fears, strength
from tests.oracle.basics import World, compiled
from tests.oracle.decisions import decide
from tests.oracle.diplomacy import diplomacy, nuclear, responses
from tests.oracle.given import Given
from tests.oracle.posture import begin
from tests.oracle.relations import blocs, consensus, crisis, hostility
from tests.oracle.report import report


@compiled
def step(w: World, last: Any, new: Any, act: Any) -> None:
    """Let a month pass: all read the last state and write the new one, so that nobody moves first."""
    decide(w, last, act)
    strength(w, last, new, act)
    credibility(w, last, new, act)
    command(w, last, new, act)
    fears(w, last, new, act)
    responses(w, last, new, act)
    diplomacy(w, last, new, act)
    nuclear(w, last, new, act)
    blocs(w, last, new, act)
    hostility(w, last, new, act)
    crisis(w, last, new, act)
    consensus(w, last, new, act)


@compiled
def put_in_force(g: Given, w: World, month: int, last: Any) -> None:
    """Limit contested levers to what the consensus of last month sustains; all others are the same in every world."""
    for index in range(len(g.contested)):
        rule, actor = g.contested[index][0], g.contested[index][1]
        sustained = min(1.0, last.consensus[actor] / w.assume.consensus_needed) * g.wanted[month][index]
        g.since_rows[month][rule][actor] = sustained
        g.lever_rows[month][rule][actor] = g.usual_rows[rule][actor] + sustained


def every_month(g: Given) -> None:
    """Let every world live through all its months, and write what it reports."""
    for index in range(len(g.identities)):
        last, new, spare = g.states[0], g.states[1], g.states[2]
        act = g.acts[0]
        for month in range(len(g.circumstances)):
            w = World(
                g.theatre[0], g.keys[0], g.assumed[index], g.usual[0], g.levers[month], g.since[month], g.circumstances[month],
                g.states[0], g.reference[0], np.uint64(g.identities[index]), np.uint64(month),
            )  # fmt: skip
            if month == 0:
                begin(w)
            put_in_force(g, w, month, last)
            step(w, last, new, act)
            report(w, new, act, g.report[index][month])
            last, new, spare = new, spare, new


def _cache_folder(folder: Path) -> str:
    """Return the cache folder of numba, named by a hash of all files: numba itself checks one file only for changes."""
    text = b"".join(file.read_bytes() for file in sorted(folder.glob("*.py")))
    return str(folder / "__pycache__" / f"kernel-{blake2b(text, digest_size=8).hexdigest()}")


numba.config.CACHE_DIR = _cache_folder(Path(__file__).parent)
run = numba.njit(cache=True, error_model="numpy")(every_month)
