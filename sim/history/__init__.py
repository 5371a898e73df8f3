"""The record: what was observed, an ensemble held to it, forecasts from the past, and how well they did."""
