"""What the patron (in Korea: the United States) may decide. Defaults as of February 2025."""

from sim.scenario.levers.lever import Lever

LEVERS = (
    Lever(
        "troops_main", "{patron} troops stationed in {protege}", "real", 28500, unit="persons", high=60000,
        source="US Forces Korea authorised strength, National Defense Authorization Act FY2024; 24,500 reported in 2024 "
        "(troopdata: Allen, Flynn & Machain)",
    ),
    Lever(
        "troops_other", "{patron} troops stationed in {partner}", "real", 54000, unit="persons", high=80000,
        source="US Forces Japan; 55,154 reported in 2024 (troopdata: Allen, Flynn & Machain)",
    ),
    Lever(
        "extended_deterrence", "Form of the nuclear guarantee by {patron}", "choice", "consultative",
        options=("none", "declaratory", "consultative", "forward_nuclear"),
        source="Nuclear Consultative Group, Washington Declaration, April 2023",
    ),
    Lever(
        "offshore_support", "Naval and air reinforcement promised from outside {protege}", "real", 0.5,
        source="judgement: the present mix of rotational bombers, carriers and forces in Japan and Guam",
    ),
    Lever(
        "burden_demand", "Payment that {patron} asks of {protege} each year", "real", 1.1, unit="bn US$ a year", high=15,
        source="12th Special Measures Agreement, October 2024 (1.52 trillion won for 2026)",
    ),
    Lever(
        "commitment_stance", "Stance on the commitment, from conditional and transactional to ironclad", "real", 0.0, low=-1,
        source="judgement: words of early 2025 neither withdrew nor renewed the guarantee",
    ),
    Lever(
        "strategic_flexibility", "Use of the forces in {protege} against {backer}", "real", 0.4,
        source="judgement; joint statement on strategic flexibility, January 2006",
    ),
    Lever(
        "dialogue_precondition", "What {challenger} must do before {patron} talks", "choice", "none",
        options=("none", "freeze_first", "cvid_first"),
        source="judgement: offers of talks without conditions since 2021, repeated in January 2025",
    ),
    Lever(
        "summit_willingness", "Readiness of {patron} to meet {challenger} at the top", "real", 0.5,
        source="judgement: the president's stated wish to meet again, January-February 2025",
    ),
    Lever(
        "sanctions_pressure", "Effort of {patron} to sanction {challenger}", "real", 0.7,
        source="judgement: Security Council resolutions 2397 and earlier in force, unilateral listings continued",
    ),
    Lever(
        "relief_offer", "Sanctions relief that {patron} puts on the table", "real", 0.2,
        source="judgement: partial relief was discussed at Hanoi in February 2019 and not since",
    ),
    Lever(
        "exercise_tempo", "Scale of joint exercises with {protege}", "real", 0.8,
        source="judgement: full field exercises restored since August 2022 (Freedom Shield, Ulchi Freedom Shield)",
    ),
    Lever(
        "backer_competition", "Intensity of the competition of {patron} with {backer}", "real", 0.7,
        source="judgement: tariffs and export controls of 2022-2025",
    ),
    Lever(
        "supplier_partnership", "Cooperation of {patron} with {supplier}", "real", 0.2,
        source="judgement: direct contacts resumed in February 2025",
    ),
)
