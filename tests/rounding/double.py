"""`python -m tests.rounding.double SCENARIO WORLDS MONTHS FILE`: the outcomes of a scenario, computed in double precision.

A process of its own, since the type of number is settled before anything else is imported.
"""

import sys

import numpy as np

import sim.foundations.axes

sim.foundations.axes.REAL = np.float64

if __name__ == "__main__":
    from sim.model.simulate import outcomes_of_worlds
    from sim.scenario.loading import load

    name, worlds, months, file = sys.argv[1:]
    found = outcomes_of_worlds(load(name, worlds=int(worlds), months=int(months)), np.arange(int(worlds)))
    assert found.dtype == np.float64
    np.save(file, found)
