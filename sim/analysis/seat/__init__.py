"""A seat at the table: one country is played quarter by quarter in one world, with an outlook before each move."""

from sim.analysis.seat.outlook import AHEAD, WORLDS, Outlook
from sim.analysis.seat.seat import EVERY, Seat
from sim.analysis.seat.turn import Turn
from sim.analysis.seat.verdict import Verdict, verdict

__all__ = ["AHEAD", "EVERY", "WORLDS", "Outlook", "Seat", "Turn", "Verdict", "verdict"]
