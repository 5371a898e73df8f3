"""The page on a play: one file that loads nothing, with what was done and what came of it."""

import re

import sim
from sim.report.seat import seat_page


def test_the_page_tells_the_play(root: object) -> None:
    seat = sim.seat("baseline_2025", "rok", 2, {"us.troops_korea": {"2025-07": 20000}}, months=12)
    seat.play({"2025-05": {"nuclear_option": "hedge"}, "2025-11": {}})
    judged = seat.verdict(worlds=10)
    page = seat_page(seat, judged, seat.plot(judged))
    assert not re.findall(r"(?:src|href)=\"(?!data:)", page)
    assert f"<p>{judged.sentence}.</p>" in page
    assert "2025-05 to 2025-07: set nuclear option hedge" in page
    assert "2025-07 United States: changes policy: troops korea: 20,000" in page
    assert "it waits for years of technical work" in page
    assert page.count("<tr>") == len(judged.judged) + 1
    first = judged.judged[0]
    assert f"<td>{first.here[1]:.1f}</td>" in page  # no moves: a value, and no difference from itself
