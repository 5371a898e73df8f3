"""The server hands out the files of the page, and no other file."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sim.web.page_files import PAGE
from sim.web.server import create_app
from tests.web.client import post


def test_every_module_that_the_page_imports_is_served(client: TestClient) -> None:
    modules = [path.relative_to(PAGE).as_posix() for path in PAGE.rglob("*.js")]
    assert "views/tension.js" in modules
    for module in modules:
        response = client.get(f"/page/{module}")
        assert response.headers["content-type"].startswith("text/javascript")
        for imported in re.findall(r'from "(.+?)"', response.text):
            assert (PAGE / module).parent.joinpath(imported).resolve().is_relative_to(PAGE)
            assert client.get(f"/page/{module}/../{imported}").status_code == 200


def test_a_first_visit_takes_less_than_two_megabytes_over_the_wire(client: TestClient) -> None:
    files = ["/", "/page/plotly.js", *(f"/page/{path.relative_to(PAGE).as_posix()}" for path in PAGE.rglob("*.*"))]
    answers = [client.get(file) for file in [*files, "/api/scenarios"]]
    answers += [post(client, route, reference="baseline", worlds=20, months=120) for route in ("controls", "answer", "policy")]
    assert all(answer.status_code == 200 for answer in answers)
    large = [answer for answer in answers if len(answer.content) > 2000]
    assert all(answer.headers["content-encoding"] == "gzip" for answer in large)
    assert sum(int(answer.headers["content-length"]) for answer in answers) < 2_000_000
    plain = client.get("/page/plotly.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == answers[1].content


def test_a_browser_is_told_at_once_of_the_modules_that_the_page_begins_with(client: TestClient) -> None:
    told = re.findall(r'<link rel="modulepreload" href="page/(.+?)">', client.get("/").text)
    assert {"main.js", "words.js", "views/tension.js"} <= set(told)
    # these are loaded after the first results
    assert not {"views/seat.js", "views/studies.js", "views/studies/game.js"} & set(told)
    assert all(client.get(f"/page/{name}").status_code == 200 for name in told)


@pytest.mark.parametrize(
    "name", ["..%2fserver.py", "..%2f..%2fserver.py", "server.py", "nothing.js", "x" * 5000 + ".js", "views", "%2fetc%2fhosts"]
)
def test_no_other_file_can_be_named(client: TestClient, name: str) -> None:
    assert client.get(f"/page/{name}").status_code == 404


def test_the_page_names_its_files_and_routes_relatively_so_that_a_proxy_may_give_it_a_prefix() -> None:
    absolute = re.compile(r"""(?:href|src|from|import|fetch\w*\()\s*=?\s*[\"'`(]+/(?!/)""")
    for file in PAGE.rglob("*.*"):
        assert not absolute.findall(file.read_text(encoding="utf-8")), file.name


def test_a_server_behind_a_proxy_answers_under_the_name_that_it_is_given(tmp_path: Path) -> None:
    with TestClient(
        create_app(1, compiled=False, results=tmp_path, hosts=("hub.example",)), base_url="http://hub.example"
    ) as client:
        assert client.get("/").status_code == 200
        refused = client.get("/", headers={"Host": "other.example"})
        assert (refused.status_code, "--allowed-host NAME" in refused.text) == (400, True)
