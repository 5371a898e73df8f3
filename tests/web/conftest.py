"""The server, and its pool, in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

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
