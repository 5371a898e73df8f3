"""`--expect OUTCOME=better`: what a script counts on, checked in the last month."""

from collections.abc import Iterable

from sim.analysis.compare import Comparison
from sim.foundations.errors import PeninsulaError, nearest

STANDINGS = ("better", "worse", "same")


def expectations(texts: Iterable[str] | None) -> tuple[tuple[str, str], ...]:
    """Return (outcome, standing) of each text; raises PeninsulaError when one cannot be read."""
    found = []
    for text in texts or ():
        name, _, standing = (part.strip() for part in text.partition("="))
        if standing not in STANDINGS:
            hint = nearest(standing, STANDINGS)
            raise PeninsulaError(f"--expect '{text}': expected OUTCOME=better, OUTCOME=worse or OUTCOME=same{hint}")
        found.append((name, standing))
    return tuple(found)


def unmet(comparison: Comparison, wanted: Iterable[tuple[str, str]]) -> list[str]:
    """Return a sentence for every expectation that most worlds do not bear out.

    Raises PeninsulaError for an outcome that does not exist or has no direction.
    """
    broken = []
    for name, standing in wanted:
        for label, contrast in zip(comparison.names[1:], comparison.contrasts, strict=True):
            shares = contrast.standing(name)
            if shares is None:
                raise PeninsulaError(f"--expect {name}: neither higher nor lower is better, so nothing can be expected of it")
            better, worse = shares
            share = {"better": better, "worse": worse, "same": 1 - better - worse}[standing]
            if share <= 0.5:
                broken.append(f"Expected {name} to be {standing} in {label}: it is in {share:.0%} of worlds")
    return broken
