"""`peninsula schema`: for editors, to the screen or to a file."""

import json
from pathlib import Path

import pytest

from sim.cli.entry import main


def test_the_schema_knows_the_keys_of_a_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert {"title", "extends", "policy", "assumptions"} <= set(schema["properties"])
    assert "troops_korea" in json.dumps(schema)


def test_the_schema_goes_to_a_file_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "scenario.schema.json"
    assert main(["schema", "--theatre", "europe", "--out", str(file)]) == 0
    before = file.read_bytes()
    assert json.loads(before)
    assert main(["schema", "--out", str(file)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert main(["schema", "--out", str(file), "--overwrite"]) == 0
    assert file.read_bytes() != before


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "absent" / "scenario.schema.json"
    assert main(["schema", "--out", str(file)]) == 2
    err = capsys.readouterr().err
    assert str(file) in err
    assert err.count("\n") == 1
