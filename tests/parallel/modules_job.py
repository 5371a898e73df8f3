"""A job that says which modules its worker has imported already; a worker imports it from here."""

import sys
from dataclasses import dataclass

from sim.parallel.job import Progress


@dataclass(frozen=True)
class ModulesJob:
    """Looks for `xml.dom.minidom`, which nothing else imports, and for the environment of workers."""

    modules: tuple[str, ...]
    size: int = 1
    label: str = "a look at modules"

    def do(self, progress: Progress) -> tuple[bool, bool]:
        progress(1)
        return "xml.dom.minidom" in sys.modules, "sim.parallel.worker_environment" in sys.modules
