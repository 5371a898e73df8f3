"""Whole numbers in a list, as `--lead 0,6,12`."""

from sim.foundations.errors import PeninsulaError


def whole_numbers(option: str, text: str) -> list[int]:
    """Return the numbers of a comma-separated list; option: for the sentence.

    Raises PeninsulaError when one of them is no whole number.
    """
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise PeninsulaError(f"{option} '{text}': expected whole numbers of months with commas between them, such as 0,6,12")
    return [int(part) for part in parts]
