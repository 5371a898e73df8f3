"""The share that lasts, where some are watched for less time than others (Kaplan & Meier 1958)."""

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.float64]


def lasting(durations: NDArray[np.integer], ended: NDArray[np.bool], months: int, weights: Numbers) -> Numbers:
    """Return the share that lasts beyond each duration, shape (sample, month).

    S(t) = product over u <= t of (1 - d(u) / n(u))

    durations: months that each world has lasted until it ended or was watched no more, (world,). ended: whether it has ended,
    d, or else is watched no more. n: worlds that have lasted at least so long. months: durations 0, 1, ... months - 1.
    weights: how often each world counts, shape (sample, world), so that bootstrap samples are done at once.
    Without worlds watched for less time than others this is the plain share. NaN where a sample has no world.
    """
    at = (durations[:, None] == np.arange(months)).astype(np.float64)
    ends = weights @ (at * ended[:, None])
    watched = weights.sum(axis=1, keepdims=True)
    left = watched - np.cumsum(np.pad(weights @ at, ((0, 0), (1, 0)))[:, :-1], axis=1)
    share = np.cumprod(1 - np.divide(ends, left, out=np.zeros_like(ends), where=left > 0), axis=1)
    return np.where(watched > 0, share, np.nan)


def lasts(share: Numbers, part: float) -> Numbers:
    """Return the duration by which a part has ended, (sample,); infinity where it has not within the months that are known.

    share: that lasts, shape (sample, month). part: such as 0.5 for the median.
    """
    over = share <= 1 - part
    return np.where(over.any(axis=1), over.argmax(axis=1).astype(np.float64), np.inf)
