"""Optional libraries: the extras of pyproject.toml, which a plain installation leaves out."""

from importlib.metadata import requires
from importlib.util import find_spec
from pathlib import Path

from sim.foundations.errors import PeninsulaError

ROOT = Path(__file__).parents[2]
"""The top of the checkout, or where the wheel was installed."""


def require(module: str, extra: str) -> None:
    """Raise PeninsulaError, with the command that installs the extra, unless the module can be imported."""
    if find_spec(module) is None:
        raise PeninsulaError(f"this needs {module}: {how_to_install(extra)}")


def how_to_install(extra: str) -> str:
    """Return how to install an extra: in the checkout, or by its libraries where Peninsula was installed from a wheel.

    A wheel does not know where it came from, and no package index holds Peninsula.
    """
    if (ROOT / "pyproject.toml").is_file():
        return f"install it in the folder of Peninsula with  python -m pip install -c constraints.txt -e '.[{extra}]'"
    libraries = (line.partition(";") for line in requires("peninsula") or ())
    quoted = (f"'{library.strip()}'" for library, _, marker in libraries if f"extra == '{extra}'" in marker.replace('"', "'"))
    return f"install it with  python -m pip install {' '.join(quoted)}"
