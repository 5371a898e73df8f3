"""What all handlers of the server share."""

from dataclasses import dataclass
from pathlib import Path

from sim.history.observations import Observations
from sim.web.pool import WorkerPool
from sim.web.uploads import Uploads


@dataclass(frozen=True)
class AppState:
    """The worker pool, the folder in which runs are saved, the observed series that the user has, and uploaded nowcasts."""

    pool: WorkerPool
    results: Path
    observed: Observations
    uploads: Uploads
