"""The tiny run that these tests share."""

from tests.tiny_run import scenario, whole

__all__ = ["scenario", "whole"]
