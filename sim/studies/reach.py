"""Find the least change of a lever that reaches a target: the study behind `sim.reach` and `peninsula reach`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w

from sim.analysis import reach as analysis
from sim.analysis.factors import Factor, distinct, factor
from sim.analysis.least_change import axis_of
from sim.analysis.targets import target as parse_target
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.foundations.wording import number_text
from sim.plots.reach import reach_figure
from sim.scenario.scenario import Scenario
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.run import image_html
from sim.studies.sources import ScenarioSource, adjustments, load_scenario
from sim.studies.study_folder import StudyFolder, field_values, json_document
from sim.studies.written_settings import written_settings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_LEVERS = 2


@dataclass(frozen=True, repr=False)
class Reach(analysis.Reach):
    """What a target needs, drawn and kept; see `sim.analysis.reach.Reach` for its table. folder: or None."""

    folder: Path | None = None

    def __repr__(self) -> str:
        found = settings_text(self.found.settings) if self.found else "no value reaches it"
        return f"<Reach of {self.target.text} from {self.base.name}: {found}>"

    def plot(self) -> "Figure":
        """Return the response with its band, the target, and what was found; of two levers a map."""
        return reach_figure(self)

    def document(self) -> dict[str, Any]:
        """Return what was found, and every point, ready for JSON."""
        return json_document(
            self.folder,
            {"rows": self.table()},
            target=self.target.text,
            reached=self.found is not None,
            found=asdict(self.found) if self.found else None,
            nearest=self.settings(self.nearest) | asdict(self.at(self.nearest)),
            as_it_stands=asdict(self.as_it_stands),
            responses=dict(zip((axis.factor.key for axis in self.grid.axes), self.responses, strict=True)),
            reached_from_to=[list(span) for span in self.spans()],
            reached_in=self.reached_in,
        )

    def _repr_html_(self) -> str:
        return image_html(self.plot())


def reach(
    scenario: ScenarioSource,
    levers: str | Sequence[str],
    target: str,
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = 500,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    *,
    points: int | None = None,
    nowcast: str | Path | None = None,
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> Reach:
    """Find the least change of one lever or two with which a scenario reaches a target, in worlds that all values share.

    Where what is in force reaches it already, it finds how far the levers may move until it is lost.

    levers: as `--vary` of `search`: "us.offshore_support", a part of its range, words, dates, or a parameter of a rule.
    target: such as "median(credibility_in_seoul@2030-01) >= 0.6", see `sim.analysis.targets`.
    points: values of each lever that are tried (None: 41 of one, 15 of each of two); all words are.
    results: folder under which table, figure and the scenario found are written (None: they are not). svg: figures as SVG, too.

    Raises PeninsulaError when a lever or the target cannot be read.
    """
    base = load_scenario(scenario, adjustments(overrides, worlds, months, seed, nowcast))
    factors = _factors([levers] if isinstance(levers, str) else levers, base)
    aimed = parse_target(target, base)
    number = points or analysis.POINTS[len(factors)]
    if number < 2:
        raise PeninsulaError(f"--points {number}: expected 2 or more")
    axes = [axis_of(each, base, number) for each in factors]
    keys = "-".join(re.sub(r"[^a-z0-9_]+", "_", each.key.lower()) for each in factors)
    depends_on = f"{[(each.key, each.value(0), each.value(1)) for each in factors]} {aimed.text} {number}"
    study = StudyFolder(results, overwrite, "reach", f"reach-{base.name}-{keys}", {base.name: base}, depends_on, svg=svg)
    study.reserve()
    size = 1
    for axis in axes:
        size *= len(axis.numbers)
    with study.resumable() as known, progress(f"{size} values{known}", size * base.worlds * base.months) as advance:
        result = analysis.reach(base, aimed, axes, workers, advance)
    facts = {
        "title": f"{base.title}: what reaches {aimed.text}",
        "target": aimed.text,
        "levers": [each.key for each in factors],
        "result": settings_text(result.found.settings) if result.found else "no value reaches it",
    }
    also = partial(_write_scenario, result)
    folder = study.write(facts, {"reach": result.table()}, {"reach": partial(reach_figure, result)}, also)
    return Reach(**field_values(result), folder=folder)


def settings_text(settings: Mapping[str, Any]) -> str:
    """Return settings in one line: us.troops_korea 12300; south_korea.opcon rok_led from 2027-01."""
    return "; ".join(f"{key} {value_text(value)}" for key, value in settings.items())


def value_text(value: Any) -> str:
    """Return a setting as a reader sees it: 0.43, rok_led, rok_led from 2027-01."""
    if isinstance(value, dict):
        return "; ".join(f"{value_text(what)} from {when}" for when, what in value.items())
    return number_text(value) if isinstance(value, float) else str(value).lower()


def number_on(lever: Factor, number: float) -> str:
    """Return a number of a lever's axis as a reader sees it: a month, a word, or the number."""
    if lever.options:
        return value_text(lever.options[int(number)])
    return number_text(number) if lever.dated is None else format_month(round(number))


def _factors(levers: Sequence[str], base: Scenario) -> tuple[Factor, ...]:
    if not 1 <= len(levers) <= MOST_LEVERS:
        raise PeninsulaError(f"{len(levers)} levers: expected one or two, with --lever")
    try:
        factors = distinct([factor(text, base) for text in levers])
    except PeninsulaError as error:
        raise PeninsulaError(str(error).replace("--vary", "--lever", 1)) from None
    for each in factors:
        if each.quantity is None and not each.rule:
            raise PeninsulaError(f"--lever {each.key}: an assumption is not a policy to choose: expected actor.lever")
    return factors


def _write_scenario(result: analysis.Reach, folder: Path) -> None:
    """Write what was found as a scenario file that extends the one it was sought from."""
    if result.found is None:
        return
    factors = [axis.factor for axis in result.grid.axes]
    content = {
        "title": f"What reaches {result.target.text}",
        "description": f"Where a change of {result.base.title} just reaches {result.target.text}.",
        "extends": f"scenarios/{result.base.name}.toml",
        **written_settings(factors, result.found.settings, result.base),
    }
    (folder / "reached.toml").write_text(tomli_w.dumps(content), encoding="utf-8")
