"""Runs: many worlds of one scenario, on several processes, kept in a folder."""
