"""What a scenario's hypothesis claims about outcomes, so that it can be tested."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.scenario.catalogue import find_from
from sim.scenario.layers import Layer
from sim.scenario.toml_file import refuse, table, text

EXPECTED = ("higher", "lower", "not higher", "not lower")


@dataclass(frozen=True)
class Claims:
    """expected: outcome, or an expression over outcomes -> one of EXPECTED. against: the file that it is compared with."""

    expected: Mapping[str, str] = field(default_factory=dict)
    against: Path | None = None


NO_CLAIMS = Claims()


def claims_of(layer: Layer) -> Claims:
    """Return the claims of a file, without those of files that it extends; against the file that it extends, or the one it names.

    Raises PeninsulaError for an unknown expectation, or when there is nothing to compare with.
    """
    written = table(layer.content, "claims", layer.path)
    expected = {name: text(written, name, layer.path) for name in written if name != "against"}
    for name, standing in expected.items():
        if standing not in EXPECTED:
            refuse(layer.path, f"claims.{name}", f"'{standing}': expected one of {', '.join(EXPECTED)}")
    named = text(written, "against", layer.path) or text(layer.content, "extends", layer.path)
    if expected and not named:
        refuse(
            layer.path, "claims", "there is nothing to compare with: expected against = a .toml file or the name of a scenario"
        )
    try:
        return Claims(expected, find_from(layer.path, named) if named else None)
    except PeninsulaError as error:
        refuse(layer.path, "claims.against", str(error))
