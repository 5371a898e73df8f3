"""`--expect OUTCOME=better`: what a script relies on, checked in the last month."""

from collections.abc import Iterable

from sim.analysis.compare import Comparison
from sim.foundations.errors import PeninsulaError, nearest

STANDINGS = ("better", "worse", "same")


def expectations(texts: Iterable[str] | None) -> tuple[tuple[str, str], ...]:
    """Return (outcome, standing) of each text; raises PeninsulaError when one cannot be read."""
    expected = []
    for text in texts or ():
        name, _, standing = (part.strip() for part in text.partition("="))
        if standing not in STANDINGS:
            hint = nearest(standing, STANDINGS)
            raise PeninsulaError(f"--expect '{text}': expected OUTCOME=better, OUTCOME=worse or OUTCOME=same{hint}")
        expected.append((name, standing))
    return tuple(expected)


def unmet(comparison: Comparison, expected: Iterable[tuple[str, str]]) -> list[str]:
    """Return a sentence for every expectation that does not hold in most worlds.

    Raises PeninsulaError for an outcome that does not exist or has no direction.
    """
    failed = []
    for name, standing in expected:
        for label, contrast in zip(comparison.names[1:], comparison.contrasts, strict=True):
            shares = contrast.standing(name)
            if shares is None:
                raise PeninsulaError(f"--expect {name}: neither higher nor lower is better, so it cannot be better or worse")
            better, worse = shares
            share = {"better": better, "worse": worse, "same": 1 - better - worse}[standing]
            if share <= 0.5:
                failed.append(f"Expected {name} to be {standing} in {label}: it is in {share:.0%} of worlds")
    return failed
