"""The page docs/validation.md: the model validated against observations, with its failures listed first."""

from collections.abc import Sequence
from pathlib import Path

from sim.ensemble.run import Run
from sim.history.hindcast import Hindcast
from sim.history.observations import Observations
from sim.history.regularities import RegularityCheck
from sim.history.scores import Score
from sim.plots import save_as
from sim.plots.hindcast import driven_figure, missile_figure, pit_figure, press_figure, skill_figure

REQUIRED_SKILL = {"missile": (("1998-01", "2018-12"), 0.10), "gprc_kor": (("1996-01", "2018-12"), 0.20)}
"""Required skill relative to climatology, and its window."""

COVERAGE = (0.85, 0.95)
"""Required share of months inside the 5 to 95 % band."""

ASSUMPTIONS = "validation_assumptions"
_ASSUMPTIONS = (
    "## Assumptions",
    "",
    "Observations up to 2011 inform these assumptions: their rank correlation with the likelihood of worlds is significant.",
    "The correlations of all other assumptions cannot be distinguished from chance.",
    "",
    f"![Assumptions informed by the observations: prior and posterior](images/{ASSUMPTIONS}.png)",
    "",
)
TITLES = {"missile": "Missile provocations a month", "gprc_kor": "GPR index for South Korea"}


def write_page(
    page: Path,
    hindcast: Hindcast,
    scores: Sequence[Score],
    regularities: Sequence[RegularityCheck],
    observations: Observations,
    driven: Run,
) -> list[Path]:
    """Write the page, and its figures into `images/` beside it, and return the files.

    regularities: checks of `driven`, a run with historical policies and without assimilation.
    """
    images = page.parent / "images"
    images.mkdir(parents=True, exist_ok=True)
    figures = {
        "validation_press": press_figure(hindcast, observations),
        "validation_driven": driven_figure(driven, observations),
        "validation_missiles": missile_figure(hindcast, observations),
        "validation_skill": skill_figure(scores),
        "validation_transform": pit_figure(hindcast, observations),
    }
    files = [save_as(figure, images / f"{name}.png") for name, figure in figures.items()]
    has_assumptions = (images / f"{ASSUMPTIONS}.png").is_file()
    page.write_text(validation_page(hindcast, scores, regularities, has_assumptions), encoding="utf-8")
    return [page, *files]


def validation_page(
    hindcast: Hindcast, scores: Sequence[Score], regularities: Sequence[RegularityCheck], has_assumptions: bool = False
) -> str:
    """Return the page in Markdown; has_assumptions: whether the figure of informed assumptions exists."""
    return "\n".join(
        [
            "# Validation against observations",
            "",
            "Written by `peninsula hindcast --data DIR --page docs/validation.md`; do not edit.",
            "",
            "From every December since 1995, an ensemble of worlds that has assimilated the observations up to that month",
            "forecasts twelve months under the historical policies ([history.toml](../scenarios/history.toml)). Policies in",
            "force, declared doctrine and the stages of talks in the forecast months are inputs, as they are of the regression",
            "that it is compared with. The authors of that file knew the outcome; months after 2018 are held out for validation.",
            "",
            f"{hindcast.worlds:,} worlds; effective sample size at least {hindcast.effective.min():,.0f}. {_collapse(hindcast)}",
            "",
            "## Failures",
            "",
            *(f"- {line}" for line in failures(scores, regularities) or ["None."]),
            "",
            "## Scores",
            "",
            "Continuous ranked probability score (CRPS, lower is better), skill relative to climatology (the trailing five",
            "years), and coverage: the share of months inside the 5 to 95 % band. The observation models were fitted on",
            "months up to 2011 (`peninsula calibrate`); the memory of the level of tests was selected on 2012-2018.",
            "",
            "| variable | window | forecaster | months | CRPS | skill | coverage |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *(_row(score) for score in scores),
            "",
            "![Skill relative to climatology by window](images/validation_skill.png)",
            "",
            "![GPR index for South Korea: forecast and observed](images/validation_press.png)",
            "",
            "![Missile provocations a year: forecast and observed](images/validation_missiles.png)",
            "",
            "![Calibration of forecasts: probability integral transform](images/validation_transform.png)",
            "",
            *(_ASSUMPTIONS if has_assumptions else ()),
            "## Regularities",
            "",
            "The model driven by the historical policies alone, without assimilation:",
            "",
            "![GPR index for South Korea: driven by policies alone, and observed](images/validation_driven.png)",
            "",
            "| | regularity | expected | simulated |",
            "| --- | --- | --- | --- |",
            *(
                f"| {'holds' if each.holds else '**fails**'} | {each.title} | {each.expected} | {each.simulated} |"
                for each in regularities
            ),
            "",
            "Sources: Caldara & Iacoviello (2022) for GPRC_KOR; CSIS Beyond Parallel, Database of North Korean Provocations.",
            "",
        ]
    )


def failures(scores: Sequence[Score], regularities: Sequence[RegularityCheck]) -> list[str]:
    """Return a sentence for every failure: required skill, coverage, better rivals, regularities."""
    sentences = []
    for variable, (window, required) in REQUIRED_SKILL.items():
        here = {score.forecaster: score for score in scores if (score.variable, score.window) == (variable, window)}
        own = here.get("Peninsula")
        if own is None:
            continue
        if own.skill < required:
            sentences.append(f"{TITLES[variable]}: skill {own.skill:+.3f}, required {required:+.2f}.")
        if not COVERAGE[0] <= own.coverage <= COVERAGE[1]:
            span = f"{COVERAGE[0]:.0%} to {COVERAGE[1]:.0%}"
            sentences.append(f"{TITLES[variable]}: {own.coverage:.1%} of months lie inside the 90 % band, required {span}.")
        better = [score for score in here.values() if score.skill > own.skill]
        sentences += [
            f"{TITLES[variable]}: {score.forecaster} has more skill ({score.skill:+.3f} against {own.skill:+.3f})."
            for score in better
        ]
    failed = [each for each in regularities if not each.holds]
    return sentences + [f"{each.title}: expected {each.expected}; simulated {each.simulated}." for each in failed]


def _collapse(hindcast: Hindcast) -> str:
    if not hindcast.collapsed:
        return "The ensemble did not collapse in any month."
    return f"The ensemble collapsed in {', '.join(hindcast.collapsed)}."


def _row(score: Score) -> str:
    window = f"{score.window[0]} to {score.window[1]}".replace(" to 9999-12", " on")
    name = f"**{score.forecaster}**" if score.forecaster == "Peninsula" else score.forecaster
    numbers = f"{score.number} | {score.crps:.3f} | {score.skill:+.3f} | {score.coverage:.2f}"
    return f"| {score.variable} | {window} | {name} | {numbers} |"
