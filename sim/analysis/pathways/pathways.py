"""Adaptation pathways: when each plan stops meeting a target, and what a transfer to another then brings.

All plans and all transfers are simulated in the same worlds. A plan tips in a world with the first so many months in a row that
miss the target (Kwadijk et al. 2010); a transfer is a rule that puts another plan in its place from the month after (Haasnoot
et al. 2013; Kwakkel, Haasnoot & Walker 2015). What it brings is held against keeping the plan in the same worlds: a bad spell
also passes by itself.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.pathways.standing import Standing, share
from sim.analysis.pathways.switching import changed_levers
from sim.analysis.pathways.terms import Terms
from sim.foundations.months import format_month
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

PARTS = (0.1, 0.25, 0.5, 0.75)
"""Parts of worlds by which a tipping point is told."""


@dataclass(frozen=True)
class Pathways:
    """Plans, their tipping points and the transfers between them, under one worldview or several.

    plans: under the first worldview. costs: the outcomes by which cost is told. standings: one for each worldview.
    """

    plans: tuple[Scenario, ...]
    terms: Terms
    costs: tuple[str, ...]
    standings: tuple[Standing, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(plan.name for plan in self.plans)

    def month(self, number: float) -> str:
        """Return a month by its number, "" for one that never comes."""
        return format_month(self.plans[0].start + int(number)) if np.isfinite(number) else ""

    def levers(self, plan: int, other: int) -> int:
        """Return in how many levers two plans differ in any month."""
        return len(changed_levers(self.plans[plan], self.plans[other], self.plans[0].start))

    def title(self, plan: int, other: int) -> str:
        """Return a pathway in words: "baseline", "baseline, then moon_package"."""
        return self.names[plan] if plan == other else f"{self.names[plan]}, then {self.names[other]}"

    def tipping(self) -> "DataFrame":
        """Return a row per worldview and plan.

        tips_q10 and so on: the months by which it has tipped in a part of worlds, "" where not within the horizon. tips_q50,
        tips_q50_low and tips_q50_high: the median with its 90 % bootstrap interval. never: the share of worlds without a
        tipping point, with its Wilson interval. on_target: the mean share of judged months that meet the target.
        """
        from pandas import DataFrame

        rows = []
        for standing in self.standings:
            for plan, name in enumerate(self.names):
                row: dict[str, object] = {"worldview": standing.worldview, "plan": name}
                for part in PARTS:
                    found = standing.tipping(plan, part)
                    row |= found.columns(f"tips_q{part * 100:.0f}", self.month)
                row |= standing.never(plan).columns("never")
                row |= standing.mean(standing.on_target(plan, plan)).columns("on_target")
                rows.append(row | self._costs(standing, plan, plan))
        return DataFrame(rows)

    def survival(self) -> "DataFrame":
        """Return a row per worldview, plan and month: the share of worlds in which it has not tipped, with its interval."""
        from pandas import DataFrame

        rows = []
        for standing in self.standings:
            for plan, name in enumerate(self.names):
                samples = standing.survival[plan]
                low, high = np.quantile(samples[1:], (0.05, 0.95), axis=0)
                rows += [
                    (standing.worldview, name, self.month(number), *each)
                    for number, each in enumerate(zip(samples[0], low, high, strict=True))
                ]
        return DataFrame(rows, columns=["worldview", "plan", "month", "share", "low", "high"])

    def transfers(self) -> "DataFrame":
        """Return a row per worldview and transfer, in the worlds in which the first plan tips with time to see it.

        already: the share of them in which the other plan, had it been in force from the start, had tipped as well by then.
        met_again: the share in which the target is met for as many months in a row as it had been missed; months_until: how soon
        after the transfer, the median of these. lasts: for how many months then, the median. on_target: the share of later
        months that meet it; gain: that above keeping the plan. verdict: by the gain. levers: that change.
        """
        from pandas import DataFrame

        rows = []
        for standing in self.standings:
            for (origin, to), transfer in standing.transfers.items():
                again = standing.met_again(transfer)
                back = again < standing.months
                already = share(standing.tips[to, transfer.worlds] <= transfer.switch)
                row: dict[str, object] = {
                    "worldview": standing.worldview, "from": self.names[origin], "to": self.names[to], "worlds": len(back),
                    "kept": origin == to,
                }  # fmt: skip
                row |= already.columns("already") | share(back).columns("met_again")
                row |= standing.until_again(transfer).columns("months_until")
                row |= standing.lasts_again(transfer).columns("lasts")
                row |= standing.mean_over(transfer.worlds, transfer.on_target).columns("on_target")
                row |= standing.gain(transfer).columns("gain")
                row |= {"verdict": "kept" if origin == to else standing.verdict(transfer), "levers": self.levers(origin, to)}
                rows.append(row)
        return DataFrame(rows)

    def pathways(self) -> "DataFrame":
        """Return a row per worldview and pathway, of a plan kept or one that gives way to another.

        on_target: the mean share of judged months that meet the target. gain: that above the first plan kept, paired. switches:
        the share of worlds that pass to the other plan. Costs: differences from the first plan kept, paired.
        """
        from pandas import DataFrame

        rows = []
        for standing in self.standings:
            first = standing.on_target(0, 0)
            for plan, other in self.ways():
                found = standing.on_target(plan, other)
                passing = standing.transfers.get((plan, other)) if plan != other else None
                row: dict[str, object] = {
                    "worldview": standing.worldview, "pathway": self.title(plan, other), "plan": self.names[plan],
                    "then": self.names[other] if plan != other else "",
                }  # fmt: skip
                row |= standing.mean(found).columns("on_target") | standing.mean(found - first).columns("gain")
                row["switches"] = 0.0 if passing is None else len(passing.worlds) / len(found)
                rows.append(row | self._costs(standing, plan, other))
        return DataFrame(rows)

    def ways(self) -> list[tuple[int, int]]:
        """Return the pathways, by the places of two plans; the same place twice for a plan that is kept."""
        there = {pair for standing in self.standings for pair in standing.transfers}
        places = range(len(self.plans))
        return [(plan, other) for plan in places for other in places if plan == other or (plan, other) in there]

    @property
    def best(self) -> tuple[int, int]:
        """The pathway that meets the target in most months under the worldview in which it does least well (Wald 1945)."""
        return max(self.ways(), key=self.worst)

    def worst(self, way: tuple[int, int]) -> float:
        """Return the mean share of judged months on target of a pathway under the worldview in which it is smallest."""
        return min(float(standing.on_target(*way).mean()) for standing in self.standings)

    def holding(self) -> list[tuple[int, int]]:
        """Return the pathways that are on target more often than the first plan kept, beyond sampling, under every worldview."""
        return [
            way
            for way in self.ways()
            if way != (0, 0) and all(s.mean(s.on_target(*way) - s.on_target(0, 0)).low > 0 for s in self.standings)
        ]

    def _costs(self, standing: Standing, plan: int, other: int) -> dict[str, object]:
        row: dict[str, object] = {}
        for number, name in enumerate(self.costs):
            more = standing.cost(number, plan, other) - standing.cost(number, 0, 0)
            row |= standing.mean(more).columns(name)
        return row | {"levers": self.levers(0, plan)}
