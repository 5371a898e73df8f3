"""Benchmarks: ratios within one run, since absolute times say more about the machine."""
