"""Visitors whose browsers run on other machines: they ask the server for what the page asks, when it asks, and draw nothing."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from statistics import median
from time import perf_counter, sleep
from typing import NamedTuple
from urllib.parse import urlsplit


class Waits(NamedTuple):
    """Medians over moves: seconds to the first redraw and to exact numbers; and redraws a second in a drag."""

    first: float
    exact: float
    rate: float


class Drag(NamedTuple):
    """How a slider is moved: the lever, first value, step, number of moves, and seconds between two moves of the drag."""

    lever: str
    start: float
    by: float
    moves: int
    pause: float

    def value(self, move: int) -> float:
        """Return where the slider is after a move."""
        return self.start + self.by * move


REST = 0.1
"""Seconds between exact numbers and the next single move."""


def all_drag(address: str, settings: Sequence[dict[str, object]], drag: Drag) -> list[Waits]:
    """Return how long visitors wait, each with changes of its own, who move a slider at once."""
    with ThreadPoolExecutor(len(settings)) as together:
        return list(together.map(lambda number: _Visitor(address, number, settings[number]).drags(drag), range(len(settings))))


class _Visitor:
    def __init__(self, address: str, number: int, changes: dict[str, object]) -> None:
        self._session, self._changes = f"visitor {number}", changes
        host = urlsplit(address).netloc
        self._numbers, self._policy = HTTPConnection(host), HTTPConnection(host)

    def drags(self, drag: Drag) -> Waits:
        """Make single moves, each waited for, then a drag, as `benchmarks.page` does in a browser."""
        first, exact = [], []
        with ThreadPoolExecutor(1) as beside:
            for move in range(drag.moves):
                self._changes[drag.lever], at = drag.value(move), perf_counter()
                self._answer(quick=True)
                first.append(perf_counter() - at)
                told = beside.submit(self._ask, self._policy, "policy", session="/policy")
                self._answer(quick=False)
                exact.append(perf_counter() - at)
                told.result()
                sleep(REST)
        redraws, at, ends = 0, perf_counter(), drag.moves * drag.pause
        while (since := perf_counter() - at) < ends:
            self._changes[drag.lever] = drag.value(2 * drag.moves - int(since / drag.pause))
            self._answer(quick=True)
            redraws += perf_counter() - at < ends
        return Waits(median(first), median(exact), redraws / ends)

    def _answer(self, quick: bool) -> None:
        self._ask(self._numbers, "answer", outcomes=["crisis_prob"], reference="baseline", quick=quick)

    def _ask(self, connection: HTTPConnection, route: str, session: str = "", **fields: object) -> None:
        settings = {"scenario": "baseline", "changes": self._changes, "worlds": 500}
        body = json.dumps({"session": self._session + session, **settings, **fields})
        connection.request("POST", f"/api/{route}", body, {"Content-Type": "application/json"})
        with connection.getresponse() as response:
            answer = response.read()
        if response.status != 200:
            raise RuntimeError(f"the server answered {response.status}: {answer[:200].decode()}")
