"""When plans stop meeting a target, and what passing to another brings: pathways, as the page asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.analysis.games.moves import owner_of
from sim.analysis.pathways.terms import AFTER, FOR_MONTHS
from sim.foundations.errors import PeninsulaError
from sim.model.expression import LONGEST
from sim.scenario.doctrines.dated import KEY
from sim.scenario.scenario import Scenario
from sim.scenario.theatre import Theatre
from sim.studies.study_folder import by_unique_name, json_rows
from sim.web.ensemble import MAX_MONTHS
from sim.web.fields import flag, integer, refuse_unknown, text
from sim.web.response import rounded
from sim.web.studies.asked import Base
from sim.web.studies.command import Named, command, named_as_file
from sim.web.studies.found import found, point
from sim.web.studies.progress import told_to_the_page
from sim.web.studies.wording import refuse_too_large
from sim.web.worker import Progress

if TYPE_CHECKING:
    from sim.studies.pathways import Pathways


@dataclass(frozen=True)
class PathwaysAsked:
    """A target that plans are to meet: the settings first, then the others of the request.

    target: condition, month by month. for_months: in a row that a plan misses it. after: months before it is judged.
    lead_months: until another plan is in force. transfers: whether passing to other plans is simulated.
    """

    target: str
    for_months: int = FOR_MONTHS
    after: int = AFTER
    lead_months: int = 0
    transfers: bool = True

    def answer(self, base: Base, progress: Progress) -> Mapping[str, Any]:
        """Return when each plan tips, the share of worlds in which it has not by month, and what transfers bring."""
        from sim.analysis.pathways.told import told
        from sim.studies.pathways import pathways

        if self.transfers and not base.others:
            raise PeninsulaError("choose at least one plan to pass to, or leave out what passing brings")
        plans, named, shared = _plans(base)
        ways = len(plans) ** 2 if self.transfers else len(plans)
        refuse_too_large(ways * plans[0].worlds * plans[0].months)
        asked: dict[str, Any] = {
            "target": self.target, "for_months": self.for_months, "after": self.after, "lead_months": self.lead_months,
            "transfers": self.transfers,
        }  # fmt: skip
        result = pathways(plans, **asked, worlds=None, workers=1, progress=told_to_the_page(progress))
        words = command(pathways, base.ensemble, plans=[each.source for each in named], overrides=shared, **asked)
        return found(told(result), plans[0].worlds, words, named, result.tables, **_charts(result))


def parse_pathways(written: Mapping[str, Any]) -> PathwaysAsked:
    """Return a question from the fields of its JSON; raises PeninsulaError for what is wrong with one."""
    refuse_unknown(written, tuple(PathwaysAsked.__dataclass_fields__), "pathways")
    return PathwaysAsked(
        text(written, "target", LONGEST).strip(),
        integer(written, "for_months", 1, MAX_MONTHS, FOR_MONTHS),
        integer(written, "after", 0, MAX_MONTHS, AFTER),
        integer(written, "lead_months", 0, MAX_MONTHS, 0),
        flag(written, "transfers", True),
    )


def _plans(base: Base) -> tuple[list[Scenario], list[Named], dict[str, Any]]:
    """Return the plans, how a command names each, and the changes of all of them that it has as options.

    What the settings change besides policy, such as the worldview, holds for all: no world can pass from one to another.
    """
    theatre = base.own.load(base.ensemble).theatre
    shared = {key: value for key, value in base.own.changes.items() if not _is_policy(key, theatre)}
    variants = [base.own, *base.others]
    laid = [replace(variant, changes={**shared, **variant.changes}) for variant in variants]
    changed = [each.changes.keys() > shared.keys() for each in laid]
    scenarios = [(each.load_to_keep if own else each.load)(base.ensemble) for each, own in zip(laid, changed, strict=True)]
    if not (any(changed) or any(variant.file for variant in variants) or base.ensemble.start):
        return scenarios, [Named(variant.scenario) for variant in variants], shared
    # plans from files of their own cannot share worlds with those that are shipped
    by_name = by_unique_name(scenarios)
    named = [named_as_file(name, place, laid[place].changes) for place, name in enumerate(by_name)]
    return [replace(scenario, name=name) for name, scenario in by_name.items()], named, {}


def _is_policy(key: str, theatre: Theatre) -> bool:
    """Return whether a change is of a lever, a doctrine or a rule."""
    owner, name = owner_of(key), key.rpartition(".")[2]
    return key.startswith("rules.") or (owner in theatre.by_name and (name == KEY or name in theatre.by_name[owner].levers))


def _charts(result: "Pathways") -> dict[str, Any]:
    """Return the tables as the command prints them, and the curves and gains of the charts."""
    from sim.analysis.pathways.told import TRANSFER_HEADINGS, cost_texts, tipping_rows, transfer_rows

    (standing,) = result.standings
    survival = result.survival()
    tipping = [
        [*cells, *cost_texts(result, standing, plan), str(result.levers(0, plan)) if plan else ""]
        for plan, cells in enumerate(tipping_rows(result))
    ]
    gains = [each for each in json_rows(result.transfers()) if not each["kept"]] if standing.transfers else []
    return {
        "names": list(result.names),
        "costs": list(result.costs),
        "tipping": tipping,
        "months": survival[survival["plan"] == result.names[0]]["month"].tolist(),
        "survival": [
            {key: rounded(own[key]) for key in ("share", "low", "high")}
            for _, own in survival.groupby("plan", sort=False)
        ],
        "transfer_headings": TRANSFER_HEADINGS,
        "transfers": transfer_rows(result, standing),
        "gains": [
            {"from": each["from"], "to": each["to"], "verdict": each["verdict"]}
            | point(*(float("nan") if each[key] is None else 100 * each[key] for key in ("gain", "gain_low", "gain_high")))
            for each in gains
        ],
    }  # fmt: skip
