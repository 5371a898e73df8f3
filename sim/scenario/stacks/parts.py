"""The parts of a stack: a scenario, and packages that are put on it.

baseline + opcon_conditions                   what the package changes, put on the baseline
baseline + opcon_conditions + burden_bargain  two packages, refused where they contradict each other
baseline + opcon_conditions then burden_bargain   the later one decides
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.foundations.errors import PeninsulaError, shown
from sim.foundations.read_file import exists
from sim.scenario.layers import LONGEST_CHAIN, Layer, chain

_JOINTS = re.compile(r"\s(\+|then)(?=\s)")
_WITH_BLANKS = re.compile(r"\s(?:\+|then)\s")
LONGEST_NAME = 100
"""Characters of a name made of the names of all parts; a longer one counts the parts in the middle."""


@dataclass(frozen=True)
class Part:
    """A scenario of a stack.

    chain: the files it is read from, the oldest first and itself last. laid: those that it lays over what is before it. Of the
    first part these are all; of a package the files that no part before has laid, without its own base: the file at the
    bottom of its chain, if it extends one. decides: whether it may contradict packages before it.
    """

    chain: tuple[Layer, ...]
    laid: tuple[Layer, ...]
    decides: bool = False

    @property
    def path(self) -> Path:
        """Its own file."""
        return self.chain[-1].path

    @property
    def lone(self) -> bool:
        """Whether it extends nothing: as a package a list of differences from whatever it is put on."""
        return len(self.chain) == 1

    @property
    def name(self) -> str:
        return self.path.stem


def split(source: str | Path) -> list[tuple[str, bool]]:
    """Return the scenarios that a source names, each with whether it decides; a file of that very name is one scenario.

    Raises PeninsulaError when a scenario is missing beside a joint.
    """
    text = str(source)
    if isinstance(source, Path) or exists(Path(text)):
        return [(text, False)]
    # a path may hold a + of its own, such as c++/mine.toml: then joints have blanks around them
    padded = f" {text} "
    pieces = _JOINTS.split(padded) if _WITH_BLANKS.search(padded) else re.split(r"(\+)", text)
    named = [piece.strip() for piece in pieces[::2]]
    if len(named) > 1 and not all(named):
        raise PeninsulaError(
            f"{shown(text)}: a scenario is missing beside a joint: expected something like 'baseline + opcon_fast'"
        )
    if len(named) > LONGEST_CHAIN:
        raise PeninsulaError(f"a stack of {len(named)} scenarios is too high: expected at most {LONGEST_CHAIN}")
    return (
        [(name, joint == "then") for name, joint in zip(named, ["", *pieces[1::2]], strict=True)]
        if named[1:]
        else [(text, False)]
    )


def is_stack(source: object) -> bool:
    """Return whether a source names several scenarios."""
    return isinstance(source, str) and len(split(source)) > 1


def prefixes(source: str | Path) -> list[str]:
    """Return the stacks that a stack grows through: its first scenario, with one package, with two."""
    found = [""]
    for name, decides in split(source):
        found.append(f"{found[-1]} {'then' if decides else '+'} {name}" if found[-1] else name)
    return found[1:]


def parts(source: str | Path) -> tuple[Part, ...]:
    """Return the parts of a stack, or a scenario as the only one.

    Raises PeninsulaError as `chain` does.
    """
    named = split(source)
    if len(named) == 1:
        only = tuple(chain(source))
        return (Part(only, only),)
    return put_together([(tuple(chain(name)), decides) for name, decides in named])


def departs_from(source: str | Path) -> Path:
    """Return the file that a scenario, or the first one of a stack, extends in the end, such as baseline_2025.toml.

    Raises PeninsulaError as `parts` does, and where it extends none.
    """
    base = parts(source)[0].chain
    if len(base) == 1 and not is_stack(source):
        raise PeninsulaError(f"{base[0].path.stem} extends no scenario that it could be held against")
    return base[0].path


def put_together(chains: Sequence[tuple[tuple[Layer, ...], bool]]) -> tuple[Part, ...]:
    """Return the parts of a stack of chains, each with whether it decides; every file is laid once."""
    known: set[str] = set()
    found: list[Part] = []
    for layers, decides in chains:
        fresh = tuple(layer for layer in layers if os.path.realpath(layer.path) not in known)
        if found and len(layers) > 1 and fresh and fresh[0] is layers[0]:
            fresh = fresh[1:]
        known |= {os.path.realpath(layer.path) for layer in layers}
        found.append(Part(layers, fresh, decides))
    return tuple(found)


def name_of(stack: Sequence[Part]) -> str:
    """Return the name of a stack: those of its parts, joined."""
    names = [part.name for part in stack]
    whole = "+".join(names)
    if len(whole) <= LONGEST_NAME or len(names) == 1:
        return whole
    return f"{names[0]}+{names[1]}+{len(names) - 2}-more"
