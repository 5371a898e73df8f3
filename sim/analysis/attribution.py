"""Attribution: how much of a change the assumptions caused, and how much the policy."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.analysis.contrast import Contrast
from sim.ensemble.run import Run
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Attribution:
    """Three runs: the reference, the reference policy under the assumptions of the other scenario, and the other scenario.

    The first step is the effect of assumptions and conditions, the second that of the policy under them. The steps add up.
    """

    reference: Run
    intermediate: Run
    other: Run

    @property
    def steps(self) -> dict[str, Contrast]:
        """The steps of the change: assumptions, policy, both together."""
        return {
            "assumptions": Contrast(self.reference, self.intermediate),
            "policy": Contrast(self.intermediate, self.other),
            "both": Contrast(self.reference, self.other),
        }

    def table(self) -> "DataFrame":
        """Return a row per outcome and step in the last month: mean difference, its quantiles and its effect."""
        from pandas import concat

        columns = ["title", "unit", "better", "mean_difference", "q05", "q25", "difference", "q75", "q95", "effect"]
        parts = [contrast.table()[columns].reset_index().assign(step=step) for step, contrast in self.steps.items()]
        frame = concat(parts, ignore_index=True)
        return frame[["outcome", "step", *frame.columns.drop(["outcome", "step"])]]


def differ_in_both(reference: Scenario, other: Scenario) -> bool:
    """Return whether two scenarios of one theatre differ in policy, and in assumptions or conditions as well."""
    differ = _policy(reference) != _policy(other) or (reference.rules, reference.choices) != (other.rules, other.choices)
    return reference.theatre == other.theatre and differ and differ_in_assumptions(reference, other)


def differ_in_assumptions(reference: Scenario, other: Scenario) -> bool:
    """Return whether two scenarios differ in assumptions or conditions, whatever their policies."""
    return not reference.assumes_as(other) or reference.conditions != other.conditions


def under_assumptions_of(reference: Scenario, other: Scenario) -> Scenario:
    """Return the policy of the reference under the assumptions and conditions of the other scenario."""
    return replace(
        reference,
        name=f"{reference.name}-under-{other.name}",
        title=f"The policy of {reference.name} under the assumptions of {other.name}",
        worldview=other.worldview,
        assumptions={**reference.assumptions, **other.assumptions},
        conditions=other.conditions,
    )


def _policy(scenario: Scenario) -> dict[str, dict[str, list[float]]]:
    return {
        actor: {name: schedule.values(scenario.start, scenario.months).tolist() for name, schedule in levers.items()}
        for actor, levers in scenario.policy.items()
    }
