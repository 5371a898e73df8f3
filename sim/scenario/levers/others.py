"""What the backers of the challenger (in Korea: China, Russia) and the other protege (Japan) may decide, as of February 2025."""

from sim.scenario.levers.lever import Lever

_BACKING = Lever(
    name="backing",
    title="Political and material backing of {challenger}",
    kind="real",
    default=0.6,
    source="judgement: vetoes in the Security Council since 2022, trade restored since 2023",
)
_DEFENCE = Lever(
    name="defence_share",
    title="Defence spending",
    kind="real",
    unit="% of GDP",
    low=0.5,
    high=15,
    default=1.7,
    source="SIPRI, 2024",
)

MAIN_BACKER = (
    Lever(
        name="sanctions_enforcement",
        title="Enforcement of sanctions on {challenger} by {backer}",
        kind="real",
        default=0.3,
        source="judgement after the last reports of the UN Panel of Experts, March 2024",
    ),
    _BACKING,
    Lever(
        name="mediation",
        title="Effort of {backer} to bring the sides to talk",
        kind="real",
        default=0.2,
        source="judgement: calls for talks, and none convened since the six-party talks of December 2008",
    ),
    Lever(
        name="coercion",
        title="Economic coercion of {protege} by {backer}",
        kind="real",
        default=0.2,
        source="judgement; the THAAD boycott of 2016-17 would be 0.8",
    ),
    Lever(
        name="flashpoint_pressure",
        title="Military pressure of {backer} at its own flashpoint",
        kind="real",
        default=0.5,
        source="judgement: daily flights and patrols near Taiwan; exercises Joint Sword of May and October 2024",
    ),
    _DEFENCE,
)

BACKER = (
    Lever(
        name="backing",
        title=_BACKING.title,
        kind="real",
        default=0.7,
        source="Comprehensive Strategic Partnership Treaty of June 2024",
    ),
    Lever(
        name="technology_transfer",
        title="Military technology given to {challenger}",
        kind="real",
        default=0.4,
        source="judgement; Multilateral Sanctions Monitoring Team, first report, May 2025",
    ),
    Lever(
        name="distraction",
        title="Whether a war elsewhere binds {supplier}",
        kind="flag",
        default=True,
        source="war in Ukraine since February 2022",
    ),
    Lever(
        name="defence_share",
        title="Defence spending",
        kind="real",
        unit="% of GDP",
        low=0.5,
        high=15,
        default=7.0,
        source="SIPRI, 2024",
    ),
)

PROTEGE = (
    Lever(
        name="defence_share",
        title="Defence spending",
        kind="real",
        unit="% of GDP",
        low=0.5,
        high=40,
        contested=True,
        default=1.4,
        source="SIPRI, 2024",
    ),
    Lever(
        name="counterstrike",
        title="Counterstrike capability",
        kind="real",
        default=0.4,
        source="National Security Strategy of December 2022; first long-range missiles due in 2025-26",
    ),
    Lever(
        name="hosting",
        title="Readiness to host forces of {patron}",
        kind="real",
        default=0.9,
        source="judgement: host-nation support agreed to 2027",
    ),
    Lever(
        name="reconciliation",
        title="Reconciliation with {protege}",
        kind="real",
        contested=True,
        default=0.6,
        source="judgement: shuttle diplomacy since March 2023",
    ),
    Lever(
        name="dialogue_precondition",
        title="What {challenger} must do before {partner} talks",
        kind="choice",
        options=("none", "freeze_first", "cvid_first"),
        default="cvid_first",
        source="Diplomatic Bluebook: nuclear, missile and abduction issues",
    ),
)
