"""Ctrl-C is deferred to the end of a block, and not lost."""

import os
import signal
from collections.abc import Iterator

import pytest

from sim.parallel.interrupts import defer_interrupts


@pytest.fixture(autouse=True)
def python_handler() -> Iterator[None]:
    """Python's own handler of Ctrl-C, which is missing where the tests were started in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_takes_effect_at_the_end_of_the_block() -> None:
    done: list[str] = []

    def work() -> None:
        with defer_interrupts():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("the rest of the block")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done


def test_the_handler_is_restored() -> None:
    before = signal.getsignal(signal.SIGINT)
    with defer_interrupts():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_an_ignored_ctrl_c_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with defer_interrupts():
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        os.kill(os.getpid(), signal.SIGINT)
