"""Observations, their assimilation into an ensemble, hindcasts from the past and their scores, and the current state."""
