"""Stacks: policy packages put together, named as in "baseline + opcon_conditions + burden_bargain"."""
