"""Rules: policies with conditions, as scenario files hold them."""

from sim.scenario.rules.rule import Rule

__all__ = ["Rule"]
