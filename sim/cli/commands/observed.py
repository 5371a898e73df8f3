"""`peninsula observed`: which observed series were found, and what they cover."""

from sim.cli.arguments.options import AsJson, DataFolders


def observed(data: DataFolders = None, as_json: AsJson = False) -> None:
    """Show which observed series were found, and what they cover.

    Put the publishers' own files into a folder; they are recognised by their headings, whatever they are called. The tables that
    are known: GPR and AI-GPR, the provocations and negotiations of CSIS Beyond Parallel, CNS launches, ICB crises, MID disputes,
    joint exercises, troopdata, SIPRI and COW. Forecasts need GPR and the provocations. More: docs/observations.md.

    Example: peninsula observed --data ~/observations
    """
    from sim.cli.output.observed import coverage, print_observed
    from sim.cli.output.terminal import print_json
    from sim.history.sources import folders, observe, sources

    paths = folders(data or [])
    found = observe(paths)
    series = [*found.series.values(), *found.empty.values()]
    if as_json:
        print_json([coverage(each) for each in series])
    else:
        print_observed(series, [sources(path) for path in paths])
