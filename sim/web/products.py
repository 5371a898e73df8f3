"""What can be taken away from the page: a table, a report, and a run that is kept on the server's machine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim.analysis.attribution import Attribution, differ_in_both, under_assumptions_of
from sim.ensemble.execute import execute, execute_together
from sim.ensemble.folder import place, write
from sim.ensemble.summary import monthly
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.side_by_side import can_share_worlds
from sim.plots import draw_all
from sim.report import report_page
from sim.scenario.scenario import Scenario
from sim.web.views import run_of

RESULTS = Path("results")
"""Where runs are kept, as on the command line."""

type Look = Callable[[int], None]


def monthly_table(scenario: Scenario, found: Array) -> str:
    """Return mean and quantiles of every outcome in every month as CSV. found: (outcome, month, world)."""
    return str(monthly(run_of(scenario, found)).to_csv(index=False, float_format="%.6g"))


def report(scenario: Scenario, reference: Scenario | None, _: Look) -> str:
    """Return the report on a scenario, against a reference where the two can share worlds."""
    if reference is None or not can_share_worlds(scenario, reference):
        return report_page(execute_together([scenario], workers=1))
    middle = [under_assumptions_of(reference, scenario)] if differ_in_both(reference, scenario) else []
    runs = execute_together([reference, scenario, *middle], workers=1)
    return report_page(runs[:2], [Attribution(runs[0], between, runs[1]) for between in runs[2:]])


def kept(scenario: Scenario, _: Look) -> dict[str, Any]:
    """Run a scenario and keep it; return the name of its folder, and whether it was there already."""
    try:
        folder = place(scenario, RESULTS)
    except PeninsulaError as error:
        if "this very run" in str(error):
            return {"folder": str(error).split(" already")[0], "new": False}
        raise
    RESULTS.mkdir(parents=True, exist_ok=True)
    return {"folder": str(write(execute(scenario, workers=1), RESULTS, name=folder.name, draw=draw_all)), "new": True}
