"""The HTML page of a report on finished runs."""

import re
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
from sim.report.words import ENGLISH, Words
from sim.scenario.assumptions import DECLARED
from sim.scenario.difference import differences
from sim.scenario.labels import labels

_NONE = re.compile(r"none\b", re.IGNORECASE)
"""How a scenario begins that says why it has no hypothesis."""

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
    words: Words = ENGLISH,
) -> str:
    """Return the page on one run, or on several compared with the first, as one self-contained HTML document.

    answers: what studies say, each a section, in English. words: of the language of the page; figures are in English.
    Raises PeninsulaError when the runs cannot be compared.
    """
    content = _one(runs[0], words) if len(runs) == 1 else _several(runs, attributions, unpaired, words)
    return rendered("page.html", words, **_common(runs, title, words), **content, answers=answers)


def _common(runs: Sequence[Run], title: str, words: Words) -> dict[str, Any]:
    reference = runs[0].scenario
    names = names_of(runs)
    scenarios = [
        {
            "name": name,
            "title": run.scenario.title,
            "description": words.translate(" ".join(run.scenario.description.replace("`", "").split())),
            "hypothesis": "" if _NONE.match(run.scenario.hypothesis) else words.translate(run.scenario.hypothesis),
            "references": run.scenario.references,
            "worldview": run.scenario.worldview,
            "differences": differences(reference, run.scenario) if index else [],
            "changes": run.policy_changes(),
            "came_about": run.came_about,
            "is_reference": index == 0 and len(runs) > 1,
        }
        for index, (name, run) in enumerate(zip(names, runs, strict=True))
    ]
    first, *others = [words.translate(run.scenario.title) for run in runs]
    compared = words.say("{others}, compared with {reference}", others=" / ".join(others), reference=first)
    return {
        "title": title or (compared if others else first),
        "months": (runs[0].months[0], runs[0].months[-1]),
        "worlds": reference.worlds,
        "nowcast": Path(reference.nowcast.file).name if reference.nowcast else "",
        "digest": reference.nowcast.digest if reference.nowcast else "",
        "theatre": reference.theatre.label,
        "scenarios": scenarios,
        "glossary": GLOSSARY,
        "assumptions": _assumptions(runs[0]),
        "manifests": [_manifest(name, run) for name, run in zip(names, runs, strict=True)],
        "likelihoods": _likelihoods(runs),
        "labels": labels([run.scenario for run in runs], words.translate),
    }


def _one(run: Run, words: Words) -> dict[str, Any]:
    theatre, figures = run.scenario.theatre, figures_of(run)
    pictures = [picture(figures[name](run), words.say(caption)) for name, caption in CAPTIONS.items() if name in figures]
    changed = words.say(
        "Contributions of causes to the change of the {label} since {month}.",
        label=words.translate(theatre.headline_label), month=run.months[0],
    )  # fmt: skip
    one = words.say("One world: the events of the world closest to the median path.")
    title = words.translate(run.scenario.title)
    return {
        "lead": words.say("What happens if governments follow the policies of '{title}'?", title=title),
        "summary": [("", list(sentences.of_one_run(run, words)))],
        "pictures": pictures,
        "why": [picture(causes(run), changed), picture(chronicle(run, typical_world(run)), one)],
        "scores": None,
        "ends": _ends(run),
    }


def _several(runs: Sequence[Run], attributions: Sequence[Attribution], unpaired: bool, words: Words) -> dict[str, Any]:
    comparison = Comparison(runs, unpaired)
    shown = comparison.most_different(PANELS)
    explanations = tuple(between(runs[0], other) for other in runs[1:]) if comparison.paired else ()
    first, *labelled = labels([run.scenario for run in runs], words.translate)
    steps = "From {reference} to {other}: what each cause adds to the difference; the last bar is the total."
    why: list[Picture] = [
        picture(waterfall(explanation, contrast.reference, contrast.other), words.say(steps, reference=first, other=name))
        for name, explanation, contrast in zip(labelled, explanations, comparison.contrasts, strict=False)
    ]
    parts = "{other}: effects of assumptions and of policy."
    why += [
        picture(attribution_figure(each, shown), words.say(parts, other=words.translate(each.other.scenario.title)))
        for each in attributions
    ]
    pictures = [
        picture(overlay(comparison, shown), words.say("All scenarios: medians, with bands where there are few scenarios.")),
        picture(difference_figure(comparison, shown), words.say("Difference from {reference}.", reference=first)),
        picture(ends(comparison, shown), words.say("The last month: median, and middle 50 and 90 % of worlds.")),
    ]
    reference, *others = (words.translate(run.scenario.title) for run in runs)
    lead = "What changes, and why, if governments choose {others} instead of '{reference}'?"
    either = words.say(" or ").join(f"'{title}'" for title in others)
    return {
        "lead": words.say(lead, others=either, reference=reference),
        "summary": [
            (
                contrast.other.scenario.title,
                _summary(contrast, explanations[index] if explanations else None, attributions, words),
            )
            for index, contrast in enumerate(comparison.contrasts)
        ],
        "pictures": pictures,
        "why": why,
        "scores": scorecard(comparison),
        "ends": None,
    }


def _summary(contrast: Contrast, why: Explanation | None, attributions: Sequence[Attribution], words: Words) -> list[str]:
    own = (each for each in attributions if each.other is contrast.other)
    return [*sentences.of_contrast(contrast, why, words), *(sentences.of_attribution(each, words) for each in own)]


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
        {
            "title": same[0].title,
            "cells": [{name: f"{getattr(each, name):.1%}" for name in ("share", "low", "high")} for each in same],
        }
        for same in zip(*by_run, strict=True)
    ]


def _assumptions(run: Run) -> list[dict[str, str]]:
    ranges = run.scenario.assumptions
    return [
        {"title": each.title, "range": range_text(*ranges[each.name]), "unit": each.unit, "source": each.source}
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
