"""The HTML page of a report on finished runs."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sim.analysis.attribution import Attribution
from sim.analysis.compare import Comparison, names_of
from sim.analysis.contrast import Contrast
from sim.analysis.explain import Explanation, between
from sim.analysis.key_outcomes import key_outcomes
from sim.analysis.representative_worlds import typical_world
from sim.analysis.scorecard import scorecard
from sim.ensemble.quantiles import quantiles
from sim.ensemble.run import Run
from sim.foundations.wording import decimals_of, figure_text, range_text
from sim.plots import figures_of
from sim.plots.attribution import attribution as attribution_figure
from sim.plots.causes import causes
from sim.plots.chronicle import chronicle
from sim.plots.compare import differences as difference_figure
from sim.plots.compare import ends, overlay
from sim.plots.theme import PANELS
from sim.plots.waterfall import waterfall
from sim.report import sentences
from sim.report.answers import Answer
from sim.report.figures import Picture, picture
from sim.report.template import rendered
from sim.scenario.assumptions import DECLARED
from sim.scenario.difference import differences
from sim.scenario.labels import labels

GLOSSARY = {
    "world": "one simulated history, with one draw of every uncertain assumption and its own random events",
    "scenario": "a policy for every government, month by month, under stated assumptions",
    "reference": "the scenario that the others are compared with",
    "band": "the range that contains the middle 50 %, or 90 %, of worlds",
    "better in": "the share of worlds in which the scenario ends better than the reference does in the same world",
    "lever": "a decision of a government, such as troop numbers",
    "assumption": "a parameter of how states behave; it is uncertain, so every world draws its own value from a range",
    "tension index": "0 to 100; 50 is the mean of 1994 to 2018 and 80 is September 2017, by judgement",
}
CAPTIONS = {
    "tension": "The headline index: median, and middle 50 and 90 % of worlds.",
    "dyads": "Tension in each pair of states.",
    "risk": "Probabilities of crisis, clash and war, and the share of worlds in which each has occurred.",
    "alliance": "Credibility of the alliance, fears of abandonment and entrapment, autonomy and deterrence gap.",
    "nuclear": "The nuclear programme: warheads, production, and tests.",
    "diplomacy": "Talks, agreements, and sidelining.",
    "choices": "What every government chooses: the share of worlds in which it departs from its plan, and how.",
}


def report_page(
    runs: Sequence[Run],
    attributions: Sequence[Attribution] = (),
    title: str = "",
    unpaired: bool = False,
    answers: Sequence[Answer] = (),
) -> str:
    """Return the page on one run, or on several compared with the first, as one self-contained HTML document.

    answers: what studies say, each a section.
    Raises PeninsulaError when the runs cannot be compared.
    """
    content = _one(runs[0]) if len(runs) == 1 else _several(runs, attributions, unpaired)
    return rendered("page.html", **_common(runs, title), **content, answers=answers)


def _common(runs: Sequence[Run], title: str) -> dict[str, Any]:
    reference = runs[0].scenario
    names = names_of(runs)
    scenarios = [
        {
            "name": name,
            "title": run.scenario.title,
            "description": run.scenario.description,
            "hypothesis": run.scenario.hypothesis,
            "references": run.scenario.references,
            "worldview": run.scenario.worldview,
            "differences": differences(reference, run.scenario) if index else [],
            "changes": run.policy_changes(),
            "came_about": run.came_about,
            "is_reference": index == 0 and len(runs) > 1,
        }
        for index, (name, run) in enumerate(zip(names, runs, strict=True))
    ]
    titles = [run.scenario.title for run in runs]
    return {
        "title": title or (titles[0] if len(runs) == 1 else f"{' / '.join(titles[1:])}, compared with {titles[0]}"),
        "months": (runs[0].months[0], runs[0].months[-1]),
        "worlds": reference.worlds,
        "nowcast": Path(reference.nowcast.file).name if reference.nowcast else "",
        "theatre": reference.theatre.label,
        "scenarios": scenarios,
        "glossary": GLOSSARY,
        "assumptions": _assumptions(runs[0]),
        "manifests": [_manifest(name, run) for name, run in zip(names, runs, strict=True)],
        "likelihoods": _likelihoods(runs),
        "labels": labels([run.scenario for run in runs]),
    }


def _one(run: Run) -> dict[str, Any]:
    theatre, figures = run.scenario.theatre, figures_of(run)
    pictures = [picture(figures[name](run), caption) for name, caption in CAPTIONS.items() if name in figures]
    why = [
        picture(causes(run), f"Contributions of causes to the change of the {theatre.headline_label} since {run.months[0]}."),
        picture(chronicle(run, typical_world(run)), "One world: the events of the world closest to the median path."),
    ]
    return {
        "lead": f"What happens if governments follow the policies of '{run.scenario.title}'?",
        "summary": [("", list(sentences.of_one_run(run)))],
        "pictures": pictures,
        "why": why,
        "scores": None,
        "ends": _ends(run),
    }


def _several(runs: Sequence[Run], attributions: Sequence[Attribution], unpaired: bool) -> dict[str, Any]:
    comparison = Comparison(runs, unpaired)
    shown = comparison.most_different(PANELS)
    explanations = tuple(between(runs[0], other) for other in runs[1:]) if comparison.paired else ()
    why: list[Picture] = [
        picture(
            waterfall(explanation, contrast.reference, contrast.other),
            f"From {comparison.labels[0]} to {name}: what each cause adds to the difference; the last bar is the total.",
        )
        for name, explanation, contrast in zip(comparison.labels[1:], explanations, comparison.contrasts, strict=False)
    ]
    why += [
        picture(attribution_figure(each, shown), f"{each.other.scenario.title}: effects of assumptions and of policy.")
        for each in attributions
    ]
    pictures = [
        picture(overlay(comparison, shown), "All scenarios: medians, with bands where there are few scenarios."),
        picture(difference_figure(comparison, shown), f"Difference from {comparison.labels[0]}."),
        picture(ends(comparison, shown), "The last month: median, and middle 50 and 90 % of worlds."),
    ]
    others = " or ".join(f"'{run.scenario.title}'" for run in runs[1:])
    return {
        "lead": f"What changes, and why, if governments choose {others} instead of '{runs[0].scenario.title}'?",
        "summary": [
            (contrast.other.scenario.title, _summary(contrast, explanations[index] if explanations else None, attributions))
            for index, contrast in enumerate(comparison.contrasts)
        ],
        "pictures": pictures,
        "why": why,
        "scores": scorecard(comparison),
        "ends": None,
    }


def _summary(contrast: Contrast, why: Explanation | None, attributions: Sequence[Attribution]) -> list[str]:
    own = (each for each in attributions if each.other is contrast.other)
    return [*sentences.of_contrast(contrast, why), *map(sentences.of_attribution, own)]


def _ends(run: Run) -> list[dict[str, str]]:
    rows = []
    for outcome in key_outcomes(run.scenario.theatre):
        first, last = quantiles(run.series(outcome.name)[[0, -1]]).T
        text = partial(figure_text, decimals=decimals_of(*first, *last))
        rows.append(
            {
                "title": outcome.title,
                "unit": outcome.unit,
                "start": text(first[2]),
                "end": text(last[2]),
                "middle_50": f"{text(last[1])} to {text(last[3])}",
                "middle_90": f"{text(last[0])} to {text(last[4])}",
            }
        )
    return rows


def _likelihoods(runs: Sequence[Run]) -> list[dict[str, Any]]:
    by_run = [run.likelihoods for run in runs]
    return [
        {"title": same[0].title, "cells": [f"{each.share:.1%} ({each.low:.1%} to {each.high:.1%})" for each in same]}
        for same in zip(*by_run, strict=True)
    ]


def _assumptions(run: Run) -> list[dict[str, str]]:
    ranges = run.scenario.assumptions
    return [
        {"title": each.title, "range": f"{range_text(*ranges[each.name])} {each.unit}".rstrip(), "source": each.source}
        for each in DECLARED
        if each.name in ranges
    ]


def _manifest(name: str, run: Run) -> dict[str, str]:
    manifest = run.manifest
    return {
        "name": name,
        "worlds": f"{run.scenario.worlds:,}",
        "seed": str(run.scenario.seed),
        "horizon": f"{run.months[0]} to {run.months[-1]}",
        "worldview": run.scenario.worldview,
        "hash": str(manifest["hash"])[:16],
        "model": str(manifest.get("model", "unknown")),
        "version": str(manifest["versions"]["peninsula"]),
        "folder": run.folder.name if run.folder else "not saved",
    }
