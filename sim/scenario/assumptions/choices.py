"""What counts for and against the options of governments; in use only where a scenario lets them choose.

A weight is utility for a change of one in what it is the weight of. Where schools disagree its range spans zero.
"""

from sim.scenario.assumption import Assumption


def _weight(name: str, title: str, low: float, high: float, source: str, floor: float = -5) -> Assumption:
    """Return a weight; beyond five units of utility a choice is certain at any usual precision."""
    return Assumption(
        name=name, title=title, unit="utility", low=low, high=high, floor=floor, ceiling=5, mechanism="choices", source=source
    )


WEIGHTS = (
    _weight(
        "departure_cost", "Cost of departing from the plan", 0.1, 0.4, "bureaucratic politics (Allison 1971); judgement", floor=0
    ),
    _weight(
        "policy_inertia",
        "Gain of going on as last month",
        0.6,
        1.1,
        "status quo bias (Samuelson & Zeckhauser 1988); judgement",
        floor=0,
    ),
    _weight(
        "test_on_backing", "Tests under a backer's shield", -0.2, 0.8, "moral hazard (Benson 2012), or restraint; spans zero"
    ),
    _weight(
        "test_on_exercises",
        "Tests in answer to exercises",
        -0.4,
        0.6,
        "spiral or deterrence (Bernhardt & Sukin 2021); spans zero",
    ),
    _weight(
        "test_on_talks", "Tests while talks go on", -0.8, 0.2, "2018 against 2006 and 2019; leverage or restraint; spans zero"
    ),
    _weight(
        "talk_on_relief", "Talks for relief on offer", -0.3, 1, "inducements or appeasement (Haggard & Noland 2017); spans zero"
    ),
    _weight("talk_on_crisis", "Talks out of a crisis, per rung", -0.3, 0.3, "1994 and 2018, or hardening; contested, spans zero"),
    _weight("talk_on_quarrel", "Talks to divide allies at odds", -0.2, 0.5, "wedge strategies (Crawford 2011); spans zero"),
    _weight("freeze_on_relief", "A freeze for relief on offer", -0.3, 1, "1994 and 2012, or pocketed (Cha 2002); spans zero"),
    _weight(
        "freeze_on_exercises", "A freeze under exercises", -0.8, 0.3, "freeze for freeze, 1992 and 2018, or yielding; spans zero"
    ),
    _weight("freeze_on_talks", "A freeze while talks go on", -0.1, 0.6, "moratorium of 1999-2006 and of 2018-19; may be zero"),
    _weight("attack_on_quarrel", "Attacks on allies at odds", -0.2, 0.5, "probing (Schelling 1966), or waiting; spans zero"),
    _weight("attack_on_exercises", "Attacks in answer to exercises", -0.4, 0.4, "Yeonpyeong (2010), or deterrence; spans zero"),
    _weight(
        "attack_risk", "Risk of war that attacks run", 0.1, 0.5, "Snyder (1965): war stays costly; the size is judgement", floor=0
    ),
    _weight("enforce_on_tests", "Enforcement after a nuclear test", 0, 0.8, "Security Council votes of 2006-2017; may be zero"),
    _weight(
        "enforce_on_crisis", "Enforcement in a crisis, per rung", -0.2, 0.3, "restraint of a client, or closing ranks; spans zero"
    ),
    _weight("enforce_on_rivalry", "Enforcement under rivalry with the patron", -3, 0.5, "2017 against 2022; may be zero"),
    _weight("shield_on_rivalry", "A shield under rivalry with the patron", -0.5, 3, "balancing (Walt 1987); may be zero"),
    _weight(
        "shield_on_crisis", "A shield in a crisis, per rung", -0.3, 0.3, "fear of collapse, or of war; contested, spans zero"
    ),
    _weight(
        "coerce_on_spending",
        "Coercion of a protege that arms, per % of GDP",
        -0.2,
        0.4,
        "THAAD (2016-17), or respect; spans zero",
    ),
    _weight(
        "coerce_on_quarrel",
        "Coercion of allies at odds",
        -0.4,
        0.5,
        "wedge by pressure or by courtship (Crawford 2011); spans zero",
    ),
    _weight(
        "shield_on_distraction",
        "A shield for help in a war elsewhere",
        -0.1,
        0.6,
        "munitions for technology since 2023; judgement",
    ),
    _weight(
        "loosen_on_partnership",
        "Loosening for partnership with the patron",
        -0.3,
        1,
        "the reset of 2009-10; contested, spans zero",
    ),
    _weight(
        "demand_on_spending",
        "Demands on a protege that arms, per % of GDP",
        -0.5,
        0.3,
        "credit, or more from who can pay; spans zero",
    ),
    _weight(
        "demand_on_crisis", "Demands in a crisis, per rung", -0.4, 0.2, "rallying, or leverage over who is in need; spans zero"
    ),
    _weight("reassure_on_crisis", "Reassurance in a crisis, per rung", -0.1, 0.4, "Schelling (1966); judgement"),
    _weight(
        "reassure_on_abandonment", "Reassurance of a protege in doubt", -0.5, 2, "nonproliferation (Gerzhoy 2015); may be zero"
    ),
    _weight(
        "reassure_on_spending",
        "Reassurance of a protege that arms, per % of GDP",
        -0.2,
        0.4,
        "reward, or no longer needed; spans zero",
    ),
    _weight(
        "withdraw_on_spending",
        "Withdrawal from a protege that arms, per % of GDP",
        -0.4,
        0.4,
        "restraint (Posen 2014), or reward; spans zero",
    ),
    _weight(
        "withdraw_on_quarrel", "Withdrawal from allies at odds", -0.2, 0.6, "1971 and 1977; transactional; contested, spans zero"
    ),
    _weight(
        "withdraw_on_exposure", "Withdrawal from an uncovered arsenal", -0.5, 1.5, "decoupling (De Gaulle's doubt); spans zero"
    ),
    _weight("withdraw_on_crisis", "Withdrawal in a crisis, per rung", -0.5, 0.1, "forces stay while shots may fall; judgement"),
    _weight(
        "withdraw_cost",
        "Cost of bringing forces home",
        0.1,
        0.5,
        "resistance of 1977-79 in Congress and the army; judgement",
        floor=0,
    ),
    _weight(
        "spend_on_abandonment",
        "Spending in doubt of the patron",
        -0.2,
        2,
        "internal balancing (Waltz 1979), or free riding; spans zero",
    ),
    _weight("spend_on_gap", "Spending on a conventional gap", -0.2, 2, "arms follow need (Richardson 1960); may be zero"),
    _weight("spend_on_quarrel", "Spending to settle a quarrel", -0.2, 0.6, "bargains over burdens, or defiance; spans zero"),
    _weight(
        "hedge_on_abandonment", "Hedging in doubt of the patron", -0.3, 2.5, "Snyder (1984); Gerzhoy (2015) against; spans zero"
    ),
    _weight(
        "hedge_on_nuclear_gap",
        "Hedging on an uncovered arsenal",
        -0.3,
        1.2,
        "own deterrent, or holding on to the patron; spans zero",
    ),
    _weight("hedge_cost", "Cost of hedging", 0.1, 0.5, "treaty, trade and trust at stake; judgement", floor=0),
    _weight("engage_on_sidelining", "Engagement when bypassed", -0.3, 0.8, "2018: driver's seat, or protest; spans zero"),
    _weight("engage_on_entrapment", "Engagement in fear of entrapment", -0.2, 2, "Snyder (1984); may be zero"),
    _weight("engage_on_crisis", "Engagement in a crisis, per rung", -0.4, 0.3, "2010 against 2017-18; contested, spans zero"),
    _weight("engage_on_talks", "Engagement while talks go on", -0.1, 0.5, "2000, 2007 and 2018; judgement"),
)
