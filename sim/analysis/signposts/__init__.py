"""Signposts: which outcome, watched now, best warns of an event some months ahead."""
