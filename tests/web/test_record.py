"""The historical record: the user's own series, and the scores of the documents."""

from pathlib import Path

from starlette.testclient import TestClient

from sim.history.observations import Observations, Series
from sim.web.record import scores
from sim.web.server import create_app
from tests.conftest import ROOT
from tests.web.client import post_ok


def test_observed_series_of_the_user_are_returned_by_month(root: Path) -> None:
    series = Series("missile", "Missile provocations", "a month", {"2017-09": 2.0, "2018-01": 0.0}, "mine.csv")
    app = create_app(1, compiled=False, observed=Observations({"missile": series}))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        answer = post_ok(client, "record")
    observed = {outcome["name"]: outcome["observed"] for outcome in answer["outcomes"] if outcome["observed"]}
    assert list(observed) == ["expected_missile_tests"]
    values = zip(answer["months"], observed["expected_missile_tests"]["values"], strict=True)
    assert {month: value for month, value in values if value is not None} == {"2017-09": 2.0, "2018-01": 0.0}


def test_scores_are_those_of_the_documents() -> None:
    text = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    rows = text.partition("| variable | window |")[2].partition("\n\n")[0].splitlines()[2:]
    assert len(rows) == len(scores())
    for score in scores():
        name = f"**{score['forecaster']}**" if score["forecaster"] in ("Peninsula", "stacked") else score["forecaster"]
        row = f"| {score['variable']} | {score['first']} to {score['last']} | {name} | {score['months']} |"
        assert f"{row} {score['crps']:.3f} | {score['skill']:+.3f} | {score['coverage']:.2f} |" in text
