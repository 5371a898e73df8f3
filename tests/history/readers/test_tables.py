"""Tables of every locale and spreadsheet say the same; what cannot be read is one sentence."""

from pathlib import Path

import pandas as pd
import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.readers.tables import by_month, dates_of, headings_of, months_of, numbers_of, read_table

PLAIN = "month,GPRC_KOR,note\n2017-08,1.816,a\n2017-09,1.613,b\n"


def read(path: Path) -> dict[str, float]:
    frame = read_table(path, "the table", ("month", "GPRC_KOR"))
    return by_month(months_of(frame, "month", path), numbers_of(frame, "GPRC_KOR", path), frame, path)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", ";").replace(".", ",").encode(),
        PLAIN.upper().encode(),
        PLAIN.replace("note", "Größe").encode("cp1252"),
        ("Geopolitical risk,,\n\n" + PLAIN).encode(),
        (PLAIN + ",,\n,,\nSource: the publisher,,\n").encode(),
    ],
    ids=[
        "plain",
        "bom",
        "utf-16",
        "crlf",
        "tab",
        "semicolon",
        "decimal comma",
        "upper case",
        "cp1252",
        "title rows",
        "source line",
    ],
)
def test_a_text_file_of_any_locale_says_the_same(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    assert read(path) == {"2017-08": 1.816, "2017-09": 1.613}


def test_a_workbook_with_a_sheet_of_words_and_a_title_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    rows = [["Title", None], [None, None], ["Month", "gprc_kor"], [pd.Timestamp("2017-08-01"), 1.816], ["2017-09-01", "1.613"]]
    with pd.ExcelWriter(path) as book:
        pd.DataFrame([["README"], ["Read me first"]]).to_excel(book, sheet_name="README", header=False, index=False)
        pd.DataFrame(rows).to_excel(book, sheet_name="Data", header=False, index=False)
    assert read(path) == {"2017-08": 1.816, "2017-09": 1.613}
    assert {"month", "gprc_kor", "read me first"} <= headings_of(path)


def test_an_empty_cell_is_a_gap_and_no_zero(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("month,GPRC_KOR\n2017-08,1.816\n2017-09,\n2017-10,1.2\n", encoding="utf-8")
    assert read(path) == {"2017-08": 1.816, "2017-10": 1.2}


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["33,503.9", "1,200"], [33503.9, 1200]),
        (["[33503]", "12"], [33503, 12]),
        (["33503,9", "1,5"], [33503.9, 1.5]),
        (["1.200,5", "3,25"], [1200.5, 3.25]),
    ],
)
def test_numbers_as_text_are_read(cells: list[str], values: list[float]) -> None:
    frame = pd.DataFrame({"troops": cells})
    assert numbers_of(frame, "troops", Path("troops.csv")) == values


def test_a_number_that_could_be_either_is_refused(tmp_path: Path) -> None:
    frame = pd.DataFrame({"troops": ["1,816", "1,613"]})
    with pytest.raises(PeninsulaError, match=r"'1,816' is ambiguous, 1\.816 or 1816: expected numbers without"):
        numbers_of(frame, "troops", tmp_path / "troops.xlsx")
    path = tmp_path / "troops.csv"
    path.write_text('month,troops\n2017-08,"24,870"\n', encoding="utf-8")
    assert numbers_of(read_table(path, "the table", ("month", "troops")), "troops", path) == [24870]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("month,GPRC_KOR\n2017-08,1\n2017-09,much\n", "row 3, column GPRC_KOR: 'much' is invalid: expected a number"),
        ("month,GPRC_KOR\n2017-08,1\n2017-08,2\n", "row 3: 2017-08 is given twice, as 1 and 2: keep one row"),
        ("month,GPRC_KOR\n2017-08,1\n2071-08,2\n", "row 3, column month: 2071-08-01 lies in the future"),
        ("month,GPRC_KOR\n01/02/2017,1\n01/03/2017,2\n", "row 2, column month: '01/02/2017' is ambiguous"),
        ("month,GPR_KOR\n2017-08,1\n", "column 'GPRC_KOR' is missing"),
        ("month,GPRC_KOR\n\n", "it has no rows"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_its_row(content: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PeninsulaError) as caught:
        read(path)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_rows_are_counted_as_in_the_file_below_titles(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("A title\n\nmonth,GPRC_KOR\n2017-08,1\nsoon,2\n", encoding="utf-8")
    frame = read_table(path, "the table", ("month", "GPRC_KOR"))
    with pytest.raises(PeninsulaError, match="row 5, column month: 'soon'"):
        dates_of(frame, "month", path)


def test_an_unreadable_file_has_no_headings(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"no workbook")
    assert headings_of(path) == set()
