"""A server as a user starts it, and a browser that opens the page."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import ROOT
from tests.web.page.browser import profile, visit


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser as slow."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a server with two workers."""
    command = [sys.executable, "-m", "sim", "web", "--port", "0", "--no-open", "--workers", "2"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert "http://127.0.0.1:" in line, server.stderr.read() if server.stderr else line
        yield next(word for word in line.split() if word.startswith("http"))
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    """Chromium without a window. All pages of a profile share a process: what one has compiled, the next finds compiled."""
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage", "--process-per-site"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desktop(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The profile of a visitor with a wide screen."""
    with profile(browser, address, viewport={"width": 1280, "height": 800}) as context:
        yield context


@pytest.fixture(scope="session")
def desktop_in_korea(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The profile of a visitor with a wide screen, whose browser is Korean."""
    with profile(browser, address, viewport={"width": 1280, "height": 800}, locale="ko-KR") as context:
        yield context


@pytest.fixture
def page(desktop: BrowserContext, address: str) -> Iterator[Page]:
    """The page with its first results."""
    with visit(desktop, address) as page:
        yield page


@pytest.fixture
def korean(desktop_in_korea: BrowserContext, address: str) -> Iterator[Page]:
    """The page with its first results in a Korean browser."""
    with visit(desktop_in_korea, address) as page:
        yield page
