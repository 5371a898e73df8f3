"""What `make lint` checks, so that it is never forgotten: style, layout and types."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

CHECKS = {
    "style": ("ruff", "check", "."),
    "layout": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
}


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
def test_the_source_passes(check: str) -> None:
    done = subprocess.run([sys.executable, "-m", *CHECKS[check]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
