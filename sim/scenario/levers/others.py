"""What the backers of the challenger (in Korea: China, Russia) and the other protege (Japan) may decide, as of February 2025."""

from sim.scenario.levers.lever import Lever

_BACKING = Lever(
    "backing",
    "Political and material backing of {challenger}",
    "real",
    0.6,
    source="judgement: vetoes in the Security Council since 2022, trade restored since 2023",
)
_DEFENCE = Lever("defence_share", "Defence spending", "real", 1.7, unit="% of GDP", low=0.5, high=15, source="SIPRI, 2024")

MAIN_BACKER = (
    Lever(
        "sanctions_enforcement",
        "Enforcement of sanctions on {challenger} by {backer}",
        "real",
        0.3,
        source="judgement after the last reports of the UN Panel of Experts, March 2024",
    ),
    _BACKING,
    Lever("mediation", "Effort of {backer} to bring the sides to talk", "real", 0.2, source="judgement"),
    Lever(
        "coercion",
        "Economic coercion of {protege} by {backer}",
        "real",
        0.2,
        source="judgement; the THAAD boycott of 2016-17 would be 0.8",
    ),
    Lever("flashpoint_pressure", "Military pressure of {backer} at its own flashpoint", "real", 0.5, source="judgement"),
    _DEFENCE,
)

BACKER = (
    Lever("backing", _BACKING.title, "real", 0.7, source="Comprehensive Strategic Partnership Treaty of June 2024"),
    Lever(
        "technology_transfer",
        "Military technology given to {challenger}",
        "real",
        0.4,
        source="judgement; Multilateral Sanctions Monitoring Team, first report, May 2025",
    ),
    Lever(
        "distraction",
        "Whether a war elsewhere binds {supplier}",
        "flag",
        True,
        source="war in Ukraine since February 2022",
    ),
    Lever(
        "defence_share",
        "Defence spending",
        "real",
        7.0,
        unit="% of GDP",
        low=0.5,
        high=15,
        source="SIPRI, 2024",
    ),
)

PROTEGE = (
    Lever(
        "defence_share",
        "Defence spending",
        "real",
        1.4,
        unit="% of GDP",
        low=0.5,
        high=40,
        contested=True,
        source="SIPRI, 2024",
    ),
    Lever(
        "counterstrike",
        "Counterstrike capability",
        "real",
        0.4,
        source="National Security Strategy of December 2022; first long-range missiles due in 2025-26",
    ),
    Lever(
        "hosting",
        "Readiness to host forces of {patron}",
        "real",
        0.9,
        source="judgement: host-nation support agreed to 2027",
    ),
    Lever(
        "reconciliation",
        "Reconciliation with {protege}",
        "real",
        0.6,
        contested=True,
        source="judgement: shuttle diplomacy since March 2023",
    ),
    Lever(
        "dialogue_precondition",
        "What {challenger} must do before {partner} talks",
        "choice",
        "cvid_first",
        options=("none", "freeze_first", "cvid_first"),
        source="Diplomatic Bluebook: nuclear, missile and abduction issues",
    ),
)
