"""What a study tells survives its manifest, and nothing else passes for it."""

import json
from typing import Any

import pytest

from sim.analysis.told import Told, told_from

TOLD = Told(
    "What if?", "In 10 worlds.", ("It is so.",), "The numbers", ("Who", "How much"), (("us", "1 (0 to 2)"),), {"map": "A map."}
)


def written() -> Any:
    return json.loads(json.dumps(TOLD.document()))


def test_what_is_written_is_read() -> None:
    assert told_from(written()).document() == written()
    assert told_from(written()).rows == [["us", "1 (0 to 2)"]]


@pytest.mark.parametrize(
    "change",
    [
        {"question": 3}, {"sentences": "It is so."}, {"sentences": [1]}, {"rows": [["us"]]}, {"rows": [["us", 1.0]]},
        {"rows": None}, {"figures": ["map"]}, {"figures": {"map": None}}, {"headings": ["Who"]},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_not_as_written_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not what a study tells"):
        told_from(written() | change)


@pytest.mark.parametrize("other", [None, [], "text", {}])
def test_something_else_is_refused(other: Any) -> None:
    with pytest.raises(ValueError, match="not what a study tells"):
        told_from(other)
