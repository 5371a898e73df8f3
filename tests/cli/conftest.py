"""Commands are tested for what they say and keep: the figures of a run are drawn in `tests/plots`."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def few_figures(one_figure: None) -> None:
    """Runs have one figure."""
