"""Ctrl-C waits for the end of what must not be left half done, and is not lost."""

import os
import signal

import pytest

from sim.parallel.interrupts import held


@pytest.mark.usefixtures("sigint_interrupts")
def test_ctrl_c_is_let_through_at_the_end_of_the_block() -> None:
    done: list[str] = []

    def work() -> None:
        with held():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("the rest of the block")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done


@pytest.mark.usefixtures("sigint_interrupts")
def test_the_handler_is_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with held():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.usefixtures("sigint_ignored")
def test_ctrl_c_stays_ignored_where_it_was() -> None:
    with held():
        os.kill(os.getpid(), signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
