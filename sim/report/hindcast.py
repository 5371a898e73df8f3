"""The page docs/validation.md: the model validated against observations, with its failures listed first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.ensemble.run import Run
from sim.files.named_file import write_named_file
from sim.history.brier import EventScores
from sim.history.events import EVENTS
from sim.history.hindcast import Hindcast
from sim.history.observation_models.pairs import PAIRS
from sim.history.observations import Observations
from sim.history.rates import Rate
from sim.history.regularities import RegularityCheck
from sim.history.scores import OWN, STACKED, Key, Numbers, Score
from sim.history.series_titles import TITLES
from sim.plots import save_as
from sim.plots.hindcast import driven_figure, missile_figure, pit_figure, press_figure, skill_figure
from sim.plots.hindcast_pairs import events_figure, pairs_figure
from sim.report.rates import rate_failures, rates_section

REQUIRED_SKILL = {"missile": 0.18, "gprc_kor": 0.22, "us_dprk": 0.18}
"""Required skill relative to climatology in the first window of a variable; all others must not be below climatology."""

REQUIRED_MEAN_OF_PAIRS = 0.06
"""Required mean skill of the directed pairs."""

COVERAGE = (0.85, 0.95)
"""Required share of months inside the 5 to 95 % band."""


@dataclass(frozen=True)
class Evidence:
    """What the page reports.

    stacked: quantiles of the stacked forecast. scores: of every forecaster by window; eras: of the model's own and of the stacked
    forecast by era. events: Brier scores. regularities, rates: checks of a run with historical policies, without assimilation.
    """

    hindcast: Hindcast
    stacked: Mapping[Key, Numbers]
    scores: Sequence[Score]
    eras: Sequence[Score]
    events: EventScores
    regularities: Sequence[RegularityCheck]
    rates: Sequence[Rate]


def write_page(page: Path, evidence: Evidence, observations: Observations, driven: Run) -> list[Path]:
    """Write the page, and its figures into `images/` beside it, and return the files.

    driven: a run with historical policies and without assimilation.
    """
    images = page.parent / "images"
    hindcast = evidence.hindcast
    figures = {
        "validation_press": press_figure(hindcast, observations),
        "validation_driven": driven_figure(driven, observations),
        "validation_missiles": missile_figure(hindcast, observations),
        "validation_skill": skill_figure(evidence.scores),
        "validation_transform": pit_figure(hindcast.quantiles, observations),
    }
    if set(hindcast.variables) & set(PAIRS):
        figures["validation_pairs"] = pairs_figure(hindcast, evidence.stacked, observations)
    if evidence.events.classes:
        figures["validation_events"] = events_figure(evidence.events)
    files = [save_as(figure, images / f"{name}.png", folders=True) for name, figure in figures.items()]
    write_named_file(page, validation_page(evidence))
    return [page, *files]


def validation_page(evidence: Evidence) -> str:
    """Return the page in Markdown."""
    hindcast = evidence.hindcast
    has_pairs = bool(set(hindcast.variables) & set(PAIRS))
    outside = rate_failures(evidence.rates)
    return "\n".join(
        [
            "# Validation against observations",
            "",
            "Written by `peninsula hindcast --data DIR --page docs/validation.md --scores sim/history/scored.toml`; do not edit.",
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
            *(f"- {line}" for line in [*failures(evidence.scores, evidence.eras, evidence.regularities), *outside] or ["None."]),
            "",
            "## Scores",
            "",
            "Continuous ranked probability score (CRPS, lower is better), skill relative to climatology (the trailing five",
            "years), and coverage: the share of months inside the 5 to 95 % band. **Peninsula** is the model's own forecast,",
            "**stacked** the average of its quantiles and of those of statistical forecasters, with weights learnt from earlier",
            "years alone. Worlds begin with the full priors, so that nothing learnt from later years comes in. The observation",
            "model of GPRC_KOR was fitted on months up to 2011 ([calibration](calibration.md)), and the peak of the season of",
            "tests is that of 1984-2011. The season itself and the forms of the pairs were settled with the scores of all these",
            "years in view ([decision 23](decisions/0023-the-record-decides.md)): years that are kept back have the last word.",
            "Pairs are scored on ln(1 + value).",
            "",
            "| variable | window | forecaster | months | CRPS | skill | coverage |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *(_row(score) for score in evidence.scores),
            "",
            "![Skill relative to climatology by window](images/validation_skill.png)",
            "",
            "### By era",
            "",
            *_eras(evidence.eras),
            "",
            "![GPR index for South Korea: forecast and observed](images/validation_press.png)",
            "",
            "![Missile provocations a year: forecast and observed](images/validation_missiles.png)",
            "",
            *(("![Directed pairs of AI-GPR: forecast and observed](images/validation_pairs.png)", "") if has_pairs else ()),
            "![Calibration of forecasts: probability integral transform](images/validation_transform.png)",
            "",
            *_events(evidence.events),
            *rates_section(evidence.rates),
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
                for each in evidence.regularities
            ),
            "",
            "Sources: Caldara & Iacoviello (2022) for GPRC_KOR; CSIS Beyond Parallel, Database of North Korean Provocations;",
            "Iacoviello & Tong for AI-GPR; International Crisis Behavior, version 15, for crises.",
            "",
        ]
    )


def _eras(scores: Sequence[Score]) -> list[str]:
    """Return the table of skill by era, with coverage in brackets."""
    eras = list(dict.fromkeys(score.window for score in scores))
    rows = list(dict.fromkeys((score.variable, score.forecaster) for score in scores))
    cells = {(score.variable, score.forecaster, score.window): f"{score.skill:+.3f} ({score.coverage:.2f})" for score in scores}
    return [
        "Skill relative to climatology, and coverage.",
        "",
        f"| variable | forecaster | {' | '.join(f'{first[:4]}-{last[:4]}' for first, last in eras)} |",
        "| --- | --- |" + " --- |" * len(eras),
        *(
            f"| {variable} | {name} | {' | '.join(cells.get((variable, name, era), '') for era in eras)} |"
            for variable, name in rows
        ),
    ]


def _events(events: EventScores) -> list[str]:
    """Return the section on events within twelve months."""
    if not events.scores:
        return []
    return [
        "## Events within twelve months",
        "",
        "Brier score (mean squared error of the probability, lower is better), and skill relative to the share of earlier years",
        "with the event. The forecast of talks does not know the record: channels are open after the origin, and talks that are",
        "under way then count if they go on. With one forecast a year, differences are small against chance.",
        "",
        "| event | forecasts | happened | Brier score | of the base rate | skill |",
        "| --- | --- | --- | --- | --- | --- |",
        *(
            f"| {EVENTS[each.event].title} | {each.number} | {each.rate:.2f} | {each.brier:.3f} | {each.reference:.3f} "
            f"| {each.skill:+.3f} |"
            for each in events.scores
        ),
        "",
        f"Calibration of all four together; Murphy's reliability term is {events.reliability:.3f} (0 is calibrated).",
        "",
        "| probability | forecasts | mean forecast | happened |",
        "| --- | --- | --- | --- |",
        *(f"| {c.low:.0%} to {c.high:.0%} | {c.number} | {c.forecast:.2f} | {c.observed:.2f} |" for c in events.classes),
        "",
        "![Events: forecast probability and how often they happened](images/validation_events.png)",
        "",
    ]


def failures(scores: Sequence[Score], eras: Sequence[Score], regularities: Sequence[RegularityCheck]) -> list[str]:
    """Return a sentence for every failure: required skill, coverage, better rivals, eras below climatology, regularities."""
    sentences = []
    whole = {score.variable: score.window for score in reversed(scores)}  # the first window of each
    for variable, title in TITLES.items():
        here = {score.forecaster: score for score in scores if (score.variable, score.window) == (variable, whole.get(variable))}
        own = here.get(OWN)
        if own is None:
            continue
        required = REQUIRED_SKILL.get(variable, 0.0)
        if own.skill < required:
            sentences.append(f"{title}: skill {own.skill:+.3f}, required {required:+.2f}.")
        if not COVERAGE[0] <= own.coverage <= COVERAGE[1]:
            span = f"{COVERAGE[0]:.0%} to {COVERAGE[1]:.0%}"
            sentences.append(f"{title}: {own.coverage:.1%} of months lie inside the 90 % band, required {span}.")
        sentences += [
            f"{title}: {score.forecaster} has more skill ({score.skill:+.3f} against {own.skill:+.3f})."
            for score in here.values()
            if score.skill > own.skill and score.forecaster != STACKED
        ]
    pairs = [score.skill for score in scores if score.variable in PAIRS and score.window == whole[score.variable]
             and score.forecaster == OWN]  # fmt: skip
    if pairs and sum(pairs) / len(pairs) < REQUIRED_MEAN_OF_PAIRS:
        mean = sum(pairs) / len(pairs)
        sentences.append(f"Directed pairs: mean skill {mean:+.3f}, required {REQUIRED_MEAN_OF_PAIRS:+.2f}.")
    sentences += [
        f"{TITLES[era.variable]}: below climatology in {era.window[0][:4]}-{era.window[1][:4]} ({era.skill:+.3f})."
        for era in eras
        if era.forecaster == OWN and era.skill < 0
    ]
    failed = [each for each in regularities if not each.holds]
    return sentences + [f"{each.title}: expected {each.expected}; simulated {each.simulated}." for each in failed]


def _collapse(hindcast: Hindcast) -> str:
    if not hindcast.collapsed:
        return "The ensemble did not collapse in any month."
    return f"The ensemble collapsed in {', '.join(hindcast.collapsed)}."


def _row(score: Score) -> str:
    window = f"{score.window[0]} to {score.window[1]}".replace(" to 9999-12", " on")
    name = f"**{score.forecaster}**" if score.forecaster in (OWN, STACKED) else score.forecaster
    numbers = f"{score.number} | {score.crps:.3f} | {score.skill:+.3f} | {score.coverage:.2f}"
    return f"| {score.variable} | {window} | {name} | {numbers} |"
