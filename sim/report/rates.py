"""The section on rates a decade of the page docs/validation.md: driven history against record, the baseline beside them."""

from collections.abc import Sequence

from sim.foundations.wording import decimals_of, figure_text
from sim.history.rates import Band, Rate, window_text


def rates_section(rates: Sequence[Rate]) -> list[str]:
    """Return the lines of the section, in Markdown."""
    return [
        "## How often things happen",
        "",
        "Events a decade, and levels where it says so: on record, in the history driven by policies alone, and in the baseline",
        "over its horizon, both under the worldview that is used by default; means, and in brackets the 80 % band of worlds.",
        "Talks and agreements of Washington and Seoul with Pyongyang are imposed on the driven history, so that only the",
        "baseline says anything about them.",
        "",
        "| | months | record | driven history | record inside | baseline |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_row(rate) for rate in rates),
        "",
    ]


def rate_failures(rates: Sequence[Rate]) -> list[str]:
    """Return a sentence for every record that lies outside the band of the driven history."""
    return [_failure(rate) for rate in rates if not rate.inside]


def _failure(rate: Rate) -> str:
    span = " a decade" if rate.per_decade else ""
    low, high = figure_text(rate.driven.low), figure_text(rate.driven.high)
    found = f"{figure_text(rate.observed)} on record{span}, {low} to {high} in the driven history"
    return f"{rate.title}, {window_text(rate.window)}: {found}."


def _row(rate: Rate) -> str:
    title = rate.title if rate.per_decade else f"{rate.title} (level)"
    own = "" if rate.baseline is None else _band(rate.baseline)
    inside = "imposed" if rate.imposed else "yes" if rate.inside else "**no**"
    cells = (title, window_text(rate.window), figure_text(rate.observed), _band(rate.driven), inside, own)
    return f"| {' | '.join(cells)} |"


def _band(band: Band) -> str:
    decimals = decimals_of(band.mean, band.low, band.high)
    mean, low, high = (figure_text(value, decimals) for value in (band.mean, band.low, band.high))
    return f"{mean} ({low} to {high})"
