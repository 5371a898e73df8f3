"""The server, and its pool, in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sim.history.hindcast import VARIABLES
from sim.history.nowcast import nowcast, write_nowcast
from sim.history.observations import Observations, Series
from sim.history.settings import fitted_settings
from sim.scenario.loading import load
from sim.web.pool import WorkerPool
from sim.web.server import create_app
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a server with one worker, without compiled programs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        app = create_app(processes=1, compiled=False, results=tmp_path_factory.mktemp("saved") / "results")
        with TestClient(app, base_url="http://127.0.0.1") as client:
            yield client


@pytest.fixture
def pool(root: Path) -> Iterator[WorkerPool]:
    """A pool with one worker, without compiled programs."""
    pool = WorkerPool(1, compiled=False)
    yield pool
    pool.close()


@pytest.fixture(scope="session")
def nowcast_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A nowcast of ten worlds that begin in 1992, made from a made-up record."""
    months = [f"{year}-{month:02}" for year in range(1990, 1992) for month in range(1, 13)]
    observed = {name: Series(name, "", "", dict.fromkeys(months, 1.0), "") for name in VARIABLES}
    history = load(ROOT / "scenarios" / "history.toml", worlds=10, months=24)
    file = tmp_path_factory.mktemp("nowcast") / "now.npz"
    write_nowcast(nowcast(history, Observations(observed), fitted_settings()), file)
    return file
