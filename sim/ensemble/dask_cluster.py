"""Run chunks on a Dask cluster: workers send back the content of files, and this process writes them."""

import asyncio
import logging
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic, sleep
from typing import TYPE_CHECKING

from sim.ensemble.file_job import ChunkContent, FileJob
from sim.ensemble.fingerprint import model_fingerprint
from sim.foundations.errors import PeninsulaError, shown
from sim.foundations.extras import require
from sim.parallel.executor import ATTEMPTS, failed_job
from sim.parallel.job import Progress

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

TIMEOUT_SECONDS = 30.0
"""Time to wait for the scheduler, then for its first worker, and for another one when all are lost."""

POLL_SECONDS = 0.02
"""Time between two checks for finished chunks."""

WORKER_CHECK_SECONDS = 2.0
"""Time between two checks for workers."""

CHUNKS_PER_THREAD = 2
"""Chunks submitted for each thread of the cluster: the results of more would pile up in the memory of its workers."""


def run_jobs_on_cluster(jobs: Sequence[FileJob], address: str, progress: Progress | None = None) -> None:
    """Do all jobs on the workers of a Dask cluster; the chunks of a lost worker go to the others.

    address: of the scheduler. progress: called with the number of world-months whose files are written.
    Raises PeninsulaError when the cluster cannot be reached or is lost, a worker has a different model, or a job fails on its
    last attempt.
    """
    require("distributed", "cluster")
    from distributed.client import FutureCancelledError

    with connect(address) as client:
        _check_models(client, address, jobs[0].model)
        try:
            _distribute(client, address, jobs, progress or (lambda _: None))
        except (OSError, FutureCancelledError) as error:
            raise PeninsulaError(f"the cluster at {address} was lost: its scheduler no longer answers") from error


@contextmanager
def connect(address: str) -> Iterator["Client"]:
    """Yield a client of a cluster.

    Raises PeninsulaError when the address is not one, there is no scheduler, or it has no workers.
    """
    from distributed import Client

    _require_address(address)
    # errors are reported in one sentence, here; Dask has set the levels of its own loggers by now
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with ThreadPoolExecutor(1) as thread:  # a notebook has an event loop of its own
            thread.submit(asyncio.run, _shake_hands(address)).result()
        client = Client(address, timeout=TIMEOUT_SECONDS, set_as_default=False)
    except Exception as error:  # every protocol raises exceptions of its own
        raise PeninsulaError(
            f"there is no Dask scheduler at {address} ({_text(error)}): expected the address that 'dask scheduler' prints, "
            "such as tcp://10.0.0.5:8786"
        ) from error
    try:
        try:
            client.wait_for_workers(1, timeout=TIMEOUT_SECONDS)
        except TimeoutError as error:
            raise PeninsulaError(f"the cluster at {address} has no workers: start some with 'dask worker {address}'") from error
        yield client
    finally:
        client.close()


async def _shake_hands(address: str) -> None:
    """Connect to a server of Dask and close the connection.

    A `Client` waits without end for the greeting of a server of another kind, and a minute to close after a failure.
    Raises TimeoutError after TIMEOUT_SECONDS, and whatever a wrong scheme, missing certificates or a strange answer raise.
    """
    from distributed.comm.core import connect as connect_to
    from distributed.security import Security

    async with asyncio.timeout(TIMEOUT_SECONDS):
        comm = await connect_to(address, timeout=TIMEOUT_SECONDS, **Security().get_connection_args("client"))
        await comm.close()


def _require_address(address: str) -> None:
    """Raise PeninsulaError for what cannot be the address of a scheduler: a Dask client would try it for a minute."""
    match = re.fullmatch(r"(?:(?:tcp|tls|ws|wss|ucx)://)?(?:\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):(\d{1,5})/?", address)
    if match is None or not 0 < int(match[1]) < 2**16:
        raise PeninsulaError(
            f"{shown(address)} is not an address of a Dask scheduler: expected the one that 'dask scheduler' prints, such as "
            "tcp://10.0.0.5:8786"
        )


def _check_models(client: "Client", address: str, own: str) -> None:
    """Raise PeninsulaError unless every worker has the model of this machine."""
    for worker, model in client.run(model_fingerprint, on_error="return").items():
        if isinstance(model, Exception):
            raise PeninsulaError(
                f"worker {worker} of the cluster at {address} cannot run Peninsula ({_text(model)}): "
                "install the same version there and restart it"
            ) from model
        if model != own:
            raise PeninsulaError(
                f"worker {worker} of the cluster at {address} has a different model ({model}) from this machine ({own}): "
                "install the same version there and restart it"
            )


def _distribute(client: "Client", address: str, jobs: Sequence[FileJob], progress: Progress) -> None:
    from distributed import as_completed

    threads = sum(worker["nthreads"] for worker in client.scheduler_info(n_workers=-1)["workers"].values())
    waiting, running, attempts = deque(jobs), {}, Counter[str]()
    completed = as_completed(loop=client.loop, raise_errors=False)

    def submit() -> None:
        job = waiting.popleft()
        attempts[job.label] += 1
        # Dask itself reschedules a chunk whose worker died, which does not count as an attempt
        future = client.submit(_simulate, job, pure=False, key=f"{job.label}, {client.id}, {attempts[job.label]}", retries=0)
        running[future.key] = job
        completed.add(future)

    for _ in range(min(len(waiting), CHUNKS_PER_THREAD * threads)):
        submit()
    for future in _completed_futures(completed, client, address):
        contents, error = _fetch(future)
        if contents is None and error is None:
            # its worker died before the files were fetched, so Dask runs it again
            completed.add(future)
            continue
        job = running.pop(future.key)
        if isinstance(error, PeninsulaError):
            raise error
        if error is not None and attempts[job.label] >= ATTEMPTS:
            raise failed_job(job.label, error) from error
        if contents is not None:
            job.store(contents)
            progress(job.size)
        else:
            waiting.append(job)
        future.release()
        if waiting:
            submit()


def _fetch(future: "Future[list[ChunkContent]]") -> tuple[list[ChunkContent] | None, BaseException | None]:
    """Return the content of files that a worker made, or its error; neither when they were lost with the worker."""
    timeout = WORKER_CHECK_SECONDS
    while (state := future.status) not in ("pending", "lost"):
        if state == "error":
            return None, future.exception()
        try:
            return future.result(timeout=timeout), None
        except TimeoutError:
            timeout *= 2  # a slow network, or a lost worker
        except Exception:
            if future.status != "error":
                raise
    return None, None


def _completed_futures(completed: "as_completed", client: "Client", address: str) -> Iterator["Future[list[ChunkContent]]"]:
    """Yield futures as they complete. Raises PeninsulaError when there have been no workers for TIMEOUT_SECONDS."""
    last_seen = last_check = monotonic()
    while not completed.is_empty():
        if completed.has_ready():
            yield from completed.next_batch(block=False)
            continue
        sleep(POLL_SECONDS)
        if monotonic() - last_check < WORKER_CHECK_SECONDS:
            continue
        last_check = monotonic()
        if client.scheduler_info(n_workers=-1)["workers"]:
            last_seen = monotonic()
        elif monotonic() - last_seen > TIMEOUT_SECONDS:
            raise PeninsulaError(f"the cluster at {address} has lost all its workers: start some with 'dask worker {address}'")


def _simulate(job: FileJob) -> list[ChunkContent]:
    return job.simulate(lambda _: None)


def _text(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
