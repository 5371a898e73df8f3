"""What is missing is said in one sentence, with the command that installs it where the user stands."""

from pathlib import Path

import pytest

from sim.foundations import extras
from sim.foundations.errors import PeninsulaError


def test_a_library_that_is_installed_is_not_asked_for() -> None:
    extras.require("numpy", "web")


def test_a_checkout_is_installed_with_its_extra() -> None:
    with pytest.raises(PeninsulaError, match=r"this needs no_such_library: install it in the folder .* -e '\.\[web\]'$"):
        extras.require("no_such_library", "web")


def test_an_installed_wheel_is_told_the_libraries_of_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "ROOT", tmp_path)
    told = extras.how_to_install("web")
    for library in ("'starlette>=", "'uvicorn>=", "'plotly>=", "'jax>="):
        assert library in told
    assert "numpy" not in told
    assert "-e" not in told
