"""Conditions: what happens to actors and to the region, decided by nobody in the cast."""

from sim.scenario.quantity import Quantity

OF_ACTORS = (
    Quantity(
        "domestic_crisis",
        "Depth of a political crisis at home",
        "real",
        0.0,
        source="judgement: 0.8 for the martial law and impeachment of December 2024 to June 2025",
    ),
    Quantity(
        "leadership_change",
        "Share of personal ties and domestic divisions renewed by a change of leader in this month",
        "real",
        0.0,
        source="judgement: date it in the month of inauguration",
    ),
)

OF_CHALLENGER = (
    Quantity(
        "closure",
        "Closure of the country, as in a pandemic",
        "real",
        0.0,
        source="judgement: 1 for the border closure of January 2020 to August 2023",
    ),
)

OF_THEATRE = (
    Quantity(
        "flashpoint_contingency",
        "Hazard of a crisis between {patron} and {backer} over the flashpoint",
        "real",
        0.02,
        unit="a year",
        high=1000,
        hazard=True,
        source="judgement: two crises (1995-96, 2022) in thirty years were short of a contingency; "
        "1000 makes it certain in a month",
    ),
)


def of_channel(name: str, label: str) -> Quantity:
    """Return the condition that holds a negotiation channel to what is a matter of record, or to what is supposed."""
    return Quantity(
        f"channel_{name}",
        f"Stage of the talks {label}, where it is a matter of record or supposed",
        "choice",
        "open",
        options=("open", "none", "talks", "deal", "implementation"),
        source="open: as the model has it; the other stages are imposed from that month on",
    )
