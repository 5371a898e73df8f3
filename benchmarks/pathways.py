"""Pathways: six plans and thirty transfers in the same worlds, and how many world-months are stepped for them."""

from time import perf_counter

from sim.studies.pathways import pathways

SIX = ("baseline_2025", "moon_package", "moon_package_adaptive", "offshore_balancing", "opcon_fast", "abrupt_withdrawal")
TARGET = "peninsula_tension < 85 and count(clash) == 0"


def six_plans(worlds: int = 500) -> tuple[float, int]:
    """Return seconds of six plans and their transfers over 120 months, tables included, and the world-months stepped."""
    began = perf_counter()
    found = pathways([f"scenarios/{name}.toml" for name in SIX], TARGET, worlds=worlds)
    for table in (found.tipping, found.survival, found.transfers, found.pathways):
        table()
    seconds = perf_counter() - began
    (standing,) = found.standings
    stepped = len(SIX) * worlds + sum(len(transfer.worlds) for transfer in standing.pairs())
    return seconds, stepped * standing.months
