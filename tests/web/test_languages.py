"""The catalogues in `sim/web/page/languages/` have every word of the page, and of what is declared, in every language."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from sim.analysis.explain import CAUSE_LABELS
from sim.ensemble.likelihood import NOTABLE
from sim.ensemble.manifest import CAVEAT
from sim.model.events import KINDS
from sim.scenario.anchors import anchors
from sim.scenario.doctrines import known_doctrines, load_doctrine
from sim.scenario.levers import LEVERS
from sim.scenario.loading import load
from sim.web.controls import catalogue, controls
from sim.web.page_files import PAGE
from tests.conftest import ROOT

LANGUAGES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (PAGE / "languages").glob("*.json")}
OTHERS = sorted(LANGUAGES.keys() - {"en"})
MODULES = sorted(PAGE.rglob("*.js"))
PLACE = re.compile(r"\{(\w+)\}")
BASELINES = ("baseline", "europe_baseline", "russia_in_the_cast")
"""One scenario with each cast of actors."""


def places(words: str | dict[str, str]) -> list[set[str]]:
    """Return the places in braces of words, of each form where they depend on a number."""
    return [set(PLACE.findall(each)) for each in ([words] if isinstance(words, str) else words.values())]


@pytest.mark.parametrize("language", OTHERS)
def test_all_catalogues_have_the_same_words_and_places(language: str) -> None:
    english, other = LANGUAGES["en"]["page"], LANGUAGES[language]["page"]
    assert english.keys() == other.keys()
    differing = [key for key in english if set.union(*places(english[key])) != set.union(*places(other[key]))]
    assert differing == []
    declared = LANGUAGES[language]["declared"]
    assert [key for key, words in declared.items() if set(PLACE.findall(key)) != set(PLACE.findall(words))] == []


def used() -> Iterator[str]:
    """Yield the keys that the page asks for; of one that is put together the part before its first place, and *."""
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        for call in re.findall(r"\bsay\(((?:[^()]|\([^()]*\))*)", text):
            yield from re.findall(r'"([a-z_]+(?:\.\w+)?)"', call.split(", {")[0])
            yield from (f"{start}*" for start in re.findall(r"`([a-z_]+\.)\$\{", call))
        yield from re.findall(r'"([a-z_]+\.\w+)"', text)
    yield from re.findall(r'data-(?:say(?:-\w+)?|help)="([\w.]+)"', (PAGE / "index.html").read_text(encoding="utf-8"))


def test_the_page_asks_for_every_word_and_for_no_other() -> None:
    known, asked = set(LANGUAGES["en"]["page"]), set(used())
    starts = tuple(each.removesuffix("*") for each in asked if each.endswith("*"))
    assert all(any(key.startswith(start) for key in known) for start in starts)
    unused = {key for key in known - asked if not key.startswith(starts)}
    assert unused == set()
    groups = {key.split(".")[0] for key in known if "." in key}
    assert {key for key in asked if "." in key and not key.endswith("*") and key.split(".")[0] in groups} - known == set()


LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`')
WORDS = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}|(?:textContent|title|placeholder|ariaLabel): [\"`][A-Za-z]")
NO_WORDS = re.compile(
    r"className|class:|classList|querySelector|closest\(|matches\(|matchMedia|getAttribute|setAttribute|pattern|textposition"
    r"|// |throw new Error\(`No |^import|^ *\*|^ */\*"
)
"""Marks of lines whose literals name elements, not words for people."""


def literals(path: Path) -> Iterator[str]:
    """Yield what of a module is words, though no catalogue has it."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if NO_WORDS.search(line) or "no catalogue has these" in line:
            continue
        code = re.sub(r'"[a-z_]+\.\w+"', "", re.sub(r"\bsay\((?:[^()]|\([^()]*\))*\)", "", line))  # without keys
        for literal in LITERAL.findall(code):
            if literal[1:-1] not in LANGUAGES["ko"]["declared"] and WORDS.search(re.sub(r"\$\{[^}]*\}", " ", literal)):
                yield f"{path.name}: {literal}"
        if re.search(r'(?:textContent|[^.]title|placeholder|ariaLabel): ["`][A-Za-z]', code):
            yield f"{path.name}: {code.strip()}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PAGE)))
def test_no_words_stand_in_a_module(path: Path) -> None:
    assert list(literals(path)) == []


def test_words_in_a_module_are_seen(tmp_path: Path) -> None:
    module = tmp_path / "slip.js"
    words = 'element("p", { textContent: "Hello" });\nshow(`The run is in ${folder}`);\n'
    module.write_text(words + 'element("p", { className: "quiet small" });\n')
    assert len(list(literals(module))) == 2


def test_no_words_stand_in_the_markup() -> None:
    body = (PAGE / "index.html").read_text(encoding="utf-8").split("<body>")[1]
    assert re.sub(r"<[^>]*>", "", body).split() == ["Peninsula"]
    assert re.findall(r'(?<!-)\b(?:title|aria-label|placeholder)="', body) == []


def translated(language: str, text: str) -> bool:
    """Return whether a catalogue has a text, as it is or by a pattern."""
    declared = LANGUAGES[language]["declared"]
    return text in declared or any(pattern.fullmatch(text) for pattern in patterns(language))


@cache
def patterns(language: str) -> list[re.Pattern[str]]:
    """Return what a catalogue has with places, but for those that fit any text with a colon or two words."""
    keys = [key for key in LANGUAGES[language]["declared"] if "{" in key and len(PLACE.sub("", key)) > 6]
    return [re.compile("(.+?)".join(map(re.escape, PLACE.sub("\0", key).split("\0")))) for key in keys]


def sentences(prose: str) -> list[str]:
    """Return the sentences of what the author of a scenario wrote, as a catalogue has them."""
    return [each.removesuffix(".") for each in re.split(r"(?<=[.!?]) (?=[A-Z])", " ".join(prose.replace("`", "").split()))]


@cache
def declared() -> frozenset[str]:
    """Return what the server tells the page of scenarios, levers, doctrines, conditions, assumptions, outcomes and events."""
    told: set[str] = set()
    for scenario in map(load, BASELINES):
        page = controls(scenario)
        for owner in (*page["actors"], *page["conditions"]):
            told.add(owner["label"])
            for lever in owner["levers"]:
                told |= {lever["title"], lever["unit"], lever["key"].split(".")[-1].replace("_", " ")}
                told |= {option.replace("_", " ") for option in lever["options"]} | {sentence for _, sentence in lever["anchors"]}
        told |= {each[key] for each in page["assumptions"] for key in ("title", "unit")}
        told |= {each[key] for each in page["outcomes"] for key in ("title", "unit", "definition", "group")}
        told |= {each["title"] for each in page["worldviews"]} | {each["name"] for each in page["worldviews"]}
        for actor in scenario.theatre.actors:
            told |= {load_doctrine(actor.role, name).title_for(scenario.theatre, actor) for name in known_doctrines(actor.role)}
        told |= {each["label"] for each in page["rivalries"]} | {page["title"], scenario.theatre.label}
    for each in catalogue():
        if each.get("theatre"):
            told |= {each["title"], *sentences(each["description"])}
            told |= set() if each["hypothesis"].startswith("None") else {*sentences(each["hypothesis"])}
    told |= {title for title, _ in NOTABLE.values()}
    told |= set(CAUSE_LABELS.values()) | {kind.replace("_", " ") for kind in KINDS} | {CAVEAT}
    return frozenset(told - {""})


@pytest.mark.parametrize("language", OTHERS)
def test_all_that_is_declared_is_translated(language: str) -> None:
    assert sorted(text for text in declared() if not translated(language, text)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    paths = (path for folder in ("sim", "scenarios") for kind in ("*.py", "*.toml") for path in (ROOT / folder).rglob(kind))
    sources = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    plotly = (files("plotly") / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
    sources = sources.replace("_", " ") + plotly
    stale = [key for key in LANGUAGES[language]["declared"] if "{" not in key and key not in declared() and key not in sources]
    assert stale == []


def test_anchors_are_translated_for_actors_of_any_name(root: Path) -> None:
    theatre = load("baseline").theatre
    sentences = [
        sentence for actor in theatre.actors for lever in LEVERS[actor.role] for _, sentence in anchors(theatre, actor, lever)
    ]
    assert len(sentences) > 80
    elsewhere = [each.replace("South Korea", "Ruritania").replace("China", "Zenda") for each in sentences]
    assert [each for each in elsewhere if not translated("ko", each)] == []
