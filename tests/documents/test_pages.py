"""The pages of `docs/`, README.md and CONTRIBUTING.md say what the code says."""

import inspect
import re
from pathlib import Path

import pytest

from sim.documents import pages
from sim.documents.odd import equations, mechanism_modules
from sim.model.law_of_motion import LAW_OF_MOTION

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))

YET_TO_BE_WRITTEN = ("scenarios/mine.toml",)
"""Examples of a file of the user's own."""


def paths_named_in(text: str) -> list[str]:
    """Return the paths of this repository that a text names; of one with a placeholder, the folder above it.

    Without backticks only what ends like a file or a folder is a path: "tests/month" is a unit.
    """
    text = re.sub(r"https?://\S+", "", text)
    named = re.findall(
        r"(?<![\w-])(?:(?<=`)|(?=\S*(?:\.\w|/(?!\w))))((?:sim|tests|docs|scenarios|benchmarks|\.ci)/[\w./<>*-]*)", text
    )
    paths = [re.sub(r"/[^/]*[<*].*", "", path).rstrip(".") for path in named]
    return [path for path in paths if path not in YET_TO_BE_WRITTEN]


def test_derived_pages_are_up_to_date() -> None:
    for place, text in pages(ROOT).items():
        assert (ROOT / place).read_text(encoding="utf-8") == text, f"run `peninsula documents`: {place} is out of date"


def test_submodel_headings_are_the_functions_of_the_mechanisms() -> None:
    page = (ROOT / "docs/odd.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#### `(\w+)`$", page, flags=re.MULTILINE)
    named = [function.__name__ for module in mechanism_modules() for function in equations(module)]
    assert len(named) > 40
    assert headings[: len(named)] == named


def test_every_equation_says_its_range_or_its_source() -> None:
    for module in mechanism_modules():
        for function in equations(module):
            if "month" in inspect.signature(function).parameters:
                continue
            text = function.__doc__ or ""
            assert re.search(r"Within|Source:|Stays|Lies|>= 0|whole number|Moves|never|not taken back|Keeps", text), (
                function.__name__
            )


def test_the_order_of_a_month_is_the_order_of_the_schedule() -> None:
    page = (ROOT / "docs/odd.md").read_text(encoding="utf-8")
    assert ", ".join(name for name, _ in LAW_OF_MOTION) in page


def test_every_mechanism_is_scheduled_or_observed() -> None:
    names = {module.__name__.rpartition(".")[2] for module in mechanism_modules()}
    assert names == {name for name, _ in LAW_OF_MOTION} | {"levers_in_force", "threat", "willingness"}
    assert len(names) == 17


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_paths_named_in_a_page_exist(page: Path) -> None:
    missing = [path for path in paths_named_in(page.read_text(encoding="utf-8")) if not (ROOT / path).exists()]
    assert not missing


def test_a_path_that_does_not_exist_is_seen() -> None:
    assert paths_named_in("`sim/plots/<name>.py`, `sim/plots/`, ../docs/odd.md") == ["sim/plots", "sim/plots/", "docs/odd.md"]
    assert paths_named_in("run scenarios/baseline.toml, see https://a.org/sim/b.py, 5 tests/month") == ["scenarios/baseline.toml"]
    assert paths_named_in("`sim/plots/absent.py`") == ["sim/plots/absent.py"]
