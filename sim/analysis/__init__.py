"""What runs say: explanation, fair comparison, attribution, sweeps."""
