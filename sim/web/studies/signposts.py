"""What warns of an event: the signposts of the command line, as the page asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.analysis.signposts.event_ahead import LEADS, WITHIN
from sim.model.expression import LONGEST
from sim.web.ensemble import MAX_MONTHS
from sim.web.fields import integer, integers, optional_integer, refuse_unknown, text
from sim.web.response import rounded
from sim.web.studies.asked import Base
from sim.web.studies.command import command, named_as_file, named_with_changes
from sim.web.studies.found import found, interval
from sim.web.studies.progress import told_to_the_page
from sim.web.studies.wording import refuse_too_large
from sim.web.worker import Progress

if TYPE_CHECKING:
    from sim.studies.signposts import Signposts

MOST_LEADS = 6
"""Leads of one question."""


@dataclass(frozen=True)
class SignpostsAsked:
    """An event to be warned of.

    warn_of: condition on the months of a window. within: months of it. leads: months before it. false_alarms: the largest share
    of quiet months with an alarm, in per cent; None: the threshold by Youden's J.
    """

    warn_of: str
    within: int = WITHIN
    leads: tuple[int, ...] = LEADS
    false_alarms: int | None = None

    def answer(self, base: Base, progress: Progress) -> Mapping[str, Any]:
        """Return the signs of the settings ranked at every lead, with their rates and ROC curves."""
        from sim.analysis.signposts.wording import sentences, told
        from sim.studies.signposts import signposts

        scenario = base.own.load_to_keep(base.ensemble)
        refuse_too_large(scenario.worlds * scenario.months)
        asked: dict[str, Any] = {
            "warn_of": self.warn_of, "within": self.within, "lead": self.leads,
            "false_alarms": None if self.false_alarms is None else self.false_alarms / 100,
        }  # fmt: skip
        result = signposts(scenario, **asked, worlds=None, workers=1, progress=told_to_the_page(progress, parts=2))
        own = base.own
        named = named_as_file(scenario.name, 0, own.changes) if base.ensemble.start else named_with_changes(own)
        words = command(signposts, base.ensemble, scenario=named.source, overrides=named.overrides, **asked)
        return found(
            told(result),
            scenario.worlds,
            words,
            [named],
            result.tables,
            sentences=list(sentences(result)),
            leads=[_at(result, lead) for lead in result.event.leads],
        )


def parse_signposts(written: Mapping[str, Any]) -> SignpostsAsked:
    """Return a question from the fields of its JSON; raises PeninsulaError for what is wrong with one."""
    refuse_unknown(written, tuple(SignpostsAsked.__dataclass_fields__), "signposts")
    return SignpostsAsked(
        text(written, "warn_of", LONGEST).strip(),
        integer(written, "within", 1, MAX_MONTHS, WITHIN),
        integers(written, "leads", 0, MAX_MONTHS, MOST_LEADS, LEADS),
        optional_integer(written, "false_alarms", 1, 99),
    )


def _at(result: "Signposts", lead: int) -> dict[str, Any]:
    """Return the best signs at a lead as the command prints them, with the areas and curves of the charts."""
    from sim.analysis.signposts.roc import GRID
    from sim.analysis.signposts.wording import MOST_ROWS, lead_text, ranked, row, share_text

    best = result.best(lead)
    return {
        "lead": lead,
        "text": lead_text(lead),
        "base_rate": share_text(result.base_rate(lead)),
        "rows": [
            {
                "title": each.sign.title, "cells": row(each, best, ""), "area": interval(each.whole.area),
                "best": each is best, "known": each.by_definition, "calendar": each.sign.outcome is None,
            }
            for each in ranked(result, lead, MOST_ROWS)
        ],
        "grid": rounded(GRID),
        "curves": [
            {
                "title": roc.signpost.sign.title, "best": roc.signpost is best, "known": roc.signpost.by_definition,
                "calendar": roc.signpost.sign.outcome is None,
                "hits": rounded(roc.hits), "low": rounded(roc.low), "high": rounded(roc.high),
            }
            for roc in result.rocs[result.event.leads.index(lead)]
        ],
    }  # fmt: skip
