"""Libraries that only some analyses need, and that a plain installation leaves out."""

from importlib.util import find_spec

from sim.foundations.errors import PeninsulaError


def require(module: str, extra: str) -> None:
    """Raise PeninsulaError with how to install what is missing."""
    if find_spec(module) is None:
        raise PeninsulaError(f"this needs {module}: install it with  python -m pip install 'peninsula[{extra}]'")
