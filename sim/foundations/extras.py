"""Libraries that only some analyses need, and that a plain installation leaves out."""

from importlib.util import find_spec

from sim.foundations.errors import PeninsulaError


def require(module: str, extra: str) -> None:
    """Raise PeninsulaError with how to install what is missing."""
    if find_spec(module) is None:
        how = f"python -m pip install -c constraints.txt -e '.[{extra}]'"
        raise PeninsulaError(f"this needs {module}: install it in the folder of Peninsula with  {how}")
