"""What `peninsula hindcast` prints beside scores."""

import numpy as np
import pytest

from sim.cli.output.hindcast import print_hindcast
from sim.history.brier import EventScores
from sim.history.hindcast import Hindcast
from sim.studies.hindcast import Validation


def test_gaps_and_what_was_noticed_in_the_data_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    hindcast = Hindcast({}, {}, {}, ("2012-01",), np.array([30.0]), np.array([0.0]), worlds=60)
    missing = {"gprc_kor": tuple(f"2012-{month:02d}" for month in range(1, 10))}
    print_hindcast(Validation(hindcast, {}, (), (), EventScores((), ()), (), (), (), missing, ("rows given twice: 1",)))
    told = " ".join(capsys.readouterr().out.split())
    assert "gprc_kor is not scored in 2012-01, 2012-02, 2012-03, 2012-04, 2012-05, 2012-06 and 3 more" in told
    assert "In the data: rows given twice: 1." in told
