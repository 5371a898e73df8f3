"""Analysis of runs: comparison, explanation, attribution, sweeps, sensitivity, scenario discovery, robust choice, search."""
