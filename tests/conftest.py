"""What all tests share: plots without a screen, and property tests that take the time they need."""

import os
import shutil
import signal
from collections.abc import Iterator
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


@pytest.fixture(scope="module")
def one_figure() -> Iterator[None]:
    """A run that this process draws has one figure, which takes a second less than all of them: `tests/plots` draws all."""
    from sim import plots

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plots, "FIGURES", {"tension": plots.FIGURES["tension"]})
        yield


@pytest.fixture
def sigint_interrupts() -> Iterator[None]:
    """Ctrl-C interrupts the test and the processes it starts, even if the tests were started to ignore it, as by `nohup`."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def sigint_ignored() -> Iterator[None]:
    """The test and the processes it starts ignore Ctrl-C, as under `nohup` and in background jobs of a script."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Where Chromium is; what looks through it is skipped without it, unless it must be there (PENINSULA_BROWSER=required)."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        missing = pytest.fail if os.environ.get("PENINSULA_BROWSER") == "required" else pytest.skip
        missing("there is no Chromium on this machine")
    return found
