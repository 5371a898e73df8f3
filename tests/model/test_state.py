"""The state and the acts have the axes that their fields declare, in any theatre and month."""

import dataclasses

import numpy as np
import pytest

from sim.foundations.axes import REAL
from sim.model.state import AXES, Acts, State, blank
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load
from tests.model import three_actors

WORLDS = 3


@pytest.mark.parametrize("name", ["moon_package", "europe_baseline", "russia_in_the_cast", "three actors"])
def test_every_field_keeps_the_shape_that_it_declares(name: str, root: object) -> None:
    scenario = three_actors.scenario() if name == "three actors" else load(name)
    model = TheatreModel([scenario], np.arange(WORLDS))
    declared = blank(State, model.cast, WORLDS)
    for _ in range(13):
        shapes = {field.name: getattr(model.state, field.name).shape for field in dataclasses.fields(State)}
        assert shapes == {name: values.shape for name, values in vars(declared).items()}
        model.step()


def test_a_blank_record_is_zero_and_ends_in_the_world_axis(root: object) -> None:
    cast = TheatreModel([load("baseline")], np.arange(1)).cast
    for record in (blank(State, cast, WORLDS), blank(Acts, cast, WORLDS)):
        assert list(AXES[type(record)]) == list(vars(record))
        for name, axes in AXES[type(record)].items():
            values = getattr(record, name)
            assert axes[-1] == "world"
            assert values.shape[-1] == WORLDS
            assert values.dtype == REAL
            assert not values.any()
