"""Figures of games."""
