"""Workers start with the modules of their job imported; what those are, only the job says."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

PRELOADS = """
import sys
from sim.parallel.executor import run_jobs
from tests.parallel.modules_job import ModulesJob

first, second = run_jobs([ModulesJob(("xml.dom.minidom",)), ModulesJob(())], 2)
assert first == second == (True, True), (first, second)
assert "sim.parallel.worker_environment" not in sys.modules
"""


def test_workers_have_imported_the_modules_of_the_job_before_it_starts() -> None:
    done = subprocess.run([sys.executable, "-c", PRELOADS], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_parallel_execution_names_no_module_above_it() -> None:
    for path in (ROOT / "sim" / "parallel").glob("*.py"):
        for folder in ("scenario", "model", "files", "ensemble", "storage"):
            assert f"sim.{folder}" not in path.read_text(encoding="utf-8"), path


DIES = """
import sys
from sim.foundations.errors import PeninsulaError
from sim.parallel.executor import run_jobs
from tests.parallel.modules_job import DyingJob

try:
    run_jobs([DyingJob(), DyingJob()], 2)
except PeninsulaError as error:
    print(error)
"""


def test_a_worker_that_dies_is_told_in_one_sentence_without_its_traceback() -> None:
    done = subprocess.run([sys.executable, "-c", DIES], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert "a job that dies failed 2 times (BrokenProcessPool" in done.stdout
    assert "fewer processes with --workers" in done.stdout
    assert not done.stderr
