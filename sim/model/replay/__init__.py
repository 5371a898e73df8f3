"""Months that are replayed: equations are asked for once, and what NumPy did for a month is done again for all others."""
