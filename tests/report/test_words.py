"""What is declared and what is put together below a report is told in another language whole, or left in English whole."""

import ast
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.ensemble.policy_changes import keyed_policy_changes
from sim.report.korean import with_particles
from sim.report.page import CAPTIONS, GLOSSARY
from sim.report.words import ENGLISH, Words, spoken
from sim.scenario.catalogue import known_scenarios
from sim.scenario.loading import load
from sim.scenario.rules.wording import rule_text
from sim.scenario.stacks.changes import stack_changes
from sim.studies.report import report_html
from tests.conftest import ROOT

DECLARED = json.loads((ROOT / "sim/web/page/languages/ko.json").read_text(encoding="utf-8"))["declared"]
KOREAN = spoken("ko", DECLARED)
PLACE = re.compile(r"\{(\w+)\}")
REPORT = ROOT / "sim" / "report"


def said_by_a_report() -> Iterator[str]:
    """Yield the templates that the page, its frame and its sentences ask for."""
    yield from (*GLOSSARY, *GLOSSARY.values(), *CAPTIONS.values())
    for name in ("page.html", "frame.html"):
        yield from re.findall(r'(?:\bsay\(| if .* else )"([^"]*[a-z]{2}[^"]*)"', (REPORT / name).read_text(encoding="utf-8"))
    for name in ("page.py", "sentences.py"):
        for node in ast.walk(ast.parse((REPORT / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
                yield from (str(each.value) for each in node.args if isinstance(each, ast.Constant))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and PLACE.search(node.value):
                yield node.value


@pytest.mark.parametrize("file", sorted((REPORT / "languages").glob("*.json")), ids=lambda file: file.stem)
def test_a_catalogue_has_every_sentence_of_a_report_with_its_places_and_no_other(file: Path) -> None:
    catalogue = json.loads(file.read_text(encoding="utf-8"))
    assert catalogue.keys() == set(said_by_a_report())
    assert [each for each, other in catalogue.items() if {*PLACE.findall(each)} != {*PLACE.findall(other)}] == []


def test_a_report_in_korean_leaves_only_authors_sources_and_code_in_english() -> None:
    for names in (["opcon_conditions"], ["baseline_2025", "moon_package"]):
        shown = [load(name, worlds=30, months=36) for name in names]
        page = report_html(shown, workers=1, words=KOREAN)
        assert '<html lang="ko">' in page
        body = re.sub(r"<style>.*?</style>|<code>.*?</code>|<(\w+)[^>]* lang=\"en\"[^>]*>.*?</\1>", " ", page, flags=re.DOTALL)
        texts = [html.unescape(text).strip() for text in re.findall(r">([^<]+)<", body)]
        left = [text for text in texts if not re.search("[가-힣]", text)]
        assert [text for text in left if KOREAN.translate(text) != text or not KOREAN.is_told(text)] == []


ENGLISH_WORD = re.compile(r"[A-Za-z]?[a-z]{2,}")
VERBATIM = re.compile(r"‘[^’]*’|\b[a-z]+/|[\w.]*[_<>=()/.][\w.<>=()/ ]*[a-z]\w*|\b[a-z]+(?= [<>=])|(?<=[<>=] )[a-z]+\b")
"""What stands as it is in every language: in quotes, or code."""
NAMES = {"Peninsula", "Ctrl", "Shift"}


def english_in(text: str) -> list[str]:
    """Return the English words in a Korean text that are neither names nor code."""
    return [word for word in ENGLISH_WORD.findall(VERBATIM.sub(" ", text)) if word not in NAMES]


def test_an_english_word_in_a_korean_sentence_is_seen() -> None:
    assert english_in("GDP의 2.6 % of GDP; 2027-01부터 3.5") == ["of"]
    assert english_in("규칙 ‘primacy in united_states’: baseline_2026.toml, us.troops_korea, burden >= 2.5, CVID, AI-GPR") == []


def test_a_korean_report_has_no_english_words_or_paragraphs_but_sources() -> None:
    shown = [load(name, worlds=20, months=24) for name in ("baseline", "baseline + offshore_balancing", "burden_bargain")]
    page = report_html(shown, workers=1, words=KOREAN)
    marked = re.findall(r"<(p|span|h\d|li)[^>]* lang=\"en\"[^>]*>(.*?)</\1>", page, flags=re.DOTALL)
    assert {html.unescape(text) for _, text in marked} == {"; ".join(each.references) for each in shown}
    body = re.sub(r"<style>.*?</style>|<code>.*?</code>|<(\w+)[^>]* lang=\"en\"[^>]*>.*?</\1>", " ", page, flags=re.DOTALL)
    texts = [html.unescape(text).strip() for both in re.findall(r">([^<]+)<|alt=\"([^\"]*)\"", body) for text in both]
    assert {text: english_in(text) for text in texts if re.search("[가-힣]", text) and english_in(text)} == {}
    assert "가설" not in report_html(shown[:1], workers=1, words=KOREAN)


def told_of_shipped_scenarios() -> Iterator[str]:
    """Yield rules, changes of policy, and what each scenario changes as a package, in the sentences of Python."""
    known = known_scenarios()
    for name, path in known.items():
        scenario = load(path)
        yield scenario.title
        yield from (rule_text(rule, scenario) for rule in scenario.rules)
        yield from (label for _, label, _ in keyed_policy_changes(scenario))
        base = "baseline" if scenario.theatre.name == "korea" else "europe_baseline"
        if name != base:
            (package,) = stack_changes(f"{known[base]} + {path}")
            yield from package.sentences


@pytest.mark.slow
def test_every_sentence_on_a_shipped_scenario_is_told_in_korean(root: object) -> None:
    assert sorted({text for text in told_of_shipped_scenarios() if not KOREAN.is_told(text)}) == []


def test_a_sentence_of_parts_is_told_whole_with_names_and_formulas_as_they_are() -> None:
    rule = "Once a_b < 1 and c > 2 holds (from 2027-01 to 2030-01), Ruritania sets opcon to rok_led and troops_korea to n persons"
    told = KOREAN.translate(f"{rule} with a probability of 0.1 a month, until d > 1; n: 10 to 20.")
    assert told.startswith("a_b < 1 and c > 2가 성립하면(2027-01 ~ 2030-01) Ruritania")
    assert told.endswith("전작권 한국군 주도, 주한미군 n 명, 매월 확률 0.1, d > 1이 성립할 때까지; n: 10 ~ 20.")


def test_a_sentence_with_a_part_that_is_unknown_stays_english_as_a_whole() -> None:
    for text in ("South Korea: what nobody has declared", "comes about in 5 % of worlds; and then something else"):
        assert KOREAN.translate(text) == text
        assert not KOREAN.is_told(text)
    assert KOREAN.is_told("28500")
    assert not KOREAN.is_told("two words")


def test_a_report_fills_the_places_of_a_template() -> None:
    words = Words("ko", {"{name} ends": "{name}[이/가] 끝남"}, {})
    assert (words.say("{name} ends", name="미국"), words.say("{n} more", n=3)) == ("미국이 끝남", "3 more")
    assert ENGLISH.say("{name} ends", name="[이/가]") == "[이/가] ends"
    assert spoken("../ko", {}) is not ENGLISH
    assert spoken("xx", {}) is ENGLISH


@pytest.mark.parametrize(
    ("word", "told"), [("미국", "미국으로"), ("서울", "서울로"), ("러시아", "러시아로"), ("‘1’", "‘1’로"), ("3", "3으로")]
)
def test_a_particle_fits_the_sound_before_it(word: str, told: str) -> None:
    assert with_particles(f"{word}[으로/로]") == told
