"""The Mesa model: a theatre of agents, fourteen mechanisms, a schedule and indices. It knows nothing of files, runs or plots."""

import warnings

# mesa's batch runner looks for the progress bars of notebooks; where they are missing it would warn at import
warnings.filterwarnings("ignore", message="IProgress not found")
