"""Imported first in worker processes, never in the parent.

Each uses one thread, ignores Ctrl-C, which the parent handles, and prints no traceback: the parent says what failed.
"""

import os
import signal
import sys
from pathlib import Path

from sim.foundations.garbage import collect_seldom

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
signal.signal(signal.SIGINT, signal.SIG_IGN)
collect_seldom()
sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
