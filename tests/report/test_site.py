"""The documentation site: its links lead somewhere, and its pages load nothing from elsewhere."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import sim
from sim.report import site
from sim.scenario.catalogue import SHIPPED
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources of the site, with figures of few worlds, in a folder as `make docs` has it."""
    top = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "WORLDS", 2)
        site.write_site(ROOT, top / "build" / "site", {name: getattr(sim, name) for name in sim.__all__})
    shutil.copy(ROOT / "docs" / "zensical.toml", top / "build")
    return top / "build" / "site"


def test_every_scenario_and_everything_public_has_its_place(sources: Path) -> None:
    gallery, api = ((sources / page).read_text(encoding="utf-8") for page in ("gallery.md", "api.md"))
    for file in SHIPPED.glob("*.toml"):
        assert f"{{ #{file.stem} }}" in gallery
        assert (sources / "images" / f"scenario_{file.stem}.png").is_file()
    assert all(f"## `{name}`" in api for name in sim.__all__)


def test_every_lever_leads_to_the_code_that_reads_it(sources: Path) -> None:
    reference = (sources / "reference.md").read_text(encoding="utf-8")
    row = next(line for line in reference.splitlines() if line.startswith("| [`troops_korea`]"))
    assert row.startswith("| [`troops_korea`](code/sim/scenario/levers/patron.md#__codelineno-0-7) |")
    assert "[posture](code/sim/model/posture.md#__codelineno-0-" in row
    page = (sources / "code" / "sim" / "model" / "posture.md").read_text(encoding="utf-8")
    assert (ROOT / "sim" / "model" / "posture.py").read_text(encoding="utf-8") in page
    assert "../sim/" not in reference


def test_links_to_other_files_of_the_repository_keep_only_their_text(sources: Path) -> None:
    start = (sources / "index.md").read_text(encoding="utf-8")
    assert "](tutorial.md)" in start
    assert "](gallery.md)" in start
    assert "](benchmarks)" not in start
    assert "benchmarks" in start


def build(sources: Path) -> subprocess.CompletedProcess[str]:
    """Build the site, in which a link that leads nowhere is an error."""
    pytest.importorskip("zensical", reason="the extra 'docs' is not installed")
    command = [sys.executable, "-m", "zensical", "build", "--config-file", "build/zensical.toml", "--strict", "--clean"]
    return subprocess.run(command, cwd=sources.parents[1], capture_output=True, text=True, check=False)


def test_no_link_is_broken_and_no_page_loads_anything_from_elsewhere(sources: Path) -> None:
    built = build(sources)
    assert built.returncode == 0, built.stdout
    pages = list((sources.parents[1] / "build" / "docs").rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe|source)[^>]*\ssrc=[\"']?(https?:)?//", text)
        loaded += re.findall(r"<link[^>]*rel=[\"']?(?:stylesheet|preload|preconnect|icon)[^>]*https?://[^>]*>", text)
        assert not loaded, page
    # the page for what is not found may be shown at any depth, so that its links begin at the root
    broken = [f"{page.name}: {link}" for page in pages if page.name != "404.html" for link in dead_links(page)]
    assert not broken


def dead_links(page: Path) -> list[str]:
    """Return the links of a built page, with their places within pages, that lead nowhere."""
    dead = []
    for link in re.findall(r"<a [^>]*href=[\"']?([^\"'\s>]+)", page.read_text(encoding="utf-8")):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (page.parent / unquote(parts.path)) if parts.path else page
        target = target / "index.html" if target.is_dir() else target
        if not target.is_file():
            dead.append(link)
        elif parts.fragment and target.suffix == ".html":
            ids = re.findall(r"\bid=[\"']?([^\"'\s>]+)", target.read_text(encoding="utf-8"))
            dead += [] if unquote(parts.fragment) in ids else [link]
    return dead


def test_a_link_to_nowhere_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<h2 id="here"></h2><a href="#here"></a><a href="#gone"></a><a href="gone.html"></a><a href="page.html"></a>')
    assert dead_links(page) == ["#gone", "gone.html"]


def test_a_broken_link_is_seen(sources: Path) -> None:
    page = sources / "clusters.md"
    before = page.read_text(encoding="utf-8")
    page.write_text(before + "\n[nowhere](absent.md)\n", encoding="utf-8")
    try:
        assert build(sources).returncode != 0
    finally:
        page.write_text(before, encoding="utf-8")
