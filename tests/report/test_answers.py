"""Reports and findings take up games, pathways, signposts and searches over rules: in their own words, from their folders."""

import json
import shutil
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.cli.entry import main
from sim.foundations.errors import PeninsulaError
from sim.report.answers import answer, chapter
from sim.studies.search import SearchResult

pytestmark = pytest.mark.usefixtures("root")
SMALL = ["--worlds", "10", "--months", "12", "--workers", "1", "--quiet"]
LONGER = ["--worlds", "10", "--months", "48", "--workers", "1", "--quiet"]
QUESTIONS = {
    "game": "What if they answer?",
    "pathways": "When does a policy stop working?",
    "signposts": "What warns in time?",
    "search": "Is it worth waiting to see?",
}
RULE = {"name": "answer", "actor": "us", "when": "warheads > 45", "set": {"exercise_tempo": 0.4}}
VARY = ["rules.answer.set.exercise_tempo=0:1"]
TARGET = "peninsula_tension < 85 and count(clash) == 0"


def played(results: Path) -> sim.Game:
    doctrines = {"us": ["own", "restraint"], "dprk": ["build_up", "bargaining"]}
    return sim.game(
        "baseline_2025", ["us", "dprk"], doctrines, "deterrence,spiral", worlds=6, months=6, workers=1, results=results
    )


def searched(results: Path, against_static: bool = True) -> SearchResult:
    return sim.search(
        "baseline_2025", VARY, ["mean(peninsula_tension)"], candidates=8, population=4, check=4, overrides={"rules": [RULE]},
        worlds=6, months=12, workers=1, against_static=against_static, results=results,
    )  # fmt: skip


STUDIES: Mapping[str, Callable[[Path], Any]] = {
    "game": played,
    "pathways": lambda results: sim.pathways(
        ["baseline_2025", "moon_package"], TARGET, worlds=30, months=48, for_months=4, after=6, workers=1, results=results
    ),
    "signposts": lambda results: sim.signposts(
        "baseline_2025", "count(crisis) > 0", 6, [0, 3], ["tension_*"], calm=3, worlds=100, months=48, workers=1, results=results
    ),
    "search": searched,
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    results = tmp_path_factory.mktemp("studies")
    made = {kind: study(results).folder for kind, study in STUDIES.items()}
    assert all(made.values())
    return made


def test_a_game_is_told_of_the_player_that_goes_first(folders: dict[str, Path]) -> None:
    told = answer(folders["game"]).told
    assert [sentence.partition(" with")[0] for sentence in told.sentences[:2]] == ["If Washington goes first"] * 2
    assert len(told.sentences) == 3
    assert told.sentences[2].startswith("Once the others answer")
    assert told.headings[2:] == ["deterrence", "spiral"]
    assert [row[0] for row in told.rows] == ["United States", "", "North Korea", ""]
    logit = pd.read_csv(folders["game"] / "equilibria.csv").query("kind == 'logit' and worldview == 'deterrence'")
    assert [float(row[2].partition(" (")[0]) for row in told.rows] == pytest.approx(logit["prob"].tolist(), abs=0.0051)


def test_the_tables_hold_the_numbers_of_the_files(folders: dict[str, Path]) -> None:
    on_target = pd.read_csv(folders["pathways"] / "tipping.csv")["on_target"]
    shares = [row[-1].partition(" (")[0] for row in answer(folders["pathways"]).told.rows]
    assert shares == [f"{100 * share:.0f}" for share in on_target]
    signs = pd.read_csv(folders["signposts"] / "signposts.csv")
    first = next(iter(answer(folders["signposts"]).told.rows))
    assert first[2].partition(" (")[0] == f"{signs['auc'][0]:.2f}"
    worth = pd.read_csv(folders["search"] / "adaptivity.csv").iloc[0]
    (row,) = answer(folders["search"]).told.rows
    assert row[:2] == [worth["aim"], f"{worth['adaptive_mean']:.3g}"]
    assert row[3].startswith(f"{worth['difference']:+.3g} ({worth['difference_low']:+.3g} to")


@pytest.mark.parametrize("kind", QUESTIONS)
def test_figures_are_embedded_and_the_command_is_named(kind: str, folders: dict[str, Path]) -> None:
    found = answer(folders[kind])
    assert found.told.question == QUESTIONS[kind]
    assert all(each.address.startswith("data:image/png;base64,iVBOR") for each in found.pictures)
    assert found.pictures
    assert found.command.startswith(f"peninsula {kind} baseline_2025 ")
    assert not found.other_model


def test_a_report_takes_up_all_four_and_nothing_unasked(folders: dict[str, Path], tmp_path: Path) -> None:
    given = [part for folder in folders.values() for part in ("--with", str(folder))]
    whole, without = tmp_path / "with.html", tmp_path / "without.html"
    assert main(["report", "baseline_2025", *SMALL, *given, "--out", str(whole)]) == 0
    assert main(["report", "baseline_2025", *SMALL, "--out", str(without)]) == 0
    page, bare = (unescape(file.read_text(encoding="utf-8")) for file in (whole, without))
    for kind, question in QUESTIONS.items():
        found = answer(folders[kind])
        assert f"<h2>{question}</h2>" in page
        assert question not in bare
        for words in (*found.told.sentences, found.told.caption, *found.told.rows[-1], found.command, found.pictures[0].address):
            assert words in page
    assert page.count("data:image/png") == sum(len(answer(folder).pictures) for folder in folders.values())


def test_a_target_of_the_report_itself_is_told_in_the_same_words(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert main(["report", "baseline_2025", "moon_package", *LONGER, "--target", "warheads < 70", "--out", str(file)]) == 0
    page = file.read_text(encoding="utf-8")
    assert f"<h2>{QUESTIONS['pathways']}</h2>" in page
    assert "When policies stop meeting the target, with 90 % intervals" in page
    assert "Made by" not in page


def test_findings_take_them_up_in_a_chapter_after_the_verdicts(folders: dict[str, Path], tmp_path: Path) -> None:
    page, bare = tmp_path / "page.md", tmp_path / "bare.md"
    asked = ["findings", "moon_package", "--worldviews", "agnostic", *SMALL]
    given = [part for folder in folders.values() for part in ("--with", str(folder))]
    assert main([*asked, "--page", str(page), *given]) == 0
    assert main([*asked, "--page", str(bare)]) == 0
    text, plain = page.read_text(encoding="utf-8"), bare.read_text(encoding="utf-8")
    own = "\n".join(chapter([answer(folder) for folder in folders.values()]))
    assert text.replace(own, "", 1).replace(" --with FOLDER", "").split() == plain.split()
    assert text.count(" --with FOLDER") == len(folders)
    assert own.startswith("## What if they answer?\n")
    assert text.index("- **supported**") < text.index("## What if they answer?") < text.index("## moon_package")
    for folder in folders.values():
        for sentence in answer(folder).told.sentences:
            assert f"\n- {sentence}\n" in text
        rows = [line for line in own.splitlines() if line.startswith(f"| {answer(folder).told.rows[0][0].strip()} |")]
        assert rows
    assert f"`peninsula pathways baseline_2025 moon_package --target '{TARGET}'" in own


def test_bars_in_cells_do_not_break_a_table(folders: dict[str, Path], tmp_path: Path) -> None:
    broken = changed(folders["search"], tmp_path, lambda manifest: manifest["told"]["rows"][0].__setitem__(0, "a | b"))
    assert any(line.startswith(r"| a \| b |") for line in chapter([answer(broken)]))


def changed(folder: Path, tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    change(manifest)
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return copy


def test_a_study_by_another_model_says_so(folders: dict[str, Path], tmp_path: Path) -> None:
    other = answer(changed(folders["game"], tmp_path, lambda manifest: manifest.update(model="0" * 16)))
    assert other.other_model
    assert list(chapter([other]))[-2].endswith("`, by another model.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda manifest: manifest.update(kind="sweep"), "something of kind 'sweep': expected a folder of 'peninsula game', '"),
        (lambda manifest: manifest.update(kind=[]), "it holds something of kind '[]': expected a folder of"),
        (lambda manifest: manifest.pop("kind"), "it holds something of kind 'run': expected a folder of"),
        (lambda manifest: manifest.pop("told"), "'game' of an earlier version: expected a folder of 'peninsula game' of"),
        (lambda manifest: manifest["told"].pop("rows"), "its manifest.json is damaged: expected what the study wrote; make"),
        (lambda manifest: manifest.pop("command"), "its manifest.json is damaged"),
        (lambda manifest: manifest["told"]["figures"].update(gone=""), "its figure gone.png cannot be read: expected it in"),
    ],
)  # fmt: skip
def test_a_folder_of_anything_else_is_one_sentence_and_leaves_nothing(
    change: Callable[[dict[str, Any]], object],
    said: str,
    folders: dict[str, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    broken, file = changed(folders["game"], tmp_path, change), tmp_path / "page.html"
    assert main(["report", "baseline_2025", *SMALL, "--with", str(broken), "--out", str(file)]) == 2
    error = capsys.readouterr().err
    assert f"Error: --with {broken}: " in error
    assert said in error
    assert error.count("\n") == 1
    assert not file.exists()


def test_a_folder_without_a_manifest_or_with_another_file_of_that_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PeninsulaError, match=r"it has no manifest.json that can be read: expected a folder of 'peninsula game'"):
        answer(tmp_path)
    for text in ("{", "[]", "null"):
        (tmp_path / "manifest.json").write_text(text)
        with pytest.raises(PeninsulaError, match=r"it has no manifest.json that can be read"):
            answer(tmp_path)


def test_a_search_without_static_packages_says_what_is_missing(tmp_path: Path) -> None:
    found = searched(tmp_path, against_static=False)
    assert found.folder is not None
    with pytest.raises(PeninsulaError, match="a search without --against-static: expected a folder of 'peninsula"):
        answer(found.folder)


def test_findings_without_a_page_have_no_place_for_answers(folders: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["findings", "moon_package", *SMALL, "--with", str(folders["game"])]) == 2
    assert "--with adds a chapter to the page of findings: give --page FILE, too" in capsys.readouterr().err
