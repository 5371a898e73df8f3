"""Imported first in worker processes, never in the parent: each uses one thread, and ignores Ctrl-C, which the parent handles."""

import os
import signal

from sim.foundations.garbage import collect_seldom

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
signal.signal(signal.SIGINT, signal.SIG_IGN)
collect_seldom()
