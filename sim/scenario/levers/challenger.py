"""What the challenger (in Korea: North Korea) may decide. Defaults as of February 2025."""

from sim.scenario.levers.lever import Lever

LEVERS = (
    Lever(
        name="nuclear_policy",
        title="Nuclear programme of {challenger}",
        kind="choice",
        options=("expand", "maintain", "freeze_for_deal", "rollback_for_deal"),
        default="expand",
        source="call for exponential growth of the arsenal, December 2022; constitution amended in September 2023",
    ),
    Lever(
        name="testing_tempo",
        title="Planned tempo of missile tests",
        kind="real",
        default=0.7,
        source="judgement: the five-year plan of January 2021",
    ),
    Lever(
        name="dialogue_demand",
        title="What {challenger} asks before it talks",
        kind="choice",
        options=("none", "exercise_halt", "sanctions_relief", "nuclear_status"),
        default="nuclear_status",
        source="nuclear forces law of September 2022, which calls the status irreversible",
    ),
    Lever(
        name="provocation_doctrine",
        title="Readiness for limited attacks",
        kind="real",
        default=0.5,
        source="judgement: six fatal incidents at sea and on land in 1999-2015, none since",
    ),
    Lever(
        name="denies_protege",
        title="Whether {challenger} calls {protege} a hostile foreign state",
        kind="flag",
        default=True,
        source="party plenary of December 2023",
    ),
    Lever(
        name="supplier_alignment",
        title="Alignment of {challenger} with {supplier}",
        kind="real",
        default=0.7,
        source="Comprehensive Strategic Partnership Treaty of June 2024",
    ),
    Lever(
        name="defence_share",
        title="Defence spending of {challenger}",
        kind="real",
        unit="% of GDP",
        low=1,
        high=40,
        default=25,
        source="US State Department, World Military Expenditures and Arms Transfers: 20 to 30 % of GDP",
    ),
)
