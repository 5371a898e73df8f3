"""The Mesa model: a theatre of agents, fourteen mechanisms, a schedule and indices. It knows nothing of files, runs or plots."""
