"""`python -m tests.oracle.double FILE`: the outcomes of every case by the model, computed in double precision.

A process of its own, since the type of number is settled before anything else is imported.
"""

import sys

import numpy as np

import sim.foundations.axes

sim.foundations.axes.REAL = np.float64

if __name__ == "__main__":
    from sim.model.simulate import outcomes_of_worlds
    from tests.oracle.cases import CASES, WORLDS, scenario_of

    np.savez(sys.argv[1], **{case: outcomes_of_worlds(scenario_of(case), np.arange(WORLDS)) for case in CASES})
