"""Doctrines: named bundles of levers and rules for a role, each in a file of its own."""

from sim.scenario.doctrines.doctrine import Doctrine, known_doctrines, load_doctrine

__all__ = ["Doctrine", "known_doctrines", "load_doctrine"]
