"""Search for Pareto-optimal policy packages: the study behind `sim.search` and `peninsula search`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import tomli_w

from sim.analysis import search as analysis
from sim.analysis.adaptivity import Adaptivity, adaptivity, static_counterpart
from sim.analysis.adaptivity_wording import told
from sim.analysis.evaluation_cache import EvaluationCache
from sim.analysis.factors import Factor, distinct, factor
from sim.analysis.factors.of_rules import WAIT
from sim.analysis.methods.nsga2 import Evaluate
from sim.analysis.robust import Aim, aim
from sim.analysis.worldviews import named_worldviews
from sim.foundations.errors import PeninsulaError
from sim.foundations.plain_values import listed
from sim.model.batch import can_share_worlds
from sim.model.expression import expression
from sim.parallel.interrupts import StoppedError
from sim.plots.adaptivity import adaptivity_figure
from sim.plots.search import front
from sim.plots.search import progress as progress_figure
from sim.scenario.scenario import Scenario
from sim.storage.analysis_folder import analysis_hash
from sim.studies.command_text import command_text
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.sources import Adjustments, adjustments, load_scenarios, load_under_worldviews
from sim.studies.study_folder import StudyFolder, field_values, json_document
from sim.studies.written_settings import written_settings

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class SearchResult(analysis.SearchResult):
    """The result of a search with its folder, or None; see `sim.analysis.search.SearchResult` for its table.

    adaptivity: what the rules are worth against the same levers from the start, if that was asked for.
    """

    folder: Path | None = None
    adaptivity: Adaptivity | None = None

    def __repr__(self) -> str:
        return f"<SearchResult from {self.base.name}: {len(self.packages)} packages>"

    def document(self) -> dict[str, Any]:
        """Return the packages, ready for JSON."""
        tables, facts = {"packages": self.table()}, {"knee": self.packages[self.knee].name}
        if self.adaptivity is None:
            return json_document(self.folder, tables, **facts)
        volume = self.adaptivity.volume
        tables |= _tables_of(self.adaptivity)
        return json_document(self.folder, tables, **facts, hypervolume_gained=asdict(volume) if volume else None)


def search(
    scenario: str | Path,
    vary: Sequence[str],
    minimise: Sequence[str] = (),
    maximise: Sequence[str] = (),
    subject_to: Sequence[str] = (),
    share: float = 0.5,
    worldviews: str | None = None,
    judge: analysis.Over = "mean",
    candidates: int = 2000,
    population: int = 100,
    check: int = 1000,
    keep: int = 20,
    beside: Sequence[str | Path] = (),
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = 100,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    *,
    against_static: bool = False,
    nowcast: str | Path | None = None,
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> SearchResult:
    """Search for packages that no other package beats in every objective; see `SearchResult.table`.

    vary: levers and rules as in `--vary`. minimise, maximise: outcomes or expressions. subject_to: conditions that must hold in
    a share of worlds. worldviews: to judge under instead of the scenario's own, by their "mean" or their "worst". candidates:
    packages to try, population of them in a generation. check: fresh worlds in which the best are judged again. keep: packages
    at most. beside: scenarios to hold against the front. against_static: search as long among packages that hold the levers of
    the rules that vary from the start, and tell what the rules are worth against the best of these. results: folder under which
    packages, table and figures are written (None: they are not); a search that was interrupted resumes. svg: figures as SVG,
    too.
    """
    asked = dict(locals())
    vary, minimise, maximise, subject_to = (listed(each) for each in (vary, minimise, maximise, subject_to))
    beside = listed(beside)
    changes = adjustments(overrides, worlds, months, seed, nowcast)
    views, *others = _forms([scenario, *beside], changes, worldviews)
    base = views[0]
    factors = _levers(vary, base)
    searched = _waiting_least(scenario, changes, worldviews, factors) or views
    bare, bare_factors = static_counterpart(searched, factors) if against_static else ([], ())
    goals = _goals(base, minimise, maximise, subject_to, share, judge)
    for other in others:
        if not can_share_worlds(base, other[0]):
            raise PeninsulaError(f"--beside {other[0].name}: it has another theatre, horizon or start than {base.name}")
    everything = [each for forms in (views, *others) for each in forms]
    options = (
        tuple(vary), tuple(minimise), tuple(maximise), tuple(subject_to), share, worldviews, judge, candidates, population, check,
        keep, tuple(map(str, beside)), against_static,
    )  # fmt: skip
    study = StudyFolder(
        results,
        overwrite,
        "search",
        f"search-{base.name}",
        {base.name: base},
        analysis_hash("search", everything, repr(options)),
        svg=svg,
    )
    study.reserve()
    world_months = len(views) * base.worlds * base.months
    total = candidates // population * population * world_months
    with _evaluation_caches(study) as (cache, bare_cache):

        def found(
            forms: Sequence[Scenario], varied: Sequence[Factor], kept: EvaluationCache | None, also: Sequence[Sequence[Scenario]]
        ) -> analysis.SearchResult:
            known = f", {len(kept):,} of them known" if kept else ""
            with progress(f"{candidates:,} candidates{known}", total) as advance:
                return analysis.search(
                    forms, varied, goals, candidates, population, check, keep, also, workers, advance,
                    _caching(kept, lambda number: advance(number * world_months)), views,
                )  # fmt: skip

        result = found(searched, factors, cache, others)
        worth = None
        if against_static:
            static = found(bare, bare_factors, bare_cache, ())
            worth = adaptivity(result, static, (searched, bare), check, workers)
        facts = {
            "title": f"Search from {base.title}",
            "candidates": len(result.evolution.coordinates),
            "worldviews": list(result.worldviews),
            "result": f"{len(result.packages)} packages; the knee is {result.packages[result.knee].name}",
            "command": command_text(search, asked),
            **({"told": told(worth, check).document()} if worth else {}),
        }
        figures = {"front": partial(front, result), "progress": partial(progress_figure, result)}
        if worth:
            figures["adaptivity"] = partial(adaptivity_figure, result, worth)
        tables = {"packages": result.table()} | (_tables_of(worth) if worth else {})
        folder = study.write(facts, tables, figures, partial(_write_packages, result, worth))
    return SearchResult(**field_values(result), folder=folder, adaptivity=worth)


def _tables_of(worth: Adaptivity) -> dict[str, "DataFrame"]:
    """Return what rules are worth, and the packages that they are held against, by the names of their files."""
    return {"adaptivity": worth.table(), "static_packages": worth.static.table()}


def _waiting_least(
    source: str | Path, changes: Adjustments, worldviews: str | None, factors: Sequence[Factor]
) -> list[Scenario] | None:
    """Return the scenario with the shortest wait of each rule whose wait varies, since its window begins after it; or None."""
    waits = {f"rules.{each.rule}.{WAIT}": each.options[0] for each in factors if each.rule and not (each.parameter or each.lever)}
    if not waits:
        return None
    return _forms([source], replace(changes, overrides={**changes.overrides, **waits}), worldviews)[0]


def _forms(sources: Sequence[str | Path], changes: Adjustments, worldviews: str | None) -> list[list[Scenario]]:
    """Return each scenario under each worldview that counts: those that are named, or its own."""
    if worldviews is None:
        return [[scenario] for scenario in load_scenarios(sources, changes)]
    return load_under_worldviews(sources, changes, named_worldviews(worldviews))


def _levers(vary: Sequence[str], base: Scenario) -> tuple[Factor, ...]:
    factors = distinct([factor(text, base, waits=True) for text in vary])
    for each in factors:
        if each.quantity is None and not each.rule:
            raise PeninsulaError(
                f"--vary {each.key}: an assumption is not a policy to choose: expected actor.lever, rules.NAME.PARAMETER or "
                "rules.NAME.set.LEVER"
            )
    return factors


def _goals(
    scenario: Scenario,
    minimise: Sequence[str],
    maximise: Sequence[str],
    subject_to: Sequence[str],
    share: float,
    judge: analysis.Over,
) -> analysis.SearchGoals:
    texts = (*minimise, *maximise)
    if not texts:
        raise PeninsulaError("a search needs an objective: give --minimise or --maximise at least once")
    if len(set(texts)) != len(texts):
        raise PeninsulaError("an outcome is an objective twice: expected each once, with --minimise or with --maximise")

    def objective(text: str, direction: Literal["low", "high"]) -> Aim:
        return aim(expression(text, scenario, "number"), scenario, direction)

    aims = [objective(text, "low") for text in minimise] + [objective(text, "high") for text in maximise]
    constraints = tuple(expression(text, scenario, "condition") for text in subject_to)
    return analysis.SearchGoals(tuple(aims), constraints, share, judge)


@contextmanager
def _evaluation_caches(study: StudyFolder) -> Iterator[tuple[EvaluationCache, EvaluationCache] | tuple[None, None]]:
    """Yield what keeps the evaluations of a search that is written, and of that among static packages, so that both resume after
    Ctrl-C; they go when all is done.
    """
    if study.parent is None:
        yield None, None
        return
    adaptive, static = (EvaluationCache(study.parent / f".{which}-{study.identity[:12]}.npz") for which in ("search", "static"))
    try:
        yield adaptive, static
    except KeyboardInterrupt:
        kept = len(adaptive) + len(static)
        raise StoppedError(f"stopped; {kept:,} evaluated candidates are kept: rerun the same command to resume") from None
    except PeninsulaError:
        # the same command would end in the same error
        adaptive.delete()
        static.delete()
        raise
    adaptive.delete()
    static.delete()


def _caching(cache: EvaluationCache | None, known: Callable[[int], None]) -> Callable[[Evaluate], Evaluate]:
    if cache is None:
        return lambda evaluate: evaluate
    return lambda evaluate: cache.wrap(evaluate, known)


def _write_packages(result: analysis.SearchResult, worth: Adaptivity | None, folder: Path) -> None:
    """Write every package as a scenario file that extends the one that was searched from; those without rules beside them."""
    _write(result, folder / "packages", [])
    if worth:
        varied = dict.fromkeys(each.rule for each in result.factors if each.rule)
        _write(worth.static, folder / "static_packages", [{"name": name, "enabled": False} for name in varied])


def _write(result: analysis.SearchResult, folder: Path, dropped: list[dict[str, Any]]) -> None:
    """Write packages into a folder. dropped: rules that are no part of them, as a file says that."""
    folder.mkdir()
    for number, package in enumerate(result.packages, 1):
        aims = zip(result.goals.aims, package.aims, strict=True)
        content = {
            "title": f"Package {number} of a search from {result.base.name}",
            "description": "; ".join(f"{each.title} {mean:.3g}" for each, mean in aims),
            "extends": f"../scenarios/{result.base.name}.toml",
            **written_settings(result.factors, package.settings, result.base),
            **({"rules": dropped} if dropped else {}),
        }
        (folder / f"{package.name}.toml").write_text(tomli_w.dumps(content), encoding="utf-8")
