"""Every table is recognised by its headings or its usual names, and by one reader only."""

from pathlib import Path

import pytest

from sim.history.readers.registry import READERS
from sim.history.sources import observe, sources


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.title)
def test_no_reader_takes_the_headings_of_another(reader: object) -> None:
    for headings in reader.headings:  # type: ignore[attr-defined]
        first = next(each for each in READERS if each.recognises(Path("download.csv"), set(headings)))
        assert first is reader


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("SIPRI-Milex-data-1949-2025_v1.2.xlsx", "Military Expenditure Database, workbook"),
        ("NMC-70-abridged.csv", "National Material Capabilities"),
        ("data_gpr_export_202607.xls", "Geopolitical Risk index"),
        ("data_gpr_export (1).csv", "Geopolitical Risk index"),
        ("DATA_GPR_EXPORT.CSV", "Geopolitical Risk index"),
    ],
)
def test_renamed_downloads_are_known_by_their_names(name: str, title: str) -> None:
    assert next(reader for reader in READERS if reader.recognises(Path(name), set())).title == title


def test_every_known_series_is_read_from_the_record(data: Path) -> None:
    found = observe([data]).series
    assert not sources(data).unrecognised
    named = {name for reader in READERS for name in reader.series if "<" not in name}
    assert named <= found.keys()
    assert (found["cinc_north_korea"].months[0], found["exercises"].months[-1]) == ("1985", "2010-12")
