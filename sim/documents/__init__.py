"""Generated pages: submodels of the ODD description, reference tables, observed series, and the tutorial as a notebook."""

from pathlib import Path

from sim.documents.observations import observations_page
from sim.documents.odd import with_submodels
from sim.documents.reference import reference_page
from sim.documents.tutorial import notebook

ODD, REFERENCE = Path("docs/odd.md"), Path("docs/reference.md")
OBSERVATIONS = Path("docs/observations.md")
TUTORIAL, NOTEBOOK = Path("docs/tutorial.md"), Path("docs/tutorial.ipynb")


def pages(root: Path) -> dict[Path, str]:
    """Return the current text of every generated page, by its path relative to the root of the project."""
    return {
        ODD: with_submodels((root / ODD).read_text(encoding="utf-8")),
        REFERENCE: reference_page(),
        OBSERVATIONS: observations_page(),
        NOTEBOOK: notebook((root / TUTORIAL).read_text(encoding="utf-8")),
    }
