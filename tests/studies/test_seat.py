"""`sim.seat`: a play in Python is judged, drawn, written and read again; also tests `seat_moves`."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import sim
from sim.foundations.errors import PeninsulaError
from sim.model.simulate import simulate
from sim.studies.seat import Seat
from sim.studies.seat_moves import moves_text, read_moves

pytestmark = pytest.mark.usefixtures("root")


@pytest.fixture(scope="module")
def seat() -> Seat:
    taken = sim.seat("baseline_2025", "rok", 2, {"us.troops_korea": {"2025-07": 20000}}, months=18)
    return taken.play({"2025-05": {"nuclear_option": "hedge"}, "2025-11": {"defence_share": 3.4}})


def test_moves_are_played_in_their_turns(seat: Seat) -> None:
    assert [dict(turn.sets) for turn in seat.turns] == [{}, {"nuclear_option": "hedge"}, {}, {"defence_share": 3.4}]
    assert repr(seat) == "<Seat of South Korea in world 2 of baseline_2025: 4 turns, 2026-02 next>"
    assert "nuclear_option to hedge" in str(seat.chronicle_table()["what"].tolist())
    changed = seat.chronicle_table()
    assert ((changed["month"] == "2025-07") & (changed["by"] == "United States")).any()


def test_a_play_is_drawn_with_what_may_come_and_with_what_was_done(seat: Seat) -> None:
    figure = seat.plot(seat.verdict(worlds=10))
    assert isinstance(figure, Figure)
    (axes,) = figure.axes
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert labels[:2] == ["your moves", "no moves"]
    assert labels[-1] == "what may come"
    own = next(line for line in axes.lines if line.get_label() == "your moves")
    np.testing.assert_array_equal(own.get_ydata(), seat.live.outcomes()[0, :, 0])
    assert any("(2) 2025-11 defence share 3.4" in text.get_text() for text in figure.texts)


def test_the_folder_of_a_play_holds_the_play(seat: Seat, tmp_path: Path) -> None:
    played = seat.write(tmp_path, seat.verdict(worlds=10))
    assert played.folder is not None
    manifest = json.loads((played.folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["kind"], manifest["world"], manifest["worlds"], manifest["player"]) == ("seat", 2, 10, "south_korea")
    again = sim.seat("baseline_2025", "rok", 2, {"us.troops_korea": {"2025-07": 20000}}, months=18).play(
        played.folder / "moves.toml"
    )
    np.testing.assert_array_equal(again.live.outcomes(), seat.live.outcomes())
    kept = sim.load(played.folder / "scenarios" / "played.toml")
    np.testing.assert_array_equal(simulate(kept, np.array([2])).outcomes[:, :12, 0], seat.live.outcomes()[..., 0])
    turns = pd.read_csv(played.folder / "turns.csv")
    assert turns[turns["outcome"] == "peninsula_tension"]["value"].tolist() == pytest.approx(
        seat.live.outcomes()[0, 2::3, 0].tolist(), rel=1e-4
    )


def test_a_scenario_file_is_not_replaced_unasked(seat: Seat, tmp_path: Path) -> None:
    file = seat.export(tmp_path / "mine.toml")
    with pytest.raises(PeninsulaError, match=r"mine\.toml' exists already"):
        seat.export(file)
    seat.export(file, overwrite=True)


def test_moves_in_a_file_end_with_the_last_turn_even_where_nothing_was_set(seat: Seat, tmp_path: Path) -> None:
    longer = sim.seat("baseline_2025", "rok", 2, months=18).replay([{"engagement": 0.5}, {}, {}])
    file = tmp_path / "moves.toml"
    file.write_text(moves_text(longer.moves, "a note"), encoding="utf-8")
    assert read_moves(file) == {"2025-02": {"engagement": 0.5}, "2025-08": {}}
    assert sim.seat("baseline_2025", "rok", 2, months=18).play(file).elapsed == 9


def test_nothing_is_played_where_a_later_move_is_wrong() -> None:
    taken = sim.seat("baseline_2025", "rok", months=18)
    with pytest.raises(PeninsulaError, match=r"moves: 2025-08: engagement: 7 is out of bounds"):
        taken.play({"2025-05": {"engagement": 0.5}, "2025-08": {"engagement": 7}})
    assert taken.elapsed == 0


def test_what_is_left_passes_without_a_move() -> None:
    taken = sim.seat("baseline_2025", "china", 1, months=10, every=4).to_the_end()
    assert [turn.last for turn in taken.turns] == ["2025-05", "2025-09", "2025-11"]
    assert repr(taken).endswith("3 turns, over>")
