"""The summary of a run is readable: numbers that are compared have the same number of decimals."""

import re

import pytest

from sim.cli.output.run import print_summary
from sim.ensemble.run import Run
from sim.studies.run import Run as DrawnRun


def test_all_figures_of_an_outcome_have_the_same_decimals(whole: Run, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(DrawnRun.of(whole))
    outcomes = capsys.readouterr().out.partition("Within the horizon")[0]
    rows = re.findall(r"^.*\S +([\d.]+ +[\d.]+ to [\d.]+ +[\d.]+ +[\d.]+ to [\d.]+ +[\d.]+ to [\d.]+)$", outcomes, re.MULTILINE)
    assert len(rows) > 15
    for row in rows:
        decimals = {len(number.partition(".")[2]) for number in re.findall(r"[\d.]+", row)}
        assert len(decimals) == 1, row
