"""The model in double precision, in a process of its own: the type of number is settled before the model is imported."""

import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario


def outcomes_in_double(scenarios: Sequence["Scenario"], folder: Path) -> list[NDArray[np.float64]]:
    """Return the outcomes of all worlds of each scenario, (outcome, month, world). folder: takes the files in between."""
    asked, found = folder / "scenarios.pickle", folder / "outcomes.npz"
    asked.write_bytes(pickle.dumps(scenarios))
    command = [sys.executable, "-m", "tests.in_double", str(asked), str(found)]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[1])
    with np.load(found) as outcomes:
        return [outcomes[name] for name in outcomes.files]


def apart(one: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return the largest difference in each world over all outcomes and months, shape (world,); as a share of numbers above 1."""
    return (np.abs(one - other) / np.maximum(1, np.abs(other))).max(axis=(0, 1))


if __name__ == "__main__":
    import sim.foundations.axes

    sim.foundations.axes.REAL = np.float64

    from sim.model.simulate import outcomes_of_worlds

    given = pickle.loads(Path(sys.argv[1]).read_bytes())
    np.savez(sys.argv[2], *(outcomes_of_worlds(each, np.arange(each.worlds)) for each in given))
