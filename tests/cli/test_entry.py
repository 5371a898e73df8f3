"""Mistakes on the command line: one sentence on standard error, exit code 2, the nearest name offered."""

import pytest

from sim.cli.entry import main


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["chek", "baseline"], "did you mean 'check'?"),
        (["run", "baseline", "--sett", "a=1"], "did you mean '--set'?"),
        (["run"], "Missing argument 'SCENARIO'"),
        (["run", "baseline", "--worlds", "many"], "'--worlds'"),
        (["run", "baseline", "--workers", "0"], "'--workers'"),
        (["run", "baseline", "--set", "us.troops_korea"], "expected KEY=VALUE"),
        (["check"], "Missing argument 'SCENARIO'"),
        (["new"], "Missing argument 'FILE'"),
    ],
)
def test_a_mistake_is_answered_with_one_sentence(arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert expected in err
    assert err.startswith("Error: ")
    assert err.count("\n") == 1
