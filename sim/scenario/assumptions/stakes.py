"""How much governments value what a game brings them; in use only in games.

A weight is the utility of one swing to the better (`sim.scenario.stakes.SWINGS`). Where schools disagree its range spans zero.
"""

from sim.scenario.assumption import Assumption


def _weight(name: str, title: str, low: float, high: float, source: str, floor: float = -5) -> Assumption:
    """Return a weight; beyond five units of utility a swing decides whatever else is at stake."""
    return Assumption(
        name=name, title=title, unit="utility", low=low, high=high, floor=floor, ceiling=5, mechanism="games", source=source
    )


_PATRON = (
    _weight("patron_stake_in_war", "What war costs the patron", 0.6, 1.5, "a war far from home; judgement", floor=0),
    _weight("patron_stake_in_calm", "What calm is worth to the patron", 0.2, 0.7, "judgement: what all declare; size unknown"),
    _weight(
        "patron_stake_in_disarmament",
        "What ten warheads less are worth to the patron",
        0.2,
        0.8,
        "exposed itself; judgement",
        floor=0,
    ),
    _weight(
        "patron_stake_in_credibility",
        "What its credibility is worth to the patron",
        0,
        0.8,
        "interdependent commitments (Schelling 1966), or not (Press 2005); may be zero",
    ),
    _weight(
        "patron_stake_in_deals", "What a year of a deal is worth to the patron", -0.2, 0.4, "prize or appeasement; spans zero"
    ),
    _weight("patron_stake_in_shared_burdens", "What a protege's spending is worth", 0, 0.4, "burden sharing; may be zero"),
    _weight("patron_stake_in_allied_peace", "What a quarrel over payment costs", 0, 0.5, "alliance politics; may be zero"),
    _weight(
        "patron_stake_in_rivalry",
        "What rivalry with the main backer is worth",
        -0.4,
        0.2,
        "engagement or containment (Friedberg 2022); spans zero",
    ),
    _weight(
        "patron_cost_of_troops",
        "What ten thousand troops cost the patron",
        0,
        0.4,
        "Posen (2014) against Brooks & Wohlforth (2016); may be zero",
    ),
)

_MAIN_PROTEGE = (
    _weight("main_protege_stake_in_war", "What war costs the main protege", 1.2, 2.5, "the battlefield; judgement", floor=0),
    _weight("main_protege_stake_in_calm", "What calm is worth to the main protege", 0.2, 0.8, "judgement"),
    _weight("main_protege_stake_in_deterrence", "What a deterrence gap costs", 0.1, 0.6, "judgement", floor=0),
    _weight("main_protege_fear_of_abandonment", "What abandonment costs", 0.1, 0.7, "Snyder (1984)", floor=0),
    _weight("main_protege_fear_of_entrapment", "What entrapment costs", 0, 0.6, "Snyder (1984); may be zero"),
    _weight(
        "main_protege_stake_in_autonomy", "What autonomy is worth", -0.2, 0.5, "progressives against conservatives; spans zero"
    ),
    _weight("main_protege_stake_in_a_seat", "What being bypassed costs", 0.05, 0.4, "2018 and 2019; judgement", floor=0),
    _weight("main_protege_cost_of_defence", "What half a per cent of GDP costs", 0.1, 0.5, "guns and butter; judgement", floor=0),
    _weight("main_protege_stake_in_consensus", "What consensus at home is worth", 0, 0.4, "Putnam (1988); may be zero"),
)

_CHALLENGER = (
    _weight("challenger_stake_in_war", "What war costs the challenger", 0.8, 2, "the end of the regime; judgement", floor=0),
    _weight(
        "challenger_stake_in_calm",
        "What calm is worth to the challenger",
        -0.3,
        0.5,
        "security, or tension as leverage and glue (Snyder 1999); spans zero",
    ),
    _weight(
        "challenger_stake_in_arsenal", "What ten warheads are worth", 0.2, 0.8, "deterrent and prestige (Pollack 2011)", floor=0
    ),
    _weight(
        "challenger_stake_in_deals",
        "What a year of relief by a deal is worth",
        0,
        0.8,
        "byungjin, and Hanoi 2019 (Haggard & Noland 2017); may be zero",
    ),
    _weight(
        "challenger_stake_in_decoupling",
        "What a doubtful guarantee is worth to the challenger",
        0,
        0.6,
        "room for coercion once allies are decoupled, or no use of it; judgement, may be zero",
    ),
    _weight("challenger_stake_in_quarrels", "What allies at odds are worth", -0.1, 0.4, "wedges (Crawford 2011); spans zero"),
    _weight(
        "challenger_fear_of_exercises", "What exercises cost the challenger", 0, 0.5, "its own demands since 1976; may be zero"
    ),
)

_MAIN_BACKER = (
    _weight("main_backer_stake_in_war", "What war costs the main backer", 0.6, 1.8, "a war at its border; judgement", floor=0),
    _weight("main_backer_stake_in_calm", "What calm is worth to the main backer", 0, 0.6, "stability first; may be zero"),
    _weight(
        "main_backer_stake_in_disarmament", "What fewer warheads are worth to it", -0.1, 0.5, "last of three noes; spans zero"
    ),
    _weight("main_backer_stake_in_nonproliferation", "What a protege's nuclear option costs it", 0.1, 0.5, "judgement", floor=0),
    _weight("main_backer_fear_of_blocs", "What blocs cost the main backer", 0.1, 0.6, "fear of encirclement; judgement", floor=0),
    _weight(
        "main_backer_stake_in_decoupling",
        "What a doubtful guarantee is worth to the main backer",
        -0.2,
        0.6,
        "ending alliances, or keeping the cork in the bottle (Christensen 1999); spans zero",
    ),
    _weight("main_backer_stake_in_detente", "What detente with the patron is worth", 0, 0.5, "trade and time; may be zero"),
    _weight(
        "main_backer_cost_of_coercion", "What coercing a neighbour costs", 0, 0.4, "trade lost, opinion 2017-20; may be zero"
    ),
)

_PROTEGE = (
    _weight("protege_stake_in_war", "What war costs a further protege", 0.6, 1.8, "bases in range; judgement", floor=0),
    _weight("protege_stake_in_calm", "What calm is worth to a further protege", 0.1, 0.6, "judgement", floor=0),
    _weight("protege_stake_in_disarmament", "What fewer warheads are worth to it", 0.2, 0.7, "in range; judgement", floor=0),
    _weight("protege_stake_in_credibility", "What its own guarantee is worth to it", 0.2, 0.8, "Snyder (1984)", floor=0),
    _weight("protege_fear_of_blocs", "What blocs cost a further protege", -0.3, 0.4, "trade against balancing; spans zero"),
    _weight("protege_cost_of_defence", "What half a per cent of its GDP costs", 0.1, 0.5, "guns and butter; judgement", floor=0),
)

_BACKER = (
    _weight("backer_stake_in_war", "What war costs a further backer", 0, 0.8, "far from its capital; may be zero"),
    _weight("backer_stake_in_distraction", "What tension is worth to a further backer", -0.3, 0.4, "diversion; spans zero"),
    _weight("backer_stake_in_decoupling", "What a doubtful guarantee is worth to it", 0, 0.4, "wedges; may be zero"),
    _weight("backer_stake_in_blocs", "What blocs are worth to a further backer", -0.2, 0.4, "Lukin (2018); spans zero"),
    _weight(
        "backer_cost_of_technology",
        "What handing over technology costs, less what is paid for it",
        -0.4,
        0.3,
        "munitions for technology since 2023; spans zero",
    ),
)

STAKES = (*_PATRON, *_MAIN_PROTEGE, *_CHALLENGER, *_MAIN_BACKER, *_PROTEGE, *_BACKER)
