"""What all tests share: plots without a screen, and property tests that take the time they need."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("MPLBACKEND", "Agg")

settings.register_profile("peninsula", deadline=None, max_examples=50)
settings.register_profile("ci", parent=settings.get_profile("peninsula"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "peninsula")

ROOT = Path(__file__).parents[1]


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's folder, made the working folder: names of scenarios are looked for in its scenarios/."""
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Where Chromium is; what looks through it is skipped without it, unless it must be there (PENINSULA_BROWSER=required)."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        missing = pytest.fail if os.environ.get("PENINSULA_BROWSER") == "required" else pytest.skip
        missing("there is no Chromium on this machine")
    return found
