"""Stakes in words."""

from sim.scenario.stakes.stake import Stake


def stake_text(stake: Stake) -> str:
    """Return what a stake looks at, where no theatre is spoken of: "`exercise_tempo` of the patron, mean"."""
    if stake.lever is not None:
        role, lever = stake.lever
        return f"its own `{lever}`, mean" if role == "own" else f"`{lever}` of the {role.replace('_', ' ')}, mean"
    names = {"headline": "headline_index", "main": "main_capital", "challenger": "challenger_capital", "own": "its_capital"}
    outcome = stake.outcome.format(**names, powers="patron_backer")
    return f"`{outcome}`, {'in the last month' if stake.last else 'mean'}"
