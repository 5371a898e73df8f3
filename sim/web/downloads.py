"""The exports of the page: a table, a report, and a run saved on the server's machine."""

import json
from pathlib import Path
from typing import Any

from sim.ensemble.tables import monthly_summary
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.batch import can_share_worlds
from sim.report.words import ENGLISH, Words, spoken
from sim.scenario.identity import scenario_hash
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import hash_in, run_name
from sim.studies.progress import progress_to
from sim.studies.report import report_html
from sim.studies.run import run
from sim.web.views import run_of
from sim.web.worker import Progress

LANGUAGES = Path(__file__).parent / "page" / "languages"


def monthly_table(scenario: Scenario, values: Array) -> str:
    """Return mean and quantiles of every outcome in every month as CSV. values: shape (outcome, month, world)."""
    return str(monthly_summary(run_of(scenario, values)).to_csv(index=False, float_format="%.6g"))


def report(scenario: Scenario, reference: Scenario | None, language: str, progress: Progress) -> str:
    """Return the HTML report on a scenario in a language, compared with the reference where both can share worlds and differ."""
    paired = reference is not None and can_share_worlds(scenario, reference)
    if reference is not None and scenario_hash(reference) == scenario_hash(scenario):
        paired = False
    scenarios = [reference, scenario] if reference is not None and paired else [scenario]
    return report_html(scenarios, workers=1, progress=progress_to(progress), words=words_of(language))


def words_of(language: str) -> Words:
    """Return the words of a report in a language of the page, which shares what is declared elsewhere; English for any other."""
    catalogues = {path.stem: path for path in LANGUAGES.glob("*.json")}
    if language not in catalogues:
        return ENGLISH
    return spoken(language, json.loads(catalogues[language].read_text(encoding="utf-8")).get("declared", {}))


def save_run(scenario: Scenario, results: Path, progress: Progress) -> dict[str, Any]:
    """Run a scenario and save the run; return its folder, and whether it is new. results: absolute path of the results folder.

    Raises PeninsulaError when the run cannot be saved. Neither the reply nor a message shows the path above the results folder.
    """
    folder = results / run_name(scenario)
    reply = {"folder": f"{results.name}/{folder.name}"}
    if hash_in(folder) == scenario_hash(scenario):
        return reply | {"new": False}
    try:
        run(scenario, workers=1, results=results, progress=progress_to(progress))
    except PeninsulaError as error:
        raise PeninsulaError(str(error).replace(str(results), results.name)) from None
    except OSError as error:
        raise PeninsulaError(f"cannot save the run in {results.name}: {error.strerror}") from None
    return reply | {"new": True}
