"""The page of the record: how the model did against what was observed, with what fails named plainly."""

from collections.abc import Sequence
from pathlib import Path

from sim.ensemble.run import Run
from sim.history.hindcast import Hindcast
from sim.history.observations import Observations
from sim.history.regularities import Finding
from sim.history.scores import Score
from sim.plots import save_as
from sim.plots.hindcast import driven_figure, missile_figure, press_figure, skill_figure, transform_figure

BARS = {"missile": (("1998-01", "2018-12"), 0.10), "gprc_kor": (("1996-01", "2018-12"), 0.20)}
"""Skill against climatology that a model which knows the policies should reach, and its window."""

COVERED = (0.85, 0.95)
BELIEFS = "validation_assumptions"
_BELIEVED = (
    "## Assumptions",
    "",
    "What the months up to 2011 say of the assumptions: these are the ones on which the likelihood of worlds leans more than",
    "chance would have it. Of all others the record says nothing that can be told from chance.",
    "",
    f"![Assumptions before and after the record](images/{BELIEFS}.png)",
    "",
)
TITLES = {"missile": "Missile provocations a month", "gprc_kor": "GPR index for South Korea"}


def write_page(
    page: Path,
    found: Hindcast,
    scores: Sequence[Score],
    held: Sequence[Finding],
    observations: Observations,
    driven: Run,
) -> list[Path]:
    """Write the page and its pictures, which lie in `images/` beside it, and return the files."""
    images = page.parent / "images"
    images.mkdir(parents=True, exist_ok=True)
    pictures = {
        "validation_press": press_figure(found, observations),
        "validation_driven": driven_figure(driven, observations),
        "validation_missiles": missile_figure(found, observations),
        "validation_skill": skill_figure(scores),
        "validation_transform": transform_figure(found, observations),
    }
    files = [save_as(figure, images / f"{name}.png") for name, figure in pictures.items()]
    known = (images / f"{BELIEFS}.png").is_file()
    page.write_text(text(found, scores, held, known), encoding="utf-8")
    return [page, *files]


def text(found: Hindcast, scores: Sequence[Score], held: Sequence[Finding], beliefs: bool = False) -> str:
    """Return the page in Markdown; beliefs: whether the picture of assumptions before and after lies beside it."""
    return "\n".join(
        [
            "# Held against the record",
            "",
            "Written by `peninsula hindcast --data DIR --page docs/validation.md`; do not edit.",
            "",
            "From every December since 1995 an ensemble of worlds that was held to the observations up to that month runs",
            "twelve months ahead under the policies as they were ([history.toml](../scenarios/history.toml)). Policies in",
            "force, declared doctrine and the stages of talks are told for the months ahead, as they are to the regression",
            "that competes. That file was written by people who know what happened; the months that were kept back will judge.",
            "",
            f"{found.worlds:,} worlds; effective number at least {found.effective.min():,.0f}. " + _collapse(found),
            "",
            "## What fails",
            "",
            *(f"- {line}" for line in failures(scores, held) or ["Nothing that is checked here."]),
            "",
            "## Scores",
            "",
            "Continuous ranked probability score (lower is better), skill against the trailing five years, and the share of",
            "months inside the 5 to 95 % band. The observation models were fitted on months up to 2011 (`peninsula calibrate`);",
            "the memory of the level of tests was chosen on 2012-2018.",
            "",
            "| variable | window | forecaster | months | CRPS | skill | coverage |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *(_row(score) for score in scores),
            "",
            "![Skill against climatology by window](images/validation_skill.png)",
            "",
            "![GPR index for South Korea: forecast and observed](images/validation_press.png)",
            "",
            "![Missile provocations a year: forecast and observed](images/validation_missiles.png)",
            "",
            "![Where observations fell in their forecasts](images/validation_transform.png)",
            "",
            *(_BELIEVED if beliefs else ()),
            "## Regularities",
            "",
            "The model driven by the policies alone, without any observation:",
            "",
            "![GPR index for South Korea: driven by policies alone, and observed](images/validation_driven.png)",
            "",
            "| | regularity | wanted | found |",
            "| --- | --- | --- | --- |",
            *(f"| {'holds' if each.holds else '**fails**'} | {each.title} | {each.wanted} | {each.found} |" for each in held),
            "",
            "Sources: Caldara & Iacoviello (2022) for GPRC_KOR; CSIS Beyond Parallel, Database of North Korean Provocations.",
            "",
        ]
    )


def failures(scores: Sequence[Score], held: Sequence[Finding]) -> list[str]:
    """Return a sentence for everything that falls short: bars, coverage, rivals that are better, regularities."""
    found = []
    for variable, (window, bar) in BARS.items():
        here = {score.forecaster: score for score in scores if (score.variable, score.window) == (variable, window)}
        own = here.get("Peninsula")
        if own is None:
            continue
        if own.skill < bar:
            found.append(f"{TITLES[variable]}: skill {own.skill:+.3f}, wanted {bar:+.2f}.")
        if not COVERED[0] <= own.coverage <= COVERED[1]:
            wanted = f"{COVERED[0]:.0%} to {COVERED[1]:.0%}"
            found.append(f"{TITLES[variable]}: {own.coverage:.1%} of months lie inside the 90 % band, wanted {wanted}.")
        better = [score for score in here.values() if score.skill > own.skill]
        found += [
            f"{TITLES[variable]}: {score.forecaster} does better ({score.skill:+.3f} against {own.skill:+.3f})."
            for score in better
        ]
    found += [f"{each.title}: wanted {each.wanted}; found {each.found}." for each in held if not each.holds]
    return found


def _collapse(found: Hindcast) -> str:
    if not found.collapsed:
        return "In no month did the ensemble collapse."
    return f"It collapsed in {', '.join(found.collapsed)}."


def _row(score: Score) -> str:
    window = f"{score.window[0]} to {score.window[1]}".replace(" to 9999-12", " on")
    name = f"**{score.forecaster}**" if score.forecaster == "Peninsula" else score.forecaster
    numbers = f"{score.number} | {score.crps:.3f} | {score.skill:+.3f} | {score.coverage:.2f}"
    return f"| {score.variable} | {window} | {name} | {numbers} |"
