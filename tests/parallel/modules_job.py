"""Jobs that workers import from here: one says which modules its worker has imported already, one dies."""

import os
import sys
from dataclasses import dataclass
from threading import Thread

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


@dataclass(frozen=True)
class DyingJob:
    """Ends its worker, after a thread of it has failed with a traceback."""

    modules: tuple[str, ...] = ()
    size: int = 1
    label: str = "a job that dies"

    def do(self, progress: Progress) -> None:
        thread = Thread(target=progress, args=(None,))
        thread.start()
        thread.join()
        os._exit(1)
