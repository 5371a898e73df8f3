"""Adaptation pathways: when plans stop meeting a target, and what a transfer to another plan then brings."""
