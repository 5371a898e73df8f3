"""What the tests of printing share: a tiny run."""

from tests.tiny_run import executed, scenario, whole

__all__ = ["executed", "scenario", "whole"]
