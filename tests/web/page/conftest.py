"""A server as a user starts it, and a browser that opens the page."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import ROOT
from tests.web.page.browser import LOADED


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
    """Chromium without a window."""
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page with its first results. Fails when it logs an error, or loads anything from another host."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    page = context.new_page()
    errors: list[str] = []

    def check_request(url: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            errors.append(url)

    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: check_request(request.url))
    page.goto(address)
    page.wait_for_selector(LOADED, timeout=60_000)
    yield page
    context.close()
    # the browser logs the status of every refused request
    assert not [error for error in errors if "422" not in error], errors
