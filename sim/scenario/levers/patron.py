"""What the patron (in Korea: the United States) may decide. Defaults as of February 2025."""

from sim.scenario.levers.lever import Lever

LEVERS = (
    Lever(
        name="troops_main",
        title="{patron} troops stationed in {protege}",
        kind="real",
        unit="persons",
        high=60000,
        default=28500,
        source=(
            "US Forces Korea authorised strength, National Defense Authorization Act FY2024; 24,500 reported in 2024 "
            "(troopdata: Allen, Flynn & Machain)"
        ),
    ),
    Lever(
        name="troops_other",
        title="{patron} troops stationed in {partner}",
        kind="real",
        unit="persons",
        high=80000,
        default=54000,
        source="US Forces Japan; 55,154 reported in 2024 (troopdata: Allen, Flynn & Machain)",
    ),
    Lever(
        name="extended_deterrence",
        title="Form of the nuclear guarantee by {patron}",
        kind="choice",
        options=("none", "declaratory", "consultative", "forward_nuclear"),
        default="consultative",
        source="Nuclear Consultative Group, Washington Declaration, April 2023",
    ),
    Lever(
        name="offshore_support",
        title="Naval and air reinforcement promised from outside {protege}",
        kind="real",
        default=0.5,
        source="judgement: the present mix of rotational bombers, carriers and forces in Japan and Guam",
    ),
    Lever(
        name="burden_demand",
        title="Payment that {patron} asks of {protege} each year",
        kind="real",
        unit="bn US$ a year",
        high=15,
        default=1.1,
        source="12th Special Measures Agreement, October 2024 (1.52 trillion won for 2026)",
    ),
    Lever(
        name="commitment_stance",
        title="Stance on the commitment, from conditional and transactional to ironclad",
        kind="real",
        low=-1,
        default=0.0,
        source="judgement: words of early 2025 neither withdrew nor renewed the guarantee",
    ),
    Lever(
        name="strategic_flexibility",
        title="Use of the forces in {protege} against {backer}",
        kind="real",
        default=0.4,
        source="judgement; joint statement on strategic flexibility, January 2006",
    ),
    Lever(
        name="dialogue_precondition",
        title="What {challenger} must do before {patron} talks",
        kind="choice",
        options=("none", "freeze_first", "cvid_first"),
        default="none",
        source="judgement: offers of talks without conditions since 2021, repeated in January 2025",
    ),
    Lever(
        name="summit_willingness",
        title="Readiness of {patron} to meet {challenger} at the top",
        kind="real",
        default=0.5,
        source="judgement: the president's stated wish to meet again, January-February 2025",
    ),
    Lever(
        name="sanctions_pressure",
        title="Effort of {patron} to sanction {challenger}",
        kind="real",
        default=0.7,
        source="judgement: Security Council resolutions 2397 and earlier in force, unilateral listings continued",
    ),
    Lever(
        name="relief_offer",
        title="Sanctions relief that {patron} puts on the table",
        kind="real",
        default=0.2,
        source="judgement: partial relief was discussed at Hanoi in February 2019 and not since",
    ),
    Lever(
        name="exercise_tempo",
        title="Scale of joint exercises with {protege}",
        kind="real",
        default=0.8,
        source="judgement: full field exercises restored since August 2022 (Freedom Shield, Ulchi Freedom Shield)",
    ),
    Lever(
        name="backer_competition",
        title="Intensity of the competition of {patron} with {backer}",
        kind="real",
        default=0.7,
        source="judgement: tariffs and export controls of 2022-2025",
    ),
    Lever(
        name="supplier_partnership",
        title="Cooperation of {patron} with {supplier}",
        kind="real",
        default=0.2,
        source="judgement: direct contacts resumed in February 2025",
    ),
)
