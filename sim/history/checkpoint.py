"""Finished steps of a long computation, kept until all of it is done."""

import json
import os
from collections.abc import Callable
from pathlib import Path


class Checkpoint:
    """Steps by name, each a list of numbers, in a file that belongs to one computation.

    file: where they are kept (None: nowhere). key: of all that the steps depend on; steps of another key are not taken.
    """

    def __init__(self, file: Path | None, key: str) -> None:
        self.file = file
        self.key = key
        self._done: dict[str, list[float]] = {}
        if file is not None and file.is_file():
            try:
                content = json.loads(file.read_text(encoding="utf-8"))
                if content["key"] == key:
                    self._done = {str(name): [float(value) for value in values] for name, values in content["steps"].items()}
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                self._done = {}

    def step(self, name: str, compute: Callable[[], list[float]]) -> list[float]:
        """Return what a step yields, computed unless it was before."""
        if name not in self._done:
            self._done[name] = compute()
            self._keep()
        return self._done[name]

    def clear(self) -> None:
        """Forget all steps: the computation is done."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)

    def _keep(self) -> None:
        if self.file is None:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        hidden = self.file.with_name(f"{self.file.name}.unfinished")
        hidden.write_text(json.dumps({"key": self.key, "steps": self._done}), encoding="utf-8")
        os.replace(hidden, self.file)
