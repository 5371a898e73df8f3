"""Ctrl-C is deferred to the end of a block, and not lost."""

import os
import signal

import pytest

from sim.parallel.interrupts import defer_interrupts


@pytest.mark.usefixtures("sigint_interrupts")
def test_ctrl_c_takes_effect_at_the_end_of_the_block() -> None:
    done: list[str] = []

    def work() -> None:
        with defer_interrupts():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("the rest of the block")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done


@pytest.mark.usefixtures("sigint_interrupts")
def test_the_handler_is_restored() -> None:
    before = signal.getsignal(signal.SIGINT)
    with defer_interrupts():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.usefixtures("sigint_ignored")
def test_an_ignored_ctrl_c_stays_ignored() -> None:
    with defer_interrupts():
        os.kill(os.getpid(), signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
