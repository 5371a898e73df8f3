"""A core of the model, NumPy over all worlds against a compiled scalar loop (numba) of the same arithmetic."""

from collections.abc import Callable
from time import perf_counter

import numpy as np

from sim.model.mechanisms.crisis import crisis_prob
from sim.model.mechanisms.hostility import hostility_change, hostility_drift

WORLDS, DYADS, CAUSES, REPEATS = 2000, 10, 10, 30


def compare() -> float:
    """Return how many times faster the NumPy form is: hostility over all causes and dyads, then the hazard of a crisis."""
    import numba

    make = np.random.default_rng(1)
    signal = make.uniform(-1, 1, (CAUSES, DYADS, WORLDS)).astype(np.float32)
    hostility, rest = (make.uniform(0, 1, (DYADS, WORLDS)).astype(np.float32) for _ in range(2))
    sensitivity, decay, base = (make.uniform(0.01, 0.1, WORLDS).astype(np.float32) for _ in range(3))

    def arrays() -> np.ndarray:
        total = hostility + hostility_drift(hostility, rest, decay)
        for cause in signal:
            total = total + hostility_change(cause, hostility, sensitivity)
        return crisis_prob(base, total, signal[0])

    @numba.njit
    def loop(signal, hostility, rest, sensitivity, decay, base):  # type: ignore[no-untyped-def]
        prob = np.empty_like(hostility)
        for dyad in range(hostility.shape[0]):
            for world in range(hostility.shape[1]):
                h = hostility[dyad, world]
                total = h - decay[world] * (h - rest[dyad, world])
                for cause in range(signal.shape[0]):
                    s = signal[cause, dyad, world]
                    total += sensitivity[world] * (max(s, np.float32(0)) * (np.float32(1) - h) + min(s, np.float32(0)) * h)
                pressed = base[world] * (total / np.float32(0.65)) ** 2 * np.exp(signal[0, dyad, world]) / np.float32(12)
                prob[dyad, world] = np.float32(1) - np.exp(-pressed)
        return prob

    def scalar() -> np.ndarray:
        return loop(signal, hostility, rest, sensitivity, decay, base)

    np.testing.assert_allclose(arrays(), scalar(), rtol=2e-4, atol=1e-6)
    return _best(scalar) / _best(arrays)


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return min(times)
