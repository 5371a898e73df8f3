"""`peninsula observed`: which observed series were found, and what they cover."""

from sim.cli.arguments.options import AsJson, DataFolders


def observed(data: DataFolders = None, as_json: AsJson = False) -> None:
    """Show which observed series were found, and what they cover.

    Put the publishers' own files into a folder: data_gpr_export.xls or .csv (Caldara & Iacoviello, Geopolitical Risk
    index); the table of the CSIS Beyond Parallel database as provocations.csv (columns date and type); and, shown but
    not needed, SIPRI-Milex-data.xlsx, NMC-60-abridged.csv (COW) and troopdata.csv.

    Example: peninsula observed --data ~/observations
    """
    from sim.cli.output.terminal import console, print_json, table
    from sim.history.sources import folders, observe

    found = observe(folders(data or []))
    rows = [
        (series.name, series.title, series.unit, series.months[0], series.months[-1], len(series.months), len(series.gaps))
        for series in found.series.values()
    ]
    if as_json:
        keys = ("name", "title", "unit", "first", "last", "points", "gaps")
        print_json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    headings = ("!Series", "What it is", "!Unit", ">First", ">Last", ">Points", ">Gaps")
    screen = console()
    screen.print(table(headings, [[str(cell) for cell in row] for row in rows]))
    for source in dict.fromkeys(series.source for series in found.series.values()):
        screen.print(source, style="dim", soft_wrap=True)
