"""The tiny run that these tests share."""

from tests.tiny_run import executed, scenario, whole

__all__ = ["executed", "scenario", "whole"]
