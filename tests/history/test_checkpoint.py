"""Finished steps are taken up again, those of another computation are not."""

from pathlib import Path

import pytest

from sim.history.checkpoint import Checkpoint


def never() -> list[float]:
    raise AssertionError("computed again")


def test_a_finished_step_is_not_computed_again(tmp_path: Path) -> None:
    file = tmp_path / "steps.json"
    assert Checkpoint(file, "one").step("fit", lambda: [1.5, 2.0]) == [1.5, 2.0]
    again = Checkpoint(file, "one")
    assert again.step("fit", never) == [1.5, 2.0]
    again.clear()
    assert not file.exists()


@pytest.mark.parametrize("content", ["", "[]", '{"key": "one", "steps": 3}', '{"key": "other", "steps": {"fit": [1]}}'])
def test_steps_that_are_damaged_or_of_another_computation_are_not_taken(content: str, tmp_path: Path) -> None:
    file = tmp_path / "steps.json"
    file.write_text(content, encoding="utf-8")
    assert Checkpoint(file, "one").step("fit", lambda: [7.0]) == [7.0]
