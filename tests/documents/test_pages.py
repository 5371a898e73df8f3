"""Documents say what the code says."""

import re
from pathlib import Path

from sim.documents import pages
from sim.documents.odd import equations, mechanism_modules
from sim.model.law_of_motion import LAW_OF_MOTION

ROOT = Path(__file__).parents[2]


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
            text = function.__doc__ or ""
            assert re.search(r"Within|Source:|Stays|Lies|>= 0|whole number|Moves|never|not taken back|Keeps", text), (
                function.__name__
            )


def test_the_order_of_a_month_is_the_order_of_the_schedule() -> None:
    page = (ROOT / "docs/odd.md").read_text(encoding="utf-8")
    assert ", ".join(name for name, _ in LAW_OF_MOTION) in page


def test_every_mechanism_is_scheduled_or_observed() -> None:
    names = {module.__name__.rpartition(".")[2] for module in mechanism_modules()}
    assert names == {name for name, _ in LAW_OF_MOTION} | {"levers_in_force", "threat"}
    assert len(names) == 14


def test_links_between_pages_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} -> {target}"
