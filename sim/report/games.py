"""The section of a report on a game: what it says in sentences, and its figures, from the folder of `peninsula game`."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError
from sim.report.figures import Picture

CAPTIONS = {
    "equilibrium": "Probability of every doctrine once all governments answer one another, by worldview, with 90 % intervals.",
    "answers_to_{first}": "How the others answer each doctrine of the player that goes first, by worldview.",
    "regret": "What each doctrine falls short of the player's best once the others have answered, by worldview.",
}
"""Figures of a game that a report shows; {first} stands for the player that is named first."""


@dataclass(frozen=True)
class GameSection:
    """What a report tells of a game. worlds: of each profile. sentences: of the player that is named first."""

    title: str
    worlds: int
    worldviews: tuple[str, ...]
    sentences: tuple[str, ...]
    pictures: tuple[Picture, ...]


def game_section(folder: Path) -> GameSection:
    """Return what a report tells of a game; raises PeninsulaError when the folder holds none, or a figure is missing."""
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if manifest.get("kind") != "game":
            raise PeninsulaError(
                f"--game {folder}: it holds a {manifest.get('kind', 'run')}: expected a folder of 'peninsula game'"
            )
        first, strategies = next(iter(manifest["players"].items()))
        pictures = [
            Picture(_image(folder / "plots" / f"{name.format(first=first)}.png"), text) for name, text in CAPTIONS.items()
        ]
        # a sentence for each doctrine of the first player, and one on its regret
        told = manifest["sentences"][: len(strategies) + 1]
        return GameSection(manifest["title"], manifest["worlds"], tuple(manifest["worldviews"]), tuple(told), tuple(pictures))
    except (OSError, ValueError, KeyError, StopIteration):
        raise PeninsulaError(f"--game {folder}: it cannot be read: expected a folder of 'peninsula game'") from None


def _image(file: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(file.read_bytes()).decode()
