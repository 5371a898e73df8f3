"""The same chunks on a Dask cluster: workers send the content of files back, and this process writes them."""

import logging
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from sim.ensemble.file_job import Content, FileJob
from sim.ensemble.fingerprint import model_fingerprint
from sim.foundations.errors import PeninsulaError, shown
from sim.foundations.extras import require
from sim.parallel.executor import ATTEMPTS, Progress

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

PATIENCE = 30
"""Seconds to wait for a scheduler, then for its first worker, and for another one when all are lost."""

_BEAT, _LOOK = 0.02, 2.0
"""Seconds between two looks for finished chunks, and for workers."""

_AHEAD = 2
"""Chunks under way for each thread of the cluster: more would pile up in the memory of its workers."""


def run_jobs_on_cluster(jobs: Sequence[FileJob], address: str, progress: Progress | None = None) -> None:
    """Do all jobs on the workers of a Dask cluster; progress: told of world-months whose files are written.

    A lost worker's chunks are run by the others.
    Raises PeninsulaError when the cluster cannot be reached or lost, has other software, or a job fails twice.
    """
    require("distributed", "cluster")
    from distributed.client import FutureCancelledError

    with connected(address) as client:
        _check(client, address, jobs[0].model)
        try:
            _spread(client, address, jobs, progress or (lambda _: None))
        except (OSError, FutureCancelledError) as fault:
            raise PeninsulaError(f"the cluster at {address} was lost: its scheduler no longer answers") from fault


def _require_address(address: str) -> None:
    """Raise PeninsulaError for what cannot be the address of a scheduler: a Dask client would try it for a minute."""
    form = re.fullmatch(r"(?:(?:tcp|tls|ws|wss|ucx)://)?(?:\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):(\d{1,5})/?", address)
    if form is None or not 0 < int(form[1]) < 2**16:
        raise PeninsulaError(
            f"{shown(address)} is no address of a Dask scheduler: expected the one that 'dask scheduler' prints, such as "
            "tcp://10.0.0.5:8786"
        )


@contextmanager
def connected(address: str) -> Iterator["Client"]:
    """Yield a client of a cluster.

    Raises PeninsulaError when its address is none, it cannot be reached, or has no workers.
    """
    from distributed import Client

    _require_address(address)
    # what goes wrong is said in one sentence, here; Dask has given loggers of its own their levels by now
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, ImportError, RuntimeError) as fault:
        raise PeninsulaError(
            f"there is no Dask scheduler at {address} ({_words(fault)}): expected the address that 'dask scheduler' prints, "
            "such as tcp://10.0.0.5:8786"
        ) from fault
    try:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as fault:
            raise PeninsulaError(f"the cluster at {address} has no workers: start some with 'dask worker {address}'") from fault
        yield client
    finally:
        client.close()


def _check(client: "Client", address: str, own: str) -> None:
    """Raise PeninsulaError unless every worker has this machine's own model."""
    for worker, found in client.run(model_fingerprint, on_error="return").items():
        if isinstance(found, Exception):
            raise PeninsulaError(
                f"worker {worker} of the cluster at {address} cannot run Peninsula ({_words(found)}): "
                "install the same version there and restart it"
            ) from found
        if found != own:
            raise PeninsulaError(
                f"worker {worker} of the cluster at {address} has another model ({found}) than this machine ({own}): "
                "install the same version there and restart it"
            )


def _spread(client: "Client", address: str, jobs: Sequence[FileJob], progress: Progress) -> None:
    from distributed import as_completed

    threads = sum(worker["nthreads"] for worker in client.scheduler_info(n_workers=-1)["workers"].values())
    waiting, running, tried = deque(jobs), {}, Counter[str]()
    finished = as_completed(loop=client.loop, raise_errors=False)

    def submit() -> None:
        job = waiting.popleft()
        tried[job.label] += 1
        # a worker that dies is no fault of the chunk that it was at
        future = client.submit(_make, job, pure=False, key=f"{job.label}, {client.id}, {tried[job.label]}", retries=0)
        running[future.key] = job
        finished.add(future)

    for _ in range(min(len(waiting), _AHEAD * threads)):
        submit()
    for future in _as_they_finish(finished, client, address):
        made, fault = _fetched(future)
        if made is None and fault is None:
            # its worker died before the files were fetched: they are being made again
            finished.add(future)
            continue
        job = running.pop(future.key)
        if isinstance(fault, PeninsulaError):
            raise fault
        if fault is not None and tried[job.label] >= ATTEMPTS:
            raise PeninsulaError(f"{job.label} failed {ATTEMPTS} times ({_words(fault)})") from fault
        if made is not None:
            job.store(made)
            progress(job.size)
        else:
            waiting.append(job)
        future.release()
        if waiting:
            submit()


def _fetched(future: "Future[Any]") -> tuple[list[Content] | None, BaseException | None]:
    """Return the files that a worker made, or why it could not; neither where they were lost with the worker."""
    patience = _LOOK
    while (state := future.status) not in ("pending", "lost"):
        if state == "error":
            return None, future.exception()
        try:
            return future.result(timeout=patience), None
        except TimeoutError:
            patience *= 2  # a slow network, or a worker that is gone
        except Exception:
            if future.status != "error":
                raise
    return None, None


def _as_they_finish(finished: "as_completed", client: "Client", address: str) -> Iterator["Future[Any]"]:
    """Yield chunks as they finish. Raises PeninsulaError when there has been no worker for too long."""
    seen = looked = monotonic()
    while not finished.is_empty():
        if finished.has_ready():
            yield from finished.next_batch(block=False)
            continue
        sleep(_BEAT)
        if monotonic() - looked < _LOOK:
            continue
        looked = monotonic()
        if client.scheduler_info(n_workers=-1)["workers"]:
            seen = monotonic()
        elif monotonic() - seen > PATIENCE:
            raise PeninsulaError(f"the cluster at {address} has lost all its workers: start some with 'dask worker {address}'")


def _make(job: FileJob) -> list[Content]:
    return job.make(lambda _: None)


def _words(fault: BaseException) -> str:
    return " ".join(f"{type(fault).__name__}: {fault}".split())
