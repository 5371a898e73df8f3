"""What each role has at stake in a game. The weights are assumptions (`sim.scenario.assumptions.stakes`), so schools differ.

U = sum over stakes of sign x weight x outcome / swing

An additive utility with swing weights: a weight says what a move of a stated size is worth (Keeney & Raiffa 1976; von Winterfeldt
& Edwards 1986).
"""

from collections.abc import Mapping

from sim.scenario.stakes.stake import Stake
from sim.scenario.theatre import Role

SWINGS: Mapping[str, float] = {
    "war_so_far": 0.1,
    "{headline}": 10,
    "warheads": 10,
    "credibility_in_{main}": 0.2,
    "credibility_in_{challenger}": 0.2,
    "credibility_in_{own}": 0.2,
    "abandonment": 0.1,
    "entrapment": 0.1,
    "deterrence_gap": 0.1,
    "autonomy": 0.1,
    "burden": 0.5,
    "burden_quarrel": 0.2,
    "sidelining": 0.1,
    "consensus": 0.1,
    "nuclear_pressure": 0.1,
    "bloc_polarisation": 0.1,
    "{powers}_hostility": 0.1,
    "agreements_kept": 12,
    "troops_main": 10_000,
    "exercise_tempo": 0.3,
    "defence_share": 0.5,
    "coercion": 0.5,
    "technology_transfer": 0.5,
}
"""The change of an outcome or lever, in its unit, that a weight is the utility of: one that a reader would call large.

Some are the distance between two doctrines, as of credibility; others what experts speak of: ten points of the index, a war in
one world of ten, a year of a deal. Judgement; a swing and its weight mean something only together.
"""

STAKES: Mapping[Role, tuple[Stake, ...]] = {
    "patron": (
        Stake("patron_stake_in_war", "war_so_far", -1, last=True),
        Stake("patron_stake_in_calm", "{headline}", -1),
        Stake("patron_stake_in_disarmament", "warheads", -1),
        Stake("patron_stake_in_credibility", "credibility_in_{main}"),
        Stake("patron_stake_in_deals", "agreements_kept", last=True),
        Stake("patron_stake_in_shared_burdens", "burden"),
        Stake("patron_stake_in_allied_peace", "burden_quarrel", -1),
        Stake("patron_stake_in_rivalry", "{powers}_hostility"),
        Stake("patron_cost_of_troops", sign=-1, lever=("own", "troops_main")),
    ),
    "main_protege": (
        Stake("main_protege_stake_in_war", "war_so_far", -1, last=True),
        Stake("main_protege_stake_in_calm", "{headline}", -1),
        Stake("main_protege_stake_in_deterrence", "deterrence_gap", -1),
        Stake("main_protege_fear_of_abandonment", "abandonment", -1),
        Stake("main_protege_fear_of_entrapment", "entrapment", -1),
        Stake("main_protege_stake_in_autonomy", "autonomy"),
        Stake("main_protege_stake_in_a_seat", "sidelining", -1),
        Stake("main_protege_cost_of_defence", "burden", -1),
        Stake("main_protege_stake_in_consensus", "consensus"),
    ),
    "challenger": (
        Stake("challenger_stake_in_war", "war_so_far", -1, last=True),
        Stake("challenger_stake_in_calm", "{headline}", -1),
        Stake("challenger_stake_in_arsenal", "warheads"),
        Stake("challenger_stake_in_deals", "agreements_kept", last=True),
        Stake("challenger_stake_in_decoupling", "credibility_in_{challenger}", -1),
        Stake("challenger_stake_in_quarrels", "burden_quarrel"),
        Stake("challenger_fear_of_exercises", sign=-1, lever=("patron", "exercise_tempo")),
    ),
    "main_backer": (
        Stake("main_backer_stake_in_war", "war_so_far", -1, last=True),
        Stake("main_backer_stake_in_calm", "{headline}", -1),
        Stake("main_backer_stake_in_disarmament", "warheads", -1),
        Stake("main_backer_stake_in_nonproliferation", "nuclear_pressure", -1),
        Stake("main_backer_fear_of_blocs", "bloc_polarisation", -1),
        Stake("main_backer_stake_in_decoupling", "credibility_in_{main}", -1),
        Stake("main_backer_stake_in_detente", "{powers}_hostility", -1),
        Stake("main_backer_cost_of_coercion", sign=-1, lever=("own", "coercion")),
    ),
    "protege": (
        Stake("protege_stake_in_war", "war_so_far", -1, last=True),
        Stake("protege_stake_in_calm", "{headline}", -1),
        Stake("protege_stake_in_disarmament", "warheads", -1),
        Stake("protege_stake_in_credibility", "credibility_in_{own}"),
        Stake("protege_fear_of_blocs", "bloc_polarisation", -1),
        Stake("protege_cost_of_defence", sign=-1, lever=("own", "defence_share")),
    ),
    "backer": (
        Stake("backer_stake_in_war", "war_so_far", -1, last=True),
        Stake("backer_stake_in_distraction", "{headline}"),
        Stake("backer_stake_in_decoupling", "credibility_in_{main}", -1),
        Stake("backer_stake_in_blocs", "bloc_polarisation"),
        Stake("backer_cost_of_technology", sign=-1, lever=("own", "technology_transfer")),
    ),
}
"""The stakes of each role."""
