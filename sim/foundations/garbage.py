"""Garbage collection for processes whose libraries make hundreds of thousands of objects that stay."""

import gc

YOUNG_OBJECTS = 10_000
"""Objects made between two collections, against Python's 700: importing what simulates and draws takes a tenth less time."""


def collect_seldom() -> None:
    """Let this process look for garbage less often than Python's default."""
    gc.set_threshold(YOUNG_OBJECTS, 10, 10)
