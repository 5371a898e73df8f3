"""Choices in the model: what governments decide for the next month, by quantal response to utilities."""
