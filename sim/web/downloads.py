"""What can be taken away from the page: a table, a report, and a run that is kept on the server's machine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim.analysis.attribution import Attribution, differ_in_both, under_assumptions_of
from sim.ensemble.execute import execute, execute_together
from sim.ensemble.tables import monthly_summary
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.batch import can_share_worlds
from sim.plots import draw_all
from sim.report import report_page
from sim.scenario.identity import scenario_hash
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import hash_in, reserve_run_folder, run_name, write
from sim.web.views import run_of

type Look = Callable[[int], None]


def monthly_table(scenario: Scenario, found: Array) -> str:
    """Return mean and quantiles of every outcome in every month as CSV. found: (outcome, month, world)."""
    return str(monthly_summary(run_of(scenario, found)).to_csv(index=False, float_format="%.6g"))


def report(scenario: Scenario, reference: Scenario | None, look: Look) -> str:
    """Return the report on a scenario, against a reference where the two can share worlds."""
    if reference is None or not can_share_worlds(scenario, reference):
        return report_page(execute_together([scenario], workers=1, progress=look))
    middle = [under_assumptions_of(reference, scenario)] if differ_in_both(reference, scenario) else []
    runs = execute_together([reference, scenario, *middle], workers=1, progress=look)
    return report_page(runs[:2], [Attribution(runs[0], between, runs[1]) for between in runs[2:]])


def kept(scenario: Scenario, results: Path, look: Look) -> dict[str, Any]:
    """Run a scenario and keep it; return its folder, and whether it is new. results: the full path of the results folder.

    Raises PeninsulaError when it cannot be kept; no message and no reply names more of the path than the results folder.
    """
    final = results / run_name(scenario)
    said = {"folder": f"{results.name}/{final.name}"}
    if hash_in(final) == scenario_hash(scenario):
        return said | {"new": False}
    try:
        reserve_run_folder(scenario, results)
        write(execute(scenario, workers=1, progress=look), results, draw=draw_all)
    except PeninsulaError as error:
        raise PeninsulaError(str(error).replace(str(results), results.name)) from None
    except OSError as error:
        raise PeninsulaError(f"cannot keep the run in {results.name}: {error.strerror}") from None
    return said | {"new": True}
