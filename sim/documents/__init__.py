"""Pages derived from what is declared: the submodels of the ODD description and the reference tables."""

from pathlib import Path

from sim.documents.odd import with_submodels
from sim.documents.reference import reference_page

ODD, REFERENCE = Path("docs/odd.md"), Path("docs/reference.md")


def pages(root: Path) -> dict[Path, str]:
    """Return every derived page as it should stand, by its place below the root of the project."""
    return {ODD: with_submodels((root / ODD).read_text(encoding="utf-8")), REFERENCE: reference_page()}
