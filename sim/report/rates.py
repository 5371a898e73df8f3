"""The section on rates a decade of the page docs/validation.md: driven history against record, the baseline beside them."""

from collections.abc import Sequence

from sim.foundations.wording import figure_text
from sim.history.rates import Rate, window_text


def rates_section(rates: Sequence[Rate]) -> list[str]:
    """Return the lines of the section, in Markdown."""
    return [
        "## How often things happen",
        "",
        "Events a decade, and levels where it says so: on record, in the history driven by policies alone with its 80 % band of",
        "worlds, and in the baseline from 2025 on, both under the worldview that is used by default.",
        "",
        "| | months | record | driven history | 80 % band | record inside | baseline |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_row(rate) for rate in rates),
        "",
    ]


def rate_failures(rates: Sequence[Rate]) -> list[str]:
    """Return a sentence for every record that lies outside the band of the driven history."""
    return [
        f"{each.title}, {window_text(each.window)}: {figure_text(each.observed)} on record"
        f"{' a decade' if each.per_decade else ''}, {figure_text(each.low)} to {figure_text(each.high)} in the driven history."
        for each in rates
        if not each.inside
    ]


def _row(rate: Rate) -> str:
    title = rate.title if rate.per_decade else f"{rate.title} (level)"
    own = "" if rate.baseline is None else figure_text(rate.baseline)
    band = f"{figure_text(rate.low)} to {figure_text(rate.high)}"
    inside = "yes" if rate.inside else "**no**"
    cells = (title, window_text(rate.window), figure_text(rate.observed), figure_text(rate.mean), band, inside, own)
    return f"| {' | '.join(cells)} |"
