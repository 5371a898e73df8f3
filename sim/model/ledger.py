"""The ledger: what holds hostility, trust, credibility and recent events where they are, mechanism by mechanism.

An account is the sum of its entries at all times. What a mechanism adds in a month enters under its name, and fades as the
quantity itself does:

    e' = (1 - f) e + p

entry, e; fade, f: share of the quantity that fades this month; posting, p: what was added this month. The entry "start" begins
with the starting value and receives the return to rest. All accounts are means over the headline dyads (credibility: of the
main alliance), so the ledger explains the headline index.
"""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.cast import Cast
from sim.model.causes import ACCOUNTS
from sim.model.curves import saturating
from sim.model.month import Month
from sim.model.state import State

ENTRIES: tuple[tuple[str, str], ...] = tuple((account, entry) for account, entries in ACCOUNTS.items() for entry in entries)
"""Every (account, entry), in the order in which they are recorded."""


class Ledger:
    """The entries of all accounts in the worlds of a chunk, month after month.

    stocks: account -> entries, shape (entry, world) or (entry, row, world).
    """

    def __init__(self, cast: Cast, start: State) -> None:
        self._cast = cast
        opening = {
            "hostility": cast.headline_mean(start.hostility),
            "events": start.heat[list(cast.headline_rows)],
            "trust": start.trust[list(cast.headline_directed)],
            "credibility": start.credibility[0],
        }
        self.stocks: dict[str, Array] = {}
        for account, value in opening.items():
            stock = np.zeros((len(ACCOUNTS[account]), *value.shape), dtype=REAL)
            stock[0] = value
            self.stocks[account] = stock

    def note(self, month: Month) -> None:
        """Enter what the mechanisms of a month posted."""
        for account, stock in self.stocks.items():
            posting = month.postings[account](month)
            stock *= 1 - posting.fade
            for row, entry in enumerate(ACCOUNTS[account]):
                if entry in posting.added:
                    stock[row] += posting.added[entry]

    def read(self, month: Month) -> list[Array]:
        """Return every entry at the end of a month, in the order of ENTRIES, each of shape (world,)."""
        heat = month.next.heat[list(self._cast.headline_rows)]
        # share of each kind of event in 1 - e^-x
        felt = np.where(heat > 0, saturating(heat) / np.maximum(heat, REAL(1e-30)), REAL(1)) * self.stocks["events"]
        held: Mapping[str, Array] = {
            "hostility": self.stocks["hostility"],
            "events": _mean(felt, self._cast.headline_weights),
            "stage": month.headline_stage[None],
            "trust": _mean(self.stocks["trust"], self._cast.headline_weights * 2) / 2,
            "credibility": self.stocks["credibility"],
        }
        return [entry for account in ACCOUNTS for entry in held[account]]


def _mean(entries: Array, weights: tuple[float, ...]) -> Array:
    """Return the weighted mean over rows of shape (entry, row, world), added row by row so that no rounding depends on size."""
    total = REAL(weights[0]) * entries[:, 0]
    for row, weight in enumerate(weights[1:], 1):
        total = total + REAL(weight) * entries[:, row]
    return total
