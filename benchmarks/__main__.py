"""Print every benchmark: `python -m benchmarks`, or `make bench`; docs/performance.md is written by `benchmarks.performance`."""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(name, "1")


def main() -> None:
    """Run the benchmarks one after another and print a line for each, with what it is held against."""
    from benchmarks import choices, page, peers, prompt, rules, shares, side_by_side, whole_runs

    alone, batched = peers.by_mesa(), peers.batched()
    print(f"batched against mesa.batch_run, one core     {batched / alone:8.0f} times   (wanted: at least 150)")
    print(f"  world-months per second                    {alone:8,.0f} alone, {batched:,.0f} batched")
    try:
        looped = peers.by_numba()
        print(f"numba kernel of the month against batched    {looped / batched:8.2f} times   (wanted: within 4 times)")
        print(f"  world-months per second                    {looped:8,.0f} by the kernel")
    except ImportError:
        print("numba kernel of the month against batched    skipped: install the extra 'bench'")
    _print_compiled()
    chance, recording = shares.shares()
    print(f"share of chance in a simulation              {chance:8.0%}         (wanted: at most 45 %)")
    print(f"share of recording in a simulation           {recording:8.0%}         (wanted: at most 15 %)")
    gain = side_by_side.four_scenarios()
    print(f"four scenarios side by side                  {gain:8.2f} times one by one   (a toy gained 1.3-1.5)")
    ruled, in_force = rules.against_none()
    print(f"twenty rules, {in_force:.0%} in force, against none    {ruled:8.2f} times   (wanted: at most 1.2)")
    chosen, departed = choices.against_none()
    print(f"choices, {departed:.0%} off their plans, against none     {chosen:8.2f} times   (wanted: at most 1.3)")
    swept = side_by_side.sweep_against_run()
    print(f"sweep of 49 x 200 worlds per world-month     {swept:8.2f} times one run   (wanted: about 1)")
    figure, slowest = side_by_side.slowest_figure()
    print(f"slowest figure, {figure:20}         {slowest:8.2f} s         (wanted: below 1)")
    _print_uncertainty(alone)
    one, two = whole_runs.seconds(1), whole_runs.seconds(2)
    print(f"2,000 worlds x 120 months after imports      {one:8.2f} s with one process, {two:.2f} s with two   (wanted: 2)")
    alone_cost, whole = prompt.simulation(), prompt.run_baseline()
    print(f"peninsula run baseline                       {whole.wall:8.2f} s, {whole.cpu:.2f} s of processor time")
    print(
        f"  against its simulation alone               {whole.wall / alone_cost.wall:8.1f} times, "
        f"{whole.cpu / alone_cost.cpu:.1f} times   (wanted: at most 2.5)"
    )
    own, child = whole_runs.peak_megabytes()
    print(
        f"peak memory of 20,000 worlds x 120 months    {own:8.0f} MB parent, {child:.0f} MB largest child   (wanted: below 1,000)"
    )
    print(f"peninsula --help                             {whole_runs.start_up('--help'):8.2f} s         (wanted: 0.3)")
    print(f"peninsula check baseline                     {whole_runs.start_up('check', 'baseline'):8.2f} s         (wanted: 1)")
    try:
        page.main()
    except ImportError as error:
        print(f"page                                         skipped: {error}")


def _print_compiled() -> None:
    """Print what compiling gains, for few worlds and for many."""
    from benchmarks import compiled

    for worlds in (100, 500, 4096):
        try:
            plain, quick, first = compiled.against_numpy(worlds)
        except ImportError:
            print("compiled against NumPy                       skipped: install the extra 'compiled'")
            return
        gain = f"{plain / quick:8.1f} times   (wanted: at least 3; compiled in {first:.0f} s)"
        print(f"compiled against NumPy, {worlds:5,} worlds         {gain}")


def _print_uncertainty(alone: float) -> None:
    """Print the experiments of deep uncertainty; alone: world-months per second one world at a time through mesa.batch_run."""
    from benchmarks import pathways, signposts, uncertainty

    seconds, worlds = uncertainty.sobol()
    print(f"Sobol of 30 assumptions, {worlds:,} worlds      {seconds:8.1f} s         (wanted: below 60)")
    print(f"  through mesa.batch_run, extrapolated       {worlds * 120 / alone:8,.0f} s")
    try:
        one, batch = uncertainty.through_the_workbench()
        print(f"  through the EMA Workbench, extrapolated    {worlds / one:8,.0f} s")
        print(f"batched against the EMA Workbench, one core  {batch / one:8.0f} times   (wanted: at least 50)")
    except ImportError:
        print("  through the EMA Workbench                  skipped: install the extra 'analysis'")
    print(f"robust: 8 scenarios x 6 worldviews x 500     {uncertainty.robust():8.1f} s         (wanted: below 30)")
    seconds, stepped = pathways.six_plans()
    print(f"pathways: 6 plans, 30 transfers, 500 worlds  {seconds:8.1f} s         (wanted: below 60)")
    print(f"  through mesa.batch_run, extrapolated       {stepped / alone:8,.0f} s")
    told = signposts.seconds()
    whole = told.simulating + told.judging
    print(f"signposts of 20,000 worlds, {told.signs} signs      {whole:8.1f} s         (wanted: below 60)")
    print(f"  of these, judging: processor time          {told.judging_processor:8.1f} s")
    print(f"  its worlds through mesa.batch_run, extrapolated{20_000 * 120 / alone:6,.0f} s, against {told.simulating:.1f} s")
    print(f"  an area by scikit-learn                    {signposts.area_against_sklearn():8.1f} times as long as by counting")
    thousand = uncertainty.candidates()
    print(f"search: 5,000 candidates x 100 worlds        {5 * thousand:8.1f} s         (wanted: below 300; from 1,000)")
    _print_game(alone)


def _print_game(alone: float) -> None:
    """Print what a game takes; alone: world-months per second one world at a time through mesa.batch_run."""
    from benchmarks import games, peers
    from sim.foundations.errors import PeninsulaError

    try:
        played = games.four_players()
    except PeninsulaError:
        print("game of four players                         skipped: install the extra 'games'")
        return
    print(f"game: 81 profiles x 6 worldviews x 500       {played.wall:8.1f} s         (wanted: below 120)")
    print(f"  processor time in one process              {games.processor_seconds():8.0f} s")
    print(f"  through mesa.batch_run, extrapolated       {played.world_months / alone:8,.0f} s, from {peers.SAMPLE} worlds")


if __name__ == "__main__":
    main()
