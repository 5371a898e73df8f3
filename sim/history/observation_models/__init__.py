"""Observation models: how what is observed follows from the state of a world."""
