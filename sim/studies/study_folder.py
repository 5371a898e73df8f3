"""The folder of a study: its name is reserved before the work, and tables and plots are written whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from sim.ensemble.manifest import CAVEAT
from sim.files.atomic import first_missing, remove_empty
from sim.foundations.errors import PeninsulaError
from sim.parallel.interrupts import StoppedError
from sim.parallel.kept_results import KeptResults, keeping
from sim.plots import save
from sim.scenario.labels import numbered
from sim.scenario.scenario import Scenario
from sim.storage.analysis_folder import analysis_hash, reserve_analysis_folder, write_analysis_folder

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from pandas import DataFrame


@dataclass(frozen=True)
class StudyFolder:
    """Where a study is kept.

    results: the folder above it (None: the study is not kept). kind: of study, such as "sweep". name: how its own name begins.
    scenarios: by the names of their files in it. depends_on: whatever else its results depend on.
    svg: write figures as SVG, too, besides PNG.
    """

    results: str | Path | None
    overwrite: bool
    kind: str
    name: str
    scenarios: Mapping[str, Scenario]
    depends_on: str
    svg: bool = False

    @property
    def parent(self) -> Path | None:
        """The folder above it as a path, or None."""
        return None if self.results is None else Path(self.results)

    @property
    def identity(self) -> str:
        """The hash of all that the study depends on."""
        return analysis_hash(self.kind, list(self.scenarios.values()), self.depends_on)

    def reserve(self) -> Path | None:
        """Return the folder to be, or None; raises PeninsulaError when its name is taken or it cannot be written."""
        if self.parent is None:
            return None
        return reserve_analysis_folder(self.parent, self.name, self.identity, self.overwrite)

    @contextmanager
    def resumable(self) -> Iterator[str]:
        """Keep what is simulated inside the block, until the study is complete, so that the same command resumes it.

        Yields how much of it is known, to follow what a progress bar shows. Nothing is kept of a study that is not kept, nor
        after an error of the study itself, in which the same command would end again.
        Raises StoppedError after Ctrl-C, where something is kept.
        """
        if self.parent is None:
            yield ""
            return
        created = first_missing(self.parent)
        kept = KeptResults(self.parent / f".{self.kind}-{self.identity[:12]}.parts")
        try:
            with keeping(kept):
                yield f", {_parts(kept)} known" if len(kept) else ""
        except KeyboardInterrupt:
            if not len(kept):
                remove_empty(self.parent, created)
                raise
            raise StoppedError(f"kept {_parts(kept)} of the {self.kind}; rerun the same command to resume") from None
        except PeninsulaError as error:
            if error.__cause__ is None:  # others come from without: a full disk, a worker that was killed
                kept.delete()
                remove_empty(self.parent, created)
            raise
        kept.delete()

    def write(
        self,
        facts: Mapping[str, Any],
        tables: Mapping[str, "DataFrame"],
        figures: Mapping[str, Callable[[], Figure]],
        also: Callable[[Path], None] = lambda folder: None,
    ) -> Path | None:
        """Write the folder and return it, or None where the study is not kept.

        facts: for the manifest, with "title" and "result". figures: drawn when they are written. also: writes further files.
        """
        folder = self.reserve()
        if folder is None:
            return None

        def fill(hidden: Path) -> None:
            for name, table in tables.items():
                table.to_csv(hidden / f"{name}.csv", index=False, float_format="%.6g")
            for name, draw in figures.items():
                save(draw(), hidden / "plots", name, self.svg)
            also(hidden)

        first = next(iter(self.scenarios.values()))
        about = {"worlds": first.worlds, "seed": first.seed, **facts}
        return write_analysis_folder(folder, self.kind, self.identity, about, self.scenarios, fill)


def _parts(kept: KeptResults) -> str:
    return f"{len(kept):,} {'part' if len(kept) == 1 else 'parts'}"


def field_values(result: "DataclassInstance") -> dict[str, Any]:
    """Return the fields of an analysis's result, with which the study's own class of that name is made."""
    return {field.name: getattr(result, field.name) for field in fields(result)}


def by_unique_name(scenarios: Iterable[Scenario]) -> dict[str, Scenario]:
    """Return scenarios by their names; further ones of the same name are numbered: baseline, baseline-2."""
    given = list(scenarios)
    return dict(zip(numbered([each.name for each in given], "{name}-{number}"), given, strict=True))


def refuse_to_replace(file: Path | None, overwrite: bool) -> None:
    """Raise PeninsulaError when a file exists and is not to be overwritten."""
    if file is not None and file.exists() and not overwrite:
        raise PeninsulaError(f"'{file}' exists already: give another name, or --overwrite")


def json_document(folder: Path | None, tables: Mapping[str, "DataFrame"], **facts: Any) -> dict[str, Any]:
    """Return what `--json` prints of a study: facts, and tables as rows."""
    rows = {name: json_rows(table) for name, table in tables.items()}
    return {"caveat": CAVEAT, "folder": str(folder) if folder else None, **facts, **rows}


def json_rows(table: "DataFrame") -> list[dict[str, Any]]:
    """Return the rows of a table, ready for JSON: what is not a finite number becomes null."""
    return [
        {key: None if isinstance(value, float) and not isfinite(value) else value for key, value in row.items()}
        for row in table.astype(object).to_dict("records")
    ]
