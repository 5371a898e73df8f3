"""Find what warns of an event: the study behind `sim.signposts` and `peninsula signposts`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analysis.signposts import signposts as analysis
from sim.analysis.signposts.event_ahead import CALM, LEADS, WITHIN, event_ahead
from sim.analysis.signposts.roc import GRID
from sim.analysis.signposts.signs import signs_of
from sim.analysis.signposts.wording import told
from sim.analysis.worldviews import named_worldviews
from sim.foundations.errors import PeninsulaError
from sim.foundations.plain_values import listed
from sim.plots.signposts import across_worldviews, ranking
from sim.plots.warnings import path_figure, reliability_figure, roc_figure
from sim.scenario.scenario import Scenario
from sim.studies.command_text import command_text
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.run import image_html
from sim.studies.sign_rule import check_rule_file, ruling, what_it_sets, write_rule
from sim.studies.sources import ScenarioSource, adjustments, load_scenario, load_under_worldviews
from sim.studies.study_folder import StudyFolder, field_values, json_document

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class Signposts(analysis.Signposts):
    """What warns of an event, drawn and kept; see `sim.analysis.signposts.signposts.Signposts` for its tables.

    folder: or None. rule_file: the scenario with the best sign as a rule, or None.
    """

    folder: Path | None = None
    rule_file: Path | None = None

    def __repr__(self) -> str:
        best = self.best(self.event.leads[0])
        return f"<Signposts of {self.event.condition.text}: {best.text}, area under the curve {best.whole.area.value:.2f}>"

    @property
    def tables(self) -> Mapping[str, "DataFrame"]:
        """All tables, by the names of their files."""
        return {"signposts": self.table(), "roc": _roc_table(self), "reliability": _reliability_table(self)} | (
            {"worldviews": self.by_worldview()} if len(self.worldviews) > 1 else {}
        )

    def plot(self, name: str = "ranking") -> "Figure":
        """Return a figure: ranking, roc, reliability, paths or, of several worldviews, worldviews."""
        drawn = _figures(self)
        if name not in drawn:
            raise PeninsulaError(f"'{name}' is not a figure of these signposts: expected one of {', '.join(drawn)}")
        return drawn[name]()

    def document(self) -> dict[str, Any]:
        """Return the signposts, ready for JSON."""
        event = self.event
        return json_document(
            self.folder,
            self.tables,
            event=event.condition.text,
            within=event.within,
            leads=list(event.leads),
            calm=event.calm,
            worldviews=list(self.worldviews),
            left_out_as_under_way=self.under_way,
            readings=self.readings,
            do_not_vary=[sign.text for sign in self.still],
            best=[
                {"lead": lead, "when": self.best(lead).text, "skill": asdict(known.skill)}
                for lead, known in zip(event.leads, self.reliabilities, strict=True)
            ],
            rule_file=str(self.rule_file) if self.rule_file else None,
        )

    def _repr_html_(self) -> str:
        return image_html(self.plot())


def signposts(
    scenario: ScenarioSource,
    warn_of: str,
    within: int = WITHIN,
    lead: Sequence[int] = LEADS,
    only: Sequence[str] = (),
    false_alarms: float | None = None,
    calm: int = CALM,
    worldviews: str | None = None,
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = 2000,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    *,
    as_rule: str | Path | None = None,
    set_then: Mapping[str, Any] | None = None,
    nowcast: str | Path | None = None,
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> Signposts:
    """Find which outcome, watched now, best warns of an event some months ahead; see `Signposts.table`.

    warn_of: a condition on the months of a window, such as "count(clash) > 0". within: months of the window. lead: months between
    the reading and the window, one or several. only: outcomes or signs to look at. false_alarms: the largest share of months
    without the event ahead in which the sign may warn (None: the threshold by Youden's J). calm: months without the event before
    a reading. worldviews: to look under together instead of the scenario's own.
    as_rule: file in which the best sign is written as a rule that sets set_then, "actor.lever" -> value.
    results: folder under which tables and figures are written (None: they are not). svg: figures as SVG, too.
    """
    asked = dict(locals())
    only, leads = listed(only), tuple(listed(lead))
    changes = adjustments(overrides, worlds, months, seed, nowcast)
    views = _views(scenario, changes, worldviews)
    base = views[0]
    event = event_ahead(warn_of, base, within, leads, calm)
    signs = signs_of(base.theatre, only)
    if false_alarms is not None and not 0 < false_alarms < 1:
        raise PeninsulaError(f"--false-alarms {false_alarms:g}: expected a share of months above 0 and below 1, such as 0.1")
    if set_then and as_rule is None:
        raise PeninsulaError("--set-then says what a rule does: give --as-rule FILE, too")
    actor, sets = what_it_sets(set_then or {}, base)
    file = None if as_rule is None else Path(as_rule)
    if file:
        check_rule_file(file, overwrite)
    depends_on = repr((warn_of, within, event.leads, tuple(only), false_alarms, calm, [view.worldview for view in views]))
    study = StudyFolder(results, overwrite, "signposts", f"signposts-{base.name}", {base.name: base}, depends_on, svg=svg)
    study.reserve()
    world_months = len(views) * base.worlds * base.months
    with study.resumable() as known:
        with progress(f"{len(views) * base.worlds:,} worlds{known}", world_months) as advance:
            watched = analysis.observe(views, event, workers, advance)
        with progress(f"{len(signs)} signs", len(signs) * world_months) as judged:
            result = analysis.judge(views, event, signs, watched, false_alarms, lambda number: judged(number * world_months))
    found = Signposts(**field_values(result))
    if file:
        ruling(found)
    best = found.best(event.leads[0])
    facts = {
        "title": f"What warns of {warn_of} in {base.title}",
        "event": warn_of,
        "within": within,
        "leads": list(event.leads),
        "worldviews": list(found.worldviews),
        "result": f"{best.text}: area under the curve {best.whole.area.value:.2f}",
        "command": command_text(signposts, asked),
        "told": told(found).document(),
    }
    folder = study.write(facts, found.tables, _figures(found))
    if file:
        write_rule(found, file, scenario, adjustments(overrides, nowcast=nowcast), actor, sets)
    return Signposts(**{**field_values(found), "folder": folder, "rule_file": file})


def _views(scenario: ScenarioSource, changes: Any, worldviews: str | None) -> list[Scenario]:
    """Return the scenario under its own worldview, or under each of those that are named."""
    if worldviews is None:
        return [load_scenario(scenario, changes)]
    if isinstance(scenario, Scenario):
        raise PeninsulaError("worldviews are laid over a scenario while it is read: name it, or its file")
    return load_under_worldviews([scenario], changes, named_worldviews(worldviews))[0]


def _figures(found: analysis.Signposts) -> dict[str, Callable[[], "Figure"]]:
    drawn: dict[str, Callable[[], Figure]] = {
        "ranking": partial(ranking, found),
        "roc": partial(roc_figure, found),
        "reliability": partial(reliability_figure, found),
    }
    if found.paths:
        drawn["paths"] = partial(path_figure, found)
    if len(found.worldviews) > 1:
        drawn["worldviews"] = partial(across_worldviews, found)
    return drawn


def _roc_table(found: analysis.Signposts) -> "DataFrame":
    """Return a row per curve and false alarm rate: lead, sign, false_alarm_rate, hit_rate with its 90 % band."""
    from pandas import DataFrame

    return DataFrame(
        [
            {"lead": roc.signpost.lead, "sign": roc.signpost.sign.text, "false_alarm_rate": alarms, "hit_rate": hits,
             "hit_rate_low": low, "hit_rate_high": high}
            for rocs in found.rocs for roc in rocs
            for alarms, hits, low, high in zip(GRID, roc.hits, roc.low, roc.high, strict=True)
        ]
    )  # fmt: skip


def _reliability_table(found: analysis.Signposts) -> "DataFrame":
    """Return a row per lead and class of probability: lead, sign, months, forecast, observed with its 90 % interval."""
    from pandas import DataFrame

    return DataFrame(
        [
            {"lead": lead, "sign": found.best(lead).sign.text, "months": each.months, "forecast": each.forecast,
             "observed": each.observed.value, "observed_low": each.observed.low, "observed_high": each.observed.high}
            for lead, known in zip(found.event.leads, found.reliabilities, strict=True) for each in known.classes
        ]
    )  # fmt: skip
