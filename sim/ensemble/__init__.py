"""Runs and experiments: many worlds of one or several scenarios, on several processes."""
