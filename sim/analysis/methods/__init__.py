"""Published methods behind the analyses: PRIM, CART, NSGA-II, equilibria of games, indices of Morris, Sobol and PAWN."""
