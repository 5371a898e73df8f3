"""Parallel execution of jobs on this machine; independent of what a job does."""
