"""`peninsula verify` and `peninsula rerun`: a kept run is still what was written, and comes out the same again."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.cli.entry import main
from sim.ensemble.reproduce import difference
from sim.files import worlds_parquet
from sim.files.checksums import manifest_text
from sim.storage.run_folder import read

pytestmark = pytest.mark.usefixtures("root")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kept run that no test changes."""
    results = tmp_path_factory.mktemp("results")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(Path(__file__).parents[2])
        assert main(["run", "baseline", "--worlds", "12", "--months", "8", "--out", str(results), "--quiet"]) == 0
    (folder,) = results.iterdir()
    return folder


@pytest.fixture
def kept(original: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(original, tmp_path / original.name)


def verified(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str]]:
    code = main(["verify", str(folder), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["intact"] == (not said["faults"])
    return code, {fault["file"]: fault["what"] for fault in said["faults"]}


def test_a_run_is_as_it_was_written(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(kept, capsys) == (0, {})
    assert main(["verify", kept.name, "--out", str(kept.parent)]) == 0
    assert "is as it was written." in capsys.readouterr().out


def test_of_several_runs_the_newest_is_meant_to_the_second(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = shutil.copytree(kept, kept.parent / "baseline-00000000")
    manifest = json.loads((kept / "manifest.json").read_text())
    for folder, written in ((kept, "2030-01-01T10:00:07.5+00:00"), (later, "2030-01-01T10:00:31.5+00:00")):
        times = {**manifest["times"], "written": written}
        (folder / "manifest.json").write_text(manifest_text({**manifest, "times": times}))
    assert main(["verify", "baseline", "--out", str(kept.parent)]) == 0
    assert later.name in capsys.readouterr().out


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_flipped_bit_is_found_in_every_file(kept: Path, capsys: pytest.CaptureFixture[str], place: float) -> None:
    names = [path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file()]
    assert {"manifest.json", "worlds/00000000.parquet", "events.parquet", "plots/tension.png"} <= set(names)
    for name in names:
        content = (kept / name).read_bytes()
        changed = bytearray(content)
        changed[int(place * len(changed))] ^= 1
        (kept / name).write_bytes(changed)
        assert verified(kept, capsys) == (1, {name: "changed"})
        (kept / name).write_bytes(content)


def test_missing_additional_and_truncated_files_are_named(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept / "plots" / "tension.png").unlink()
    (kept / "worlds" / "notes.txt").write_text("mine")
    (kept / "summary.csv").write_bytes((kept / "summary.csv").read_bytes()[:-1])
    assert verified(kept, capsys) == (
        1, {"plots/tension.png": "missing", "worlds/notes.txt": "additional", "summary.csv": "truncated"}
    )  # fmt: skip


def test_a_run_comes_out_the_same_again(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rerun", str(kept), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["identical"]
    assert said["same_model"]
    assert (said["events_identical"], said["differences"]) == (True, {})


def test_what_does_not_come_out_the_same_is_measured(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = read(kept)
    columns = {name: run.chunks[0].column(name) for name in run.chunks[0].header.names}  # type: ignore[attr-defined]
    columns["warheads"][3, [4, 7]] += 2
    columns["autonomy"][0, 5] = np.nextafter(columns["autonomy"][0, 5], np.float32(2))
    (kept / "worlds" / "00000000.parquet").write_bytes(worlds_parquet.encode(columns, 0, run.months))
    assert main(["rerun", str(kept), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["identical"], said["events_identical"]) == (False, True)
    assert said["differences"].keys() == {"warheads", "autonomy"}
    assert said["differences"]["warheads"] == {"largest": pytest.approx(2, abs=1e-5), "worlds": 2}
    assert said["differences"]["autonomy"]["worlds"] == 1
    assert main(["rerun", str(kept)]) == 1
    assert "does not come out the same again, by the same model" in capsys.readouterr().out


def test_other_events_do_not_come_out_the_same(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import pandas as pd
    import pyarrow.parquet as pq

    table = pq.read_table(kept / "events.parquet")
    pq.write_table(table.slice(1), kept / "events.parquet")
    assert len(pd.read_parquet(kept / "events.parquet")) == len(table) - 1
    assert main(["rerun", str(kept), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["events_identical"], said["differences"]) == (False, {})


def test_a_summary_comes_out_the_same_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--worlds", "12", "--months", "8", "--keep", "summary", "--outcomes", "warheads", "--quiet"]
    assert main(["run", "baseline", *options, "--out", str(tmp_path)]) == 0
    (folder,) = tmp_path.iterdir()
    assert main(["rerun", str(folder)]) == 0
    assert "the summary and the likelihoods are identical" in capsys.readouterr().out
    table = (folder / "summary.csv").read_text().splitlines()
    last = table[-1].split(",")
    (folder / "summary.csv").write_text("\n".join([*table[:-1], ",".join([*last[:-1], str(float(last[-1]) + 3)])]))
    assert main(["rerun", str(folder), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)["differences"]
    assert said == {last[1]: {"largest": pytest.approx(3), "worlds": None}}


@pytest.mark.parametrize("command", ["verify", "rerun"])
def test_what_is_no_run_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    (tmp_path / "sweep-1").mkdir()
    (tmp_path / "sweep-1" / "manifest.json").write_text('{"kind": "sweep", "title": "A sweep"}')
    (tmp_path / "notes").mkdir()
    for name, sentence in (
        ("sweep-1", "is a sweep, not a run: only runs have checksums and can be reproduced"),
        ("notes", "notes is not a run: expected a folder with a manifest.json"),
        ("nothing", f"nothing in {tmp_path} is called 'nothing'"),
    ):
        source = str(tmp_path / name) if name != "nothing" else name
        assert main([command, source, "--out", str(tmp_path)]) == 2
        err = capsys.readouterr().err
        assert sentence in err
        assert err.count("\n") == 1


def test_a_run_of_before_checksums_says_so(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = json.loads((kept / "manifest.json").read_text())
    del manifest["seal"], manifest["files"]
    (kept / "manifest.json").write_text(json.dumps(manifest))
    assert main(["verify", str(kept)]) == 2
    assert "has no checksums: an older version of Peninsula wrote it" in capsys.readouterr().err


ODD = ("[]", "null", "5", '"x"', "{}", '{"worlds": Infinity}', "[" * 200_000, "", "\x00", '{"schema": 2, "worlds": 1}')


@pytest.mark.parametrize("text", ODD)
def test_a_manifest_that_is_none_hides_no_other_run(kept: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    damaged = kept.parent / "damaged"
    damaged.mkdir()
    (damaged / "manifest.json").write_text(text)
    assert main(["results", "--out", str(kept.parent)]) == 0
    told = capsys.readouterr().out
    assert kept.name in told
    assert "its manifest cannot be read" in " ".join(told.split())
    assert main(["verify", kept.name, "--out", str(kept.parent)]) == 0
    for command in ("verify", "rerun", "explain"):
        assert main([command, str(damaged)]) in (1, 2)
        assert capsys.readouterr().err.count("\n") <= 1


FILES: tuple[object, ...] = (
    None,
    5,
    True,
    "x",
    [],
    {"summary.csv": 5},
    {"summary.csv": {}},
    {"summary.csv": {"sha256": "", "bytes": None}},
)


@pytest.mark.parametrize("files", FILES)
def test_a_manifest_whose_files_are_none_is_changed(kept: Path, capsys: pytest.CaptureFixture[str], files: object) -> None:
    manifest = json.loads((kept / "manifest.json").read_text())
    (kept / "manifest.json").write_text(manifest_text({**manifest, "files": files}))
    assert verified(kept, capsys) == (1, {"manifest.json": "changed"})


@pytest.mark.parametrize("outcomes", [5, [["a"]], [None], "x"])
def test_outcomes_that_are_no_names_are_one_sentence(kept: Path, capsys: pytest.CaptureFixture[str], outcomes: object) -> None:
    manifest = json.loads((kept / "manifest.json").read_text())
    (kept / "manifest.json").write_text(json.dumps({**manifest, "outcomes": outcomes}))
    for command in ("rerun", "explain"):
        assert main([command, str(kept)]) == 2
        assert "the run is damaged" in capsys.readouterr().err


def test_a_run_that_was_about_to_be_replaced_is_listed(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept.parent / ".peninsula-0123abcd.owner").touch()
    kept.rename(kept.parent / f".{kept.name}.replaced-0123abcd")
    assert main(["results", "--out", str(kept.parent)]) == 0
    assert kept.name in capsys.readouterr().out
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_differences_count_bits_and_infinities() -> None:
    kept = np.array([[0.0, np.inf, 1.0, 5.0]], dtype=np.float32)
    again = np.array([[-0.0, np.inf, np.nan, 5.0]], dtype=np.float32)
    assert difference(kept, kept).worlds == 0
    assert difference(kept, again).worlds == 2
    assert difference(kept, again).largest == np.inf
