"""The compiled engine: the same equations, traced through NumPy's own protocols and compiled by JAX for a whole horizon.

Imports JAX, which is an extra: nothing else in the model imports this package before it is asked for.
"""

import os

import jax
from platformdirs import user_cache_path

# what was compiled once is there at once in the next process
if not os.environ.get("JAX_COMPILATION_CACHE_DIR"):
    jax.config.update("jax_compilation_cache_dir", str(user_cache_path("peninsula") / "compiled"))  # type: ignore[no-untyped-call]
