"""What the main protege (in Korea: South Korea) may decide. Defaults as of February 2025."""

from sim.scenario.levers.lever import Lever

LEVERS = (
    Lever(
        "command", "Who holds wartime operational control of the forces of {protege}", "choice", "us_led",
        options=("us_led", "transition", "own_led"),
        source="Combined Forces Command; transfer planned for 2012, then 2015, conditions-based since October 2014",
    ),
    Lever(
        "command_conditions_based", "Whether the transfer of command waits for readiness", "flag", True,
        source="46th Security Consultative Meeting, October 2014",
    ),
    Lever(
        "defence_share", "Defence spending of {protege}", "real", 2.6, unit="% of GDP", low=0.5, high=8, contested=True,
        source="SIPRI Military Expenditure Database, 2024",
    ),
    Lever(
        "burden_offer", "Payment that {protege} offers to {patron} each year", "real", 1.1, unit="bn US$ a year", high=15,
        contested=True, source="12th Special Measures Agreement, October 2024",
    ),
    Lever(
        "engagement", "Policy toward {challenger}, from pressure to engagement", "real", -0.3, low=-1, contested=True,
        source="judgement: pressure since May 2022, softened by the political crisis of early 2025",
    ),
    Lever(
        "dialogue_precondition", "What {challenger} must do before {protege} talks", "choice", "cvid_first",
        options=("none", "freeze_first", "cvid_first"), source="Audacious Initiative, August 2022",
    ),
    Lever(
        "peace_regime_link", "Whether {protege} ties nuclear talks to a peace regime", "flag", False,
        source="dropped after May 2022; pursued 2018-2022 (Panmunjom Declaration)",
    ),
    Lever(
        "insists_on_seat", "Insistence of {protege} on a seat in talks about it", "real", 0.5, source="judgement",
    ),
    Lever(
        "alliance_cooperation", "Security cooperation of {protege} with {patron} and {partner}", "real", 0.8, contested=True,
        source="Camp David statement of August 2023",
    ),
    Lever(
        "backer_cooperation", "Cooperation of {protege} with {backer} and {partner}", "real", 0.3, contested=True,
        source="trilateral summit of Seoul, May 2024, the first since 2019",
    ),
    Lever(
        "bloc_rigidity", "How far {protege} treats the region as two blocs", "real", 0.7, contested=True,
        source="judgement: values diplomacy since 2022",
    ),
    Lever(
        "backer_hedging", "Hedging of {protege} toward {backer}", "real", 0.3, contested=True, source="judgement",
    ),
    Lever(
        "supplier_engagement", "Engagement of {protege} with {supplier}", "real", 0.1, contested=True,
        source="judgement: relations cut back since 2022",
    ),
    Lever(
        "nuclear_option", "Stance of {protege} on nuclear weapons of its own", "choice", "forswear",
        options=("forswear", "hedge", "arm"), source="commitment to the NPT in the Washington Declaration, April 2023",
    ),
)
