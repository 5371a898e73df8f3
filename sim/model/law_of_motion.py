"""The order of a month, held as data."""

from collections.abc import Callable

from sim.model.mechanisms import (
    blocs,
    command,
    consensus,
    credibility,
    crisis,
    deterrence,
    diplomacy,
    fears,
    hostility,
    nuclear,
    provocations,
    responses,
    sidelining,
    strength,
)
from sim.model.month import Month

LAW_OF_MOTION: tuple[tuple[str, Callable[[Month], None]], ...] = (
    ("strength", strength.advance),
    ("credibility", credibility.advance),
    ("command", command.advance),
    ("deterrence", deterrence.advance),
    ("fears", fears.advance),
    ("provocations", provocations.advance),
    ("responses", responses.advance),
    ("diplomacy", diplomacy.advance),
    ("sidelining", sidelining.advance),
    ("nuclear", nuclear.advance),
    ("blocs", blocs.advance),
    ("hostility", hostility.advance),
    ("crisis", crisis.advance),
    ("consensus", consensus.advance),
)
"""Applied after all agents have observed (levers in force, threat) and decided (provocations, responses, willingness to talk).

Every mechanism reads last month's state and this month's acts, and writes next month's state. Only acts are passed on within a
month, so their makers come first: command before deterrence, because who commands counts at once, diplomacy before hostility,
because a broken deal is felt at once, and blocs before hostility and crisis, because a crisis at the flashpoint is.
"""
