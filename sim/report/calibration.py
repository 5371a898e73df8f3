"""The page on calibration: what the record says of every assumption under every worldview, and what it cannot say."""

from collections.abc import Iterator

from sim.history.calibrate import FITTED_UNTIL, Calibration
from sim.history.facts import RECORDED_UNTIL
from sim.history.posterior import INFORMED, POWERS, Posterior
from sim.scenario.assumptions import ASSUMPTIONS

FIGURE = "calibration"


def calibration_page(result: Calibration) -> str:
    """Return the page as Markdown; its figure is `images/calibration.png`."""
    return "\n".join([*_head(result), *_eras(result), *_informed(result), *_silent(result), *_fitted(result)]) + "\n"


def _head(result: Calibration) -> Iterator[str]:
    power = result.learnt["agnostic"].power
    yield from (
        "# Calibration: what the record says",
        "",
        "Written by `peninsula calibrate --data DIR --page docs/calibration.md`; do not edit.",
        "",
        f"Driven worlds are held to everything observed up to {RECORDED_UNTIL}, month by month: launches, nuclear tests, limited",
        "attacks, sanctions rounds, crises by dyad, talks and deals move by move, estimates of warheads, GPRC_KOR, and the",
        "directed pairs of AI-GPR, which weigh as one series because they are counted in the same newspapers. What happened is",
        "imposed on the worlds after they said how probable it was. A sequential Monte Carlo sampler starts from the prior of",
        f"each worldview and raises the likelihood, step by step, to the power {power:g}; see",
        "[decision 0023](decisions/0023-the-record-decides.md).",
        "",
        f"An assumption is *informed* if its mean moves by {INFORMED:g} standard deviations of the prior or more, or if the",
        "record removes as large a share of the prior's variance. Its worldview then takes the middle 90 % of what is left; all",
        "other assumptions keep their prior, as the record cannot tell.",
        "",
    )


def _eras(result: Calibration) -> Iterator[str]:
    eras = list(dict.fromkeys(each.era for each in result.eras))
    found = {(each.era, each.power): each.log_score for each in result.eras}
    yield from (
        "## Eras left out",
        "",
        "How well worlds that were held to all other eras predict an era that they did not see: its log probability, for each",
        "power of the likelihood. The power with the largest sum is used.",
        "",
        "| power | " + " | ".join(f"{first} to {last}" for first, last in eras) + " | sum |",
        "| --- |" + " --- |" * (len(eras) + 1),
    )
    for power in POWERS:
        scores = [found[era, power] for era in eras]
        yield f"| {power:g} | " + " | ".join(f"{score:.1f}" for score in scores) + f" | {sum(scores):.1f} |"
    yield ""


def _informed(result: Calibration) -> Iterator[str]:
    views = list(result.learnt)
    by_view = {view: {each.name: each for each in learnt.posteriors} for view, learnt in result.learnt.items()}
    titles = {assumption.name: assumption for assumption in ASSUMPTIONS}
    names = [name for name in titles if any(name in found and found[name].informed for found in by_view.values())]
    yield from (
        "## What the record informs",
        "",
        f"![Assumptions informed by the record](images/{FIGURE}.png)",
        "",
        "| assumption | unit | " + " | ".join(views) + " |",
        "| --- | --- |" + " --- |" * len(views),
    )
    for name in names:
        cells = [_cell(by_view[view].get(name)) for view in views]
        yield f"| {titles[name].title} (`{name}`) | {titles[name].unit} | " + " | ".join(cells) + " |"
    yield from ("", "Prior → middle 90 %; *as before* where the record does not inform this school.", "")


def _cell(posterior: Posterior | None) -> str:
    if posterior is None or not posterior.informed:
        return "*as before*"
    low, high = posterior.prior
    return f"{low:.3g} to {high:.3g} → {posterior.low:.3g} to {posterior.high:.3g}"


def _silent(result: Calibration) -> Iterator[str]:
    informed = {each.name for learnt in result.learnt.values() for each in learnt.informed}
    silent = [assumption.name for assumption in ASSUMPTIONS if assumption.name not in informed]
    yield from (
        "## What the record cannot tell",
        "",
        f"Of {len(ASSUMPTIONS)} assumptions, {len(silent)} are not informed under any worldview: "
        + ", ".join(f"`{name}`" for name in silent)
        + ".",
        "",
    )


def _fitted(result: Calibration) -> Iterator[str]:
    mean, peak = result.anchors
    yield from (
        "## Observation models and anchors",
        "",
        f"The press model is fitted on months up to {FITTED_UNTIL}, the memory of the level of missile tests selected on months",
        f"up to {RECORDED_UNTIL}; both are kept in `sim/history/fitted.toml`.",
        "",
        f"The headline index reads 50 at a raw tension of {mean:.3f} and 80 at {peak:.3f}: its mean of 1994-2018 and of",
        "September 2017 in the history driven by policies alone under the worldview `calibrated`.",
    )
