"""The exports of the page: a table, a report, and a run saved on the server's machine."""

from pathlib import Path
from typing import Any

from sim.analysis.attribution import Attribution, differ_in_both, under_assumptions_of
from sim.ensemble.execute import execute, execute_together
from sim.ensemble.tables import monthly
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.batch import can_share_worlds
from sim.plots import draw_all
from sim.report import report_page
from sim.scenario.identity import scenario_hash
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import hash_in, place, run_name, write
from sim.web.views import run_of
from sim.web.worker import Progress


def monthly_table(scenario: Scenario, values: Array) -> str:
    """Return mean and quantiles of every outcome in every month as CSV. values: shape (outcome, month, world)."""
    return str(monthly(run_of(scenario, values)).to_csv(index=False, float_format="%.6g"))


def report(scenario: Scenario, reference: Scenario | None, progress: Progress) -> str:
    """Return the HTML report on a scenario, compared with the reference where both can share worlds."""
    if reference is None or not can_share_worlds(scenario, reference):
        return report_page(execute_together([scenario], workers=1, progress=progress))
    middle = [under_assumptions_of(reference, scenario)] if differ_in_both(reference, scenario) else []
    runs = execute_together([reference, scenario, *middle], workers=1, progress=progress)
    return report_page(runs[:2], [Attribution(runs[0], between, runs[1]) for between in runs[2:]])


def save_run(scenario: Scenario, results: Path, progress: Progress) -> dict[str, Any]:
    """Run a scenario and save the run; return its folder, and whether it is new. results: absolute path of the results folder.

    Raises PeninsulaError when the run cannot be saved. Neither the reply nor a message shows the path above the results folder.
    """
    folder = results / run_name(scenario)
    reply = {"folder": f"{results.name}/{folder.name}"}
    if hash_in(folder) == scenario_hash(scenario):
        return reply | {"new": False}
    try:
        place(scenario, results)
        write(execute(scenario, workers=1, progress=progress), results, draw=draw_all)
    except PeninsulaError as error:
        raise PeninsulaError(str(error).replace(str(results), results.name)) from None
    except OSError as error:
        raise PeninsulaError(f"cannot save the run in {results.name}: {error.strerror}") from None
    return reply | {"new": True}
