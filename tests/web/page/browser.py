"""What tests of the page do in a browser."""

import base64
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

LOADED = "body[data-worlds='500'][data-quick='false']"
TROOPS = "united_states.troops_korea"
TROOPS_LABEL = "United States troops stationed in South Korea"


@contextmanager
def profile(browser: Browser, address: str, **options: Any) -> Iterator[BrowserContext]:
    """The profile of a visitor, whose visits follow each other: see `visit`. options: those of a context of Playwright."""
    context = browser.new_context(**options)
    context.new_page().goto(f"{address}page/style.css")  # stays open, as does the process that later pages share with it
    yield context
    context.close()


@contextmanager
def visit(context: BrowserContext, address: str) -> Iterator[Page]:
    """A visit to the page, which waits for its first results and finds nothing of an earlier one: in a tab of its own, which has
    a history, a session storage, a size and routes of its own, with an empty local storage.

    Fails when the page logs an error, or loads anything from another host.
    """
    lasting, *left_open = context.pages
    for other in left_open:
        other.close()
    lasting.evaluate("localStorage.clear()")
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
    page.close()
    # the browser logs the status of every refused request
    assert not [error for error in errors if "422" not in error], errors


def control(key: str) -> str:
    """Return the selector of a lever's control."""
    return f"[id='lever-{key}']"


def headline(page: Page) -> float:
    """Return the mean of the headline index in the final month."""
    return float(page.inner_text("#cards .card b").replace(",", ""))


def pause(page: Page, ms: int = 450) -> None:
    """Wait by the clock of the page: what it was to do before is done, however busy it is. The default ends a step of history."""
    page.evaluate("(ms) => new Promise((done) => setTimeout(done, ms))", ms)


def wait_for_results(page: Page) -> None:
    """Wait until the exact results of the current settings are shown."""
    pause(page, 20)  # a changed address or a closed dialog is noticed
    page.locator("#status", has_text=re.compile("^500 worlds$")).wait_for(timeout=60_000)


def move_slider(page: Page, key: str, value: float) -> None:
    page.eval_on_selector(
        control(key),
        "(input, value) => { input.value = value; input.dispatchEvent(new Event('input', { bubbles: true })); }",
        value,
    )


def reset(page: Page) -> None:
    """Discard all changes, and say so when asked."""
    page.click("#reset")
    page.click("dialog button >> text=Discard")
    page.locator("dialog").wait_for(state="detached")


def follow_link(page: Page, **settings: Any) -> None:
    """Follow a link with settings on the open page."""
    page.evaluate("(text) => { location.hash = text; }", base64.b64encode(json.dumps(settings).encode()).decode())


def settings_of(page: Page) -> Any:
    """Return the settings that the address of the page carries."""
    return json.loads(base64.b64decode(page.evaluate("location.hash.slice(1)")))
