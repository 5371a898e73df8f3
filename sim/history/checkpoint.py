"""Checkpoint of a long computation: the results of its finished steps, stored until all of it is done."""

import json
from collections.abc import Callable
from pathlib import Path

from sim.files.named_file import write_named_file


class Checkpoint:
    """Results of steps by name, each a list of numbers, in a file.

    file: where they are stored (None: not stored). key: identifies everything the steps depend on; steps stored under a different
    key are ignored.
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
        """Return the result of a step, computed only if it is not stored."""
        if name not in self._done:
            self._done[name] = compute()
            self._write()
        return self._done[name]

    def clear(self) -> None:
        """Remove the file once the computation is complete."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)

    def _write(self) -> None:
        if self.file is None:
            return
        write_named_file(self.file, json.dumps({"key": self.key, "steps": self._done}), folders=True)
