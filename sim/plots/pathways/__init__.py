"""Figures of pathways."""
