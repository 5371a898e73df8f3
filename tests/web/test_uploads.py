"""A nowcast that a page uploads: what is taken, what is refused and in which words, and what leaves the server afterwards."""

import tomllib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load
from sim.web import uploads
from sim.web.state import AppState
from sim.web.uploads import Uploads
from tests.report.test_words import KOREAN
from tests.web.client import error_of, post, post_ok

BYTES = {"Content-Type": "application/octet-stream"}


def state_of(client: TestClient) -> AppState:
    """Return what the handlers of the server share."""
    assert isinstance(client.app, Starlette)
    state: AppState = client.app.state.page
    return state


def upload(client: TestClient, content: bytes, name: str = "now.npz", kind: str = "application/octet-stream") -> Response:
    """Send a file as the page does."""
    return client.post("/api/nowcast", params={"name": name}, content=content, headers={"Content-Type": kind})


def changed(nowcast_file: Path, **arrays: np.ndarray | None) -> bytes:
    """Return a nowcast with other arrays of the state; None: without one."""
    with np.load(nowcast_file) as kept:
        held = {name: kept[name] for name in kept.files} | {f"state/{name}": values for name, values in arrays.items()}
    content = BytesIO()
    np.savez(content, **{name: values for name, values in held.items() if values is not None})
    return content.getvalue()


def test_worlds_begin_in_an_uploaded_nowcast_and_every_export_says_so(
    client: TestClient, nowcast_file: Path, tmp_path: Path
) -> None:
    told = upload(client, nowcast_file.read_bytes()).json()
    name = told["name"]
    assert (told["month"], client.get("/api/nowcast", params={"name": name}).json()) == ("1992-01", {"known": True})
    assert post_ok(client, nowcast=name, months=12)["months"][0] == "1992-01"
    assert "this scenario has another cast" in error_of(post(client, scenario="europe_baseline", nowcast=name))
    seat = {"player": "north_korea", "every": 6, "moves": [{}]}
    for route, asked in (("scenario_file", {}), ("seat_file", {"seat": seat})):
        text = post(client, route, nowcast=name, **asked).text
        assert text.startswith("# Worlds begin in the nowcast now.npz (SHA-256 ")
        assert tomllib.loads(text)["nowcast"]["file"] == "now.npz"
        (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
        (tmp_path / "now.npz").write_bytes(nowcast_file.read_bytes())
        assert load(tmp_path / "mine.toml").nowcast is not None
    assert "which begin in the nowcast now.npz" in post(client, "report", nowcast=name, months=6).text
    folder = state_of(client).results.parent / post_ok(client, "save", nowcast=name, months=6)["folder"]
    kept = load(folder / "scenario.toml").nowcast
    assert kept is not None
    assert Path(kept.file).parent == folder.parent.resolve()


def test_what_is_no_nowcast_is_refused_in_one_sentence(client: TestClient, nowcast_file: Path) -> None:
    lacks = changed(nowcast_file, strength=None)
    for content, name, expected in (
        (b"nothing", "notes.txt", "notes.txt is not a nowcast: expected a file that 'peninsula nowcast' has written"),
        (lacks, "now.npz", "now.npz lacks 'state/strength': write it again with 'peninsula nowcast'"),
        (changed(nowcast_file, strength=np.zeros((2, 10))), "now.npz", "has the shape (2, 10), expected (5, 10)"),
        (changed(nowcast_file, quarrel=np.full(10, np.nan)), "now.npz", "'state/quarrel' holds what is no finite number"),
        (changed(nowcast_file, quarrel=np.array(["a"] * 10)), "now.npz", "now.npz holds what is no array of numbers"),
        (nowcast_file.read_bytes(), "../now.npz", "cannot be the name of a nowcast"),
        (nowcast_file.read_bytes(), "..", "cannot be the name of a nowcast"),
    ):
        told = error_of(upload(client, content, name))
        assert expected in told
        assert KOREAN.is_told(told)
    assert "16384 kB" in error_of(upload(client, b"0" * (uploads.MOST_BYTES + 1)), 413)


def test_a_page_of_another_host_cannot_upload(client: TestClient, nowcast_file: Path) -> None:
    for kind in ("text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"):
        assert "application/octet-stream" in error_of(upload(client, nowcast_file.read_bytes(), kind=kind), 415)


def test_arrays_that_would_fill_the_memory_are_not_unpacked(nowcast_file: Path) -> None:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        packed.writestr("about.npy", bytes(uploads.MOST_UNPACKED + 1))
    with pytest.raises(PeninsulaError, match=r"bomb.npz is too large: expected arrays of at most 64 MB"):
        Uploads().keep("bomb.npz", content.getvalue())


def test_one_that_is_not_here_is_asked_for_and_the_oldest_goes(nowcast_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_KEPT", 1)
    kept = Uploads()
    first, _ = kept.keep("first.npz", nowcast_file.read_bytes())
    second, _ = kept.keep("second.npz", nowcast_file.read_bytes())
    assert (kept.knows(first), kept.knows(second), kept.path("results/now.npz")) == (False, True, None)
    with pytest.raises(PeninsulaError, match=r"this server does not have 'first.npz' \(SHA-256 \w{12}\): choose that file"):
        kept.path(first)
