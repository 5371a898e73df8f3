"""Hypotheses of scenarios: who changes what, what can be reached, and what counts as a verdict."""
