"""The report: whole, self-contained, readable at two widths, and written or not at all."""

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sim.cli.entry import main

pytestmark = pytest.mark.usefixtures("root")

SMALL = ["--worlds", "20", "--months", "24", "--workers", "1", "--quiet"]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "report.html"
    assert main(["report", "baseline_2025", "moon_package", "opcon_fast", *SMALL, "--out", str(file)]) == 0
    return file


class Tags(HTMLParser):
    """Collects addresses and checks that tags are closed."""

    EMPTY = frozenset({"meta", "img", "br", "link", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "data", "action")]
        if tag == "img":
            assert dict(attrs)["alt"]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_asks_nothing_of_the_network(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(text)
    assert not tags.open
    assert tags.addresses
    assert all(address.startswith("data:image/svg+xml;base64,") for address in tags.addresses)
    assert "script" not in tags.names
    assert "link" not in tags.names
    assert not re.search(r"url\(|@import", text)


def test_the_page_answers_the_question(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "Who holds wartime operational control of the forces of South Korea, set from" in text
    assert "It waits for readiness of its own command (the patron leads until then)." in text
    for part in (
        "not a forecast", "Summary", "Scorecard", "Causes", "Limitations", "Reproducibility",
        "What differs from Status quo of early 2025",
        "The whole proposal at once", "reference</span>", "Payment that United States asks", "better in", "A war in any dyad",
    ):  # fmt: skip
        assert part in text, part
    assert "{{" not in text
    assert not re.search(r"\bnan\b", re.sub(r"base64,[A-Za-z0-9+/=]+", "", text))


def test_one_run_alone_has_its_own_page(tmp_path: Path) -> None:
    file = tmp_path / "one.html"
    assert main(["report", "baseline_2025", *SMALL, "--out", str(file), "--title", "Only <one>"]) == 0
    text = file.read_text(encoding="utf-8")
    assert "<h1>Only &lt;one&gt;</h1>" in text
    assert "Chronicle" not in text  # the words of figures are shapes
    assert "One world: the events" in text
    assert "Scorecard" not in text


def test_a_page_that_exists_is_not_overwritten_and_a_failure_leaves_nothing(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = page.read_bytes()
    assert main(["report", "baseline_2025", *SMALL, "--out", str(page)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert page.read_bytes() == before
    assert main(["report", "baseline_2025", *SMALL, "--out", str(tmp_path / "page.txt")]) == 2
    assert "ends in .html" in capsys.readouterr().err
    assert main(["report", "baseline_2025", "europe_baseline", *SMALL, "--out", str(tmp_path / "new" / "page.html")]) == 2
    assert "cannot be compared" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("width", [1200, 420])
def test_nothing_sticks_out_of_the_window(page: Path, width: int, browser_path: str, tmp_path: Path) -> None:
    """Ask the browser itself, through a copy of the page with a script that writes the widths into its title."""
    probe = (
        "<script>onload = () => { const wide = [...document.querySelectorAll('main > *, header > *')]"
        ".filter(each => each.getBoundingClientRect().right > innerWidth + 1).map(each => each.tagName);"
        "document.title = JSON.stringify({wide, scroll: document.documentElement.scrollWidth - innerWidth,"
        "pictures: [...document.images].filter(each => !each.naturalWidth).length}); }</script>"
    )
    copy = tmp_path / "probe.html"
    copy.write_text(page.read_text(encoding="utf-8").replace("</body>", probe + "</body>"), encoding="utf-8")
    command = [browser_path, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},2000"]
    done = subprocess.run([*command, "--dump-dom", copy.as_uri()], capture_output=True, text=True, timeout=90, check=True)
    title = re.search(r"<title>(.*?)</title>", done.stdout)
    assert title is not None
    assert title[1] == '{"wide":[],"scroll":0,"pictures":0}'


def test_a_report_says_when_policies_stop_meeting_a_target(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    target = ["--target", "peninsula_tension < 85 and count(clash) == 0"]
    given = ["report", "baseline_2025", "moon_package", "--worlds", "40", "--months", "60", "--workers", "1", "--quiet"]
    assert main([*given, *target, "--out", str(file)]) == 0
    text = file.read_text(encoding="utf-8")
    assert "When does a policy stop working?" in text
    assert "peninsula_tension &lt; 85 and count(clash) == 0" in text
    assert "Most on target:" in text
    assert "transfers to others that help there" in text
    tags = Tags()
    tags.feed(text)
    assert not tags.open


def test_a_report_with_a_target_that_nothing_meets_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.html"
    assert main(["report", "baseline", *SMALL, "--target", "peninsula_tension < 5", "--out", str(file)]) == 2
    assert "--target: no plan meets 'peninsula_tension < 5'" in capsys.readouterr().err
    assert not file.exists()
