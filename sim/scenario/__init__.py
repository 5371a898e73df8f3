"""Levers, assumptions, theatres, worldviews and scenario files: what a user may say, and what it means."""
