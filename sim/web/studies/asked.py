"""What a page asks of a study, and of which scenarios."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sim.web.ensemble import Ensemble
from sim.web.variant import Variant
from sim.web.worker import Progress


@dataclass(frozen=True)
class Base:
    """What a study is of. own: the settings of the page. ensemble: its worlds are those of the study. others: further plans."""

    own: Variant
    ensemble: Ensemble
    others: tuple[Variant, ...] = ()


class Asked(Protocol):
    """A question to a study; it is pickled to reach a worker."""

    def answer(self, base: Base, progress: Progress) -> Mapping[str, Any]:
        """Return what the study finds, ready for JSON; see `sim.web.studies.found.found` for what all studies have.

        Raises PeninsulaError for what cannot be asked of these scenarios.
        """
        ...
