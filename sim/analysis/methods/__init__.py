"""Published methods behind the analyses: PRIM, CART, NSGA-II, and the sensitivity indices of Morris, Sobol and PAWN."""
