"""What the challenger (in Korea: North Korea) may decide. Defaults as of February 2025."""

from sim.scenario.levers.lever import Lever

LEVERS = (
    Lever(
        "nuclear_policy",
        "Nuclear programme of {challenger}",
        "choice",
        "expand",
        options=("expand", "maintain", "freeze_for_deal", "rollback_for_deal"),
        source="call for exponential growth of the arsenal, December 2022; constitution amended in September 2023",
    ),
    Lever(
        "testing_tempo",
        "Planned tempo of missile tests",
        "real",
        0.7,
        source="judgement: the five-year plan of January 2021",
    ),
    Lever(
        "dialogue_demand",
        "What {challenger} asks before it talks",
        "choice",
        "nuclear_status",
        options=("none", "exercise_halt", "sanctions_relief", "nuclear_status"),
        source="nuclear forces law of September 2022, which calls the status irreversible",
    ),
    Lever(
        "provocation_doctrine",
        "Readiness for limited attacks",
        "real",
        0.5,
        source="judgement: six fatal incidents at sea and on land in 1999-2015, none since",
    ),
    Lever(
        "denies_protege",
        "Whether {challenger} calls {protege} a hostile foreign state",
        "flag",
        True,
        source="party plenary of December 2023",
    ),
    Lever(
        "supplier_alignment",
        "Alignment of {challenger} with {supplier}",
        "real",
        0.7,
        source="Comprehensive Strategic Partnership Treaty of June 2024",
    ),
    Lever(
        "defence_share",
        "Defence spending of {challenger}",
        "real",
        25,
        unit="% of GDP",
        low=1,
        high=40,
        source="US State Department, World Military Expenditures and Arms Transfers: 20 to 30 % of GDP",
    ),
)
