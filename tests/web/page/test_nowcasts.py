"""A nowcast is chosen from the user's disk or dropped, and a link to one that the server lacks asks for the file."""

import base64
from pathlib import Path

from playwright.sync_api import Page

from tests.web.page.browser import follow_link, settings_of

DROP = """([content, name]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.codePointAt(0)), carried = new DataTransfer();
    carried.items.add(new File([bytes], name));
    const drop = new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true });
    document.querySelector(".setting:has(#ensemble-nowcast)").dispatchEvent(drop);
}"""


def test_a_file_is_refused_where_it_was_chosen_and_another_one_begun_with(page: Page, nowcast_file: Path, tmp_path: Path) -> None:
    page.evaluate("document.querySelector('#ensemble-section').open = true")
    wrong = tmp_path / "notes.npz"
    wrong.write_text("nothing")
    with page.expect_file_chooser() as chooser:
        page.click("#nowcast-open")
    chooser.value.set_files(wrong)
    page.locator(".refused", has_text="notes.npz is not a nowcast: expected a file").wait_for(timeout=20_000)
    page.evaluate(DROP, [base64.b64encode(nowcast_file.read_bytes()).decode(), "now.npz"])
    page.locator("#ensemble-note", has_text="from 1992-01").wait_for(timeout=20_000)
    page.locator("#cards-caption", has_text="In 2001-12").wait_for(timeout=60_000)
    assert page.locator("#ensemble-nowcast option:checked").inner_text() == "now.npz, from 1992-01"
    page.wait_for_selector("body[data-quick='false']", timeout=60_000)


def test_a_link_to_a_nowcast_that_is_not_here_asks_for_its_file(page: Page, nowcast_file: Path) -> None:
    ensemble = {"worlds": 50, "months": 24, "start": "", "nowcast": f"upload:{'0' * 64}/lost.npz"}
    follow_link(page, ensemble=ensemble, changes={"united_states.troops_korea": 100})
    page.locator("dialog", has_text="lost.npz (SHA-256 000000000000), which this server does not have").wait_for(timeout=20_000)
    with page.expect_file_chooser() as chooser:
        page.click("dialog button >> text=Choose a file")
    chooser.value.set_files(nowcast_file)
    page.locator("dialog", has_text="now.npz is another nowcast").wait_for(timeout=20_000)
    page.click("dialog button >> text=Begin with the figures")
    page.locator("#ensemble-note", has_text="50 worlds, 24 months from 2026-11").wait_for(timeout=20_000)
    page.wait_for_selector("body[data-worlds='50'][data-quick='false']", timeout=60_000)
    page.wait_for_function("location.hash.length > 1")
    assert (settings_of(page)["ensemble"]["nowcast"], list(settings_of(page)["changes"])) == ("", ["united_states.troops_korea"])
