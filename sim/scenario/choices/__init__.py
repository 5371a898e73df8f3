"""Choices: what governments may decide month by month, as data; off unless a scenario asks for them."""

from sim.scenario.choices.decision import Decision, Option, Setting, Term
from sim.scenario.choices.decisions import DECISIONS, UNUSED_WEIGHT, decision_of, weights_of

__all__ = ["DECISIONS", "UNUSED_WEIGHT", "Decision", "Option", "Setting", "Term", "decision_of", "weights_of"]
