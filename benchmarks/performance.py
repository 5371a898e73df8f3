"""Measure everything that docs/performance.md says, and write that page: `python -m benchmarks.performance`. Some minutes."""

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.measured import measured
from sim.ensemble.plan import cores

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
RUNS = ((1, 120), (10, 120), (100, 120), (1_000, 120), (10_000, 120), (100_000, 120), (1_000_000, 12))
ACTORS = (3, 4, 5, 6, 8, 10, 12)
PEERS = {
    "by_mesa": "one world at a time, `mesa.batch_run`",
    "by_agentpy": "one world at a time, AgentPy's `Experiment`",
    "by_plain_python": "one world at a time, plain Python, no arrays (the reference of the tests)",
    "by_numba": "4,096 worlds in hand-written loops over worlds, the whole month compiled (numba)",
    "batched": "4,096 worlds at once, NumPy",
    "compiled": "4,096 worlds at once, the whole month compiled (JAX)",
}
STARTS = {
    "import sim": ("-c", "import sim"),
    "import sim.studies.run": ("-c", "import sim.studies.run"),
    "peninsula --help": ("-m", "sim", "--help"),
    "peninsula check baseline": ("-m", "sim", "check", "baseline"),
}


def main() -> None:
    """Measure table by table, and write the page at the end."""
    PAGE.write_text("\n".join(page()) + "\n", encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(Path.cwd()) if PAGE.is_relative_to(Path.cwd()) else PAGE}")


def page() -> Iterable[str]:
    """Yield the lines of the page."""
    yield "# Speed and memory"
    yield ""
    yield (
        "Written by `python -m benchmarks.performance`; do not edit by hand. Every number is one measurement on one machine: "
        f"{cores()} cores, {platform.system()} on {platform.machine()}, Python {platform.python_version()}. Machines differ "
        "and are noisy: trust the ratios within a table more than the numbers. A world-month is one month of one world."
    )
    yield from _peers()
    yield from _worlds()
    yield from _processes()
    yield from _engines()
    yield from _actors()
    yield from _starts()


def _peers() -> Iterable[str]:
    yield from _section(
        "Against other ways to run the same model, one core",
        "The baseline over 120 months. One at a time is what a Mesa or AgentPy model does: the very same classes and equations, "
        "one world in each model, from a sample of 12 worlds. Length-one arrays are slow, so the tests' scalar reference is "
        "included for comparison: explicit loops, all mechanisms and all outcomes, written by hand and apart from the model. "
        "Compiled by numba, it marks the practical limit; the target for NumPy is to be at most 4 times slower; "
        "in JAX a compiler has fused and vectorised the equations of the model itself. Compile time is excluded.",
    )
    rates = {which: measured("peer", which).get("rate") for which in PEERS}
    alone = rates["by_mesa"] or 1
    yield from _table(
        ("way", "world-months/s", "times `mesa.batch_run`"),
        [
            (title, *((f"{rate:,.0f}", f"{rate / alone:,.0f}") if (rate := rates[which]) else ("not installed", "")))
            for which, title in PEERS.items()
        ],
    )


def _worlds() -> Iterable[str]:
    yield from _section(
        "The number of worlds",
        "A complete `peninsula run`, including its files: all outcomes, causes and events are recorded. From a million "
        "world-months on chunks go straight to the disk, so memory stays bounded. MB is "
        "the largest resident memory of all processes together, libraries included. A million worlds are stepped for 12 months "
        "here; see [0015](decisions/0015-large-runs.md) for 120.",
    )
    rows = []
    for worlds, months in RUNS:
        print(f"{worlds:,} worlds ...", file=sys.stderr)
        one, all_ = (measured("run", worlds, months, workers) for workers in (1, cores()))
        rows.append((f"{worlds:,} x {months}", *_rate(one), f"{one['memory']:,.0f}", *_rate(all_), f"{all_['memory']:,.0f}"))
    many = f"{cores()} processes"
    header = ("worlds x months", "1 process: s", "world-months/s", "MB", f"{many}: s", "world-months/s", "MB")
    yield from _table(header, rows)


def _processes() -> Iterable[str]:
    yield from _section("The number of processes", "20,000 worlds x 120 months, recorded and written to chunks.")
    rows, first = [], 0.0
    for workers in sorted({1, 2, *(2**n for n in range(2, 7) if 2**n <= cores()), cores()}):
        found = measured("run", 20_000, 120, workers)
        first = first or found["rate"]
        rows.append((str(workers), *_rate(found), f"{found['rate'] / first:.2f}"))
    yield from _table(("processes", "s", "world-months/s", "times one"), rows)


def _engines() -> Iterable[str]:
    yield from _section(
        "Compiled against NumPy",
        "Outcomes only, 120 months, after compilation; JAX may use every core. The first call on a machine compiles, later "
        "processes find the program in the cache of the user. The page uses it for quick results; see "
        "[0017](decisions/0017-compiled.md) for why runs do not.",
    )
    gains = {worlds: measured("engines", worlds) for worlds in (100, 500, 4096)}
    if not all(gains.values()):
        yield "JAX is not installed: `python -m pip install -c constraints.txt -e '.[compiled]'`."
        return
    yield from _table(
        ("worlds", "times NumPy", "first call here: s"),
        [(f"{worlds:,}", f"{found['gain']:.1f}", f"{found['first']:.1f}") for worlds, found in gains.items()],
    )


def _actors() -> Iterable[str]:
    yield from _section(
        "The number of actors",
        "2,000 worlds, one core: the Korean theatre cut down to three, four and five actors, with Russia as the sixth, and "
        "joined by further partners like Japan. Time grows with the number of actors, rivalries and alliances.",
    )
    rates = {number: measured("actors", number, 2000)["rate"] for number in ACTORS}
    rows = [(str(number), f"{rate:,.0f}", f"{rates[5] / rate:.2f}") for number, rate in rates.items()]
    yield from _table(("actors", "world-months/s", "time relative to five actors"), rows)


def _starts() -> Iterable[str]:
    yield from _section("Import and start-up", "Wall-clock time of the whole process, best of five.")
    rows = [(f"`{name}`", f"{measured('start_up', *said)['seconds']:.2f}") for name, said in STARTS.items()]
    yield from _table(("what", "s"), rows)


def _section(title: str, about: str) -> Iterable[str]:
    print(f"{title} ...", file=sys.stderr)
    return ("", f"## {title}", "", about, "")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield "| " + " | ".join(header) + " |"
    yield "| --- |" + " ---: |" * (len(header) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _rate(found: dict[str, float]) -> tuple[str, str]:
    return f"{found['seconds']:.2f}", f"{found['rate']:,.0f}"


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main()
