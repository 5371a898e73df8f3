"""Discovery finds what was planted, admits what is not there, and works on runs as on scenarios."""

import numpy as np
import pytest

from sim.analysis.cases import cases
from sim.analysis.discover import discover
from sim.analysis.factors import factor
from sim.foundations.errors import PeninsulaError
from sim.model.expression import expression
from sim.scenario.loading import load


@pytest.fixture(scope="module")
def numbers() -> np.ndarray:
    return np.random.default_rng(1).random((2000, 12))


def test_a_policy_that_decides_is_found_in_the_model() -> None:
    base = load("baseline", worlds=600, months=24)
    asked = cases([base], expression("autonomy > 0.5", base), [factor("us.troops_korea=0:28500", base)], workers=1)
    found = discover(asked, 1)
    assert "united_states.troops_korea below" in found.boxes[0].words
    assert found.boxes[0].held_out_density > found.share
    assert {"factor", "quasi_p", "coverage", "density"} <= set(found.table().columns)


@pytest.mark.parametrize(("text", "said"), [("warheads > 1e9", "none of 60"), ("warheads >= 0", "all of 60")])
def test_a_condition_of_no_world_or_of_all_is_refused(text: str, said: str) -> None:
    base = load("baseline", worlds=60, months=3)
    with pytest.raises(PeninsulaError, match=said):
        discover(cases([base], expression(text, base), workers=1))
