"""What is said of a range out of bounds: the bounds with their unit, which of shares they say themselves."""

import pytest

from sim.foundations.errors import PeninsulaError
from sim.scenario.assumptions.ranges import range_of


@pytest.mark.parametrize(("name", "bounds"), [("trust_calm", "0 to 1"), ("patron_cost_of_troops", "-5 to 5 utility")])
def test_bounds_are_told_with_their_unit_once(name: str, bounds: str) -> None:
    with pytest.raises(PeninsulaError, match=rf"9 is out of bounds: expected low <= high within {bounds}$"):
        range_of(name, 9, "mine.toml")
