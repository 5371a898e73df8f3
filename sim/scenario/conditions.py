"""Conditions: events and states that no actor of the cast decides."""

from sim.scenario.quantity import Quantity

OF_ACTORS = (
    Quantity(
        name="domestic_crisis",
        title="Depth of a political crisis at home",
        kind="real",
        default=0.0,
        source="none unless a scenario says so; 0.8 by judgement for Seoul after the martial law of December 2024",
    ),
    Quantity(
        name="leadership_change",
        title="Share of personal ties and domestic divisions renewed by a change of leader in this month",
        kind="real",
        default=0.0,
        source="none unless a scenario says so; date it in the month of inauguration",
    ),
)

OF_CHALLENGER = (
    Quantity(
        name="closure",
        title="Closure of the country, as in a pandemic",
        kind="real",
        default=0.0,
        source="none unless a scenario says so; 1 stands for the closed border of North Korea, January 2020 to August 2023",
    ),
)

OF_THEATRE = (
    Quantity(
        name="flashpoint_contingency",
        title="Hazard of a crisis between {patron} and {backer} over the flashpoint",
        kind="real",
        unit="a year",
        high=1000,
        hazard=True,
        default=0.02,
        source=(
            "judgement: two crises (1995-96, 2022) in thirty years were short of a contingency; 1000 makes it certain in a month"
        ),
    ),
)


def of_channel(name: str, label: str) -> Quantity:
    """Return the condition that fixes the stage of a negotiation channel, to the record or to a supposition."""
    return Quantity(
        name=f"channel_{name}",
        title=f"Stage of the talks {label}, where it is a matter of record or supposed",
        kind="choice",
        options=("open", "none", "talks", "deal", "implementation"),
        default="open",
        source="open: as the model has it; the other stages are imposed from that month on",
    )
