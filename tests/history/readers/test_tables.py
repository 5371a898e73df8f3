"""Tables of every locale and spreadsheet say the same; what cannot be read is one sentence."""

from pathlib import Path

import pandas as pd
import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.readers.tables import amounts_of, by_month, dates_of, headings_of, months_of, numbers_of, read_table, spans_of

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
        (PLAIN + "Source: Caldara, Iacoviello (2022), an index\n").encode(),
        (PLAIN + "\nDownloaded from the publisher on 1 July 2026\n(a) preliminary\n").encode(),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r").encode(),
        ("sep=,\n" + PLAIN).encode(),
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
        "source line with commas",
        "further notes",
        "utf-16 little endian without a mark",
        "utf-16 big endian without a mark",
        "returns alone",
        "separator line",
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


@pytest.mark.parametrize("gap", ["", "NA", "#N/A", "NaN"])
def test_an_empty_cell_is_a_gap_and_no_zero(gap: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"month,GPRC_KOR\n2017-08,1.816\n2017-09,{gap}\n2017-10,1.2\n", encoding="utf-8")
    assert read(path) == {"2017-08": 1.816, "2017-10": 1.2}


def test_a_dated_row_without_a_value_at_the_end_is_no_note(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("date,type\n2 September 2017,Missile\n3 September 2017,\n", encoding="utf-8")
    assert len(read_table(path, "the table", ("date", "type"))) == 2


def test_the_content_says_whether_a_file_is_a_workbook(tmp_path: Path) -> None:
    text, book = tmp_path / "text.xls", tmp_path / "book.xlsx"
    text.write_text(PLAIN.replace(",", "\t"), encoding="utf-8")
    pd.DataFrame({"month": pd.to_datetime(["2017-08-01", "2017-09-01"]), "GPRC_KOR": [1.816, 1.613]}).to_excel(book, index=False)
    assert read(text) == read(book.rename(tmp_path / "book.csv")) == {"2017-08": 1.816, "2017-09": 1.613}


def test_months_given_by_numbers_are_months_of_the_past(tmp_path: Path) -> None:
    ends = ("y1", "m1", "y2", "m2")
    frame = pd.DataFrame([[1993, 3, 1994, 10], [1993, 3, "", ""]], columns=ends)
    assert spans_of(frame, ends, tmp_path) == [range(1993 * 12 + 2, 1994 * 12 + 10), None]
    for cells, sentence in (
        ([1993, 13, 1994, 1], "y1 1993, m1 13 is no month of the past"),
        ([1993, 3, 2094, 1], "y2 2094, m2 1 is no month of the past"),
        ([1993, 3, 1992, 1], "it ends in 1992-01, before it begins in 1993-03"),
    ):
        with pytest.raises(PeninsulaError, match=sentence):
            spans_of(pd.DataFrame([cells], columns=ends), ends, tmp_path)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["33,503.9", "1,200"], [33503.9, 1200]),
        (["[33503]", "12"], [33503, 12]),
        (["33503,9", "1,5"], [33503.9, 1.5]),
        (["1.200,5", "3,25"], [1200.5, 3.25]),
        (["1.200", "3,25"], [1200, 3.25]),
        (["1.200.300", "2.500", "4.500", "3,25"], [1200300, 2500, 4500, 3.25]),
    ],
)
def test_numbers_as_text_are_read(cells: list[str], values: list[float]) -> None:
    frame = pd.DataFrame({"troops": cells})
    assert numbers_of(frame, "troops", Path("troops.csv")) == values


@pytest.mark.parametrize(
    ("cells", "row", "sentence"),
    [
        (["6.45", "6.63", "6,5"], 4, "'6,5' has a decimal comma, others a decimal point: expected one decimal sign"),
        (["6,45", "6,63", "6.5"], 4, "'6.5' has a decimal point, others a decimal comma: expected one decimal sign"),
        (["1,234.5", "12,5"], 2, "'1,234.5' has a decimal point"),
        (["0.816", "1,7"], 2, "'0.816' has a decimal point"),
        (["1.816", "1.613", "1,7"], 4, "'1,7' has a decimal comma"),
        (["1.2000", "1,7"], 2, "'1.2000' has a decimal point"),
    ],
)
def test_a_column_with_decimal_points_and_commas_is_refused(cells: list[str], row: int, sentence: str) -> None:
    frame = pd.DataFrame({"share": cells}, index=range(2, 2 + len(cells)))
    with pytest.raises(PeninsulaError) as caught:
        numbers_of(frame, "share", Path("gdp.csv"))
    assert f"gdp.csv, row {row}, column share: {sentence}" in str(caught.value)


@pytest.mark.parametrize("cells", [["6.5", "12.3,4"], ["6.5", "about 3.5, 4"], ["6.5", "a,5"]])
def test_what_is_no_number_is_refused_beside_one_with_a_point(cells: list[str]) -> None:
    with pytest.raises(PeninsulaError, match=f"row 1, column share: '{cells[1]}' is invalid: expected a number"):
        numbers_of(pd.DataFrame({"share": cells}), "share", Path("gdp.csv"))


def test_dots_before_three_digits_are_thousands_where_the_column_decides_and_refused_where_it_does_not() -> None:
    for cells, values in ((["1.347", "12,5"], [1347, 12.5]), (["650", "1.25", "1.347"], [650, 1.25, 1.347]), ([1.347], [1.347])):
        assert amounts_of(pd.DataFrame({"milper": cells}), "milper", Path("nmc.csv")) == values
    with pytest.raises(PeninsulaError, match=r"row 1, column milper: '1\.347' is ambiguous, 1\.347 or 1347: expected numbers"):
        amounts_of(pd.DataFrame({"milper": ["650", "1.347", "-9"]}), "milper", Path("nmc.csv"), gaps=("-9",))


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


def test_a_heading_that_comes_twice_is_refused_where_its_cells_differ(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("month,gprc_kor,GPRC_KOR\n2017-08,1.816,1.816\n2017-09,1.6,1.6\n", encoding="utf-8")
    assert read(path) == {"2017-08": 1.816, "2017-09": 1.6}
    path.write_text("month,gprc_kor,GPRC_KOR\n2017-08,1.816,1.816\n2017-09,0.6,1.6\n", encoding="utf-8")
    with pytest.raises(PeninsulaError, match=r"twice, as 'gprc_kor' and 'GPRC_KOR', with '0\.6' and '1\.6' in row 3: keep one"):
        read(path)
    path.write_text("month,GPRC_KOR,note,note\n2017-08,1.816,a,b\n", encoding="utf-8")
    assert read(path) == {"2017-08": 1.816}


def test_a_workbook_whose_rows_are_spread_over_sheets_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    whole = pd.DataFrame({"month": ["2017-08", "2017-09", "2017-10"], "GPRC_KOR": [1.816, 1.613, 1.2]})
    for second, same in ((whole.iloc[1:], True), (whole.iloc[:0], True), (whole.assign(GPRC_KOR=[1.816, 1.613, 9.0]), False)):
        with pd.ExcelWriter(path) as book:
            whole.to_excel(book, sheet_name="1985-1999", index=False)
            second.to_excel(book, sheet_name="2000-2018", index=False)
        if same:
            assert read(path) == {"2017-08": 1.816, "2017-09": 1.613, "2017-10": 1.2}
            continue
        with pytest.raises(
            PeninsulaError, match="sheets '1985-1999' and '2000-2018' both have the table, and row 4 of the second"
        ):
            read(path)


def test_a_message_names_a_column_as_the_file_does(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("host,US_active_duty\nKOR,many\n", encoding="utf-8")
    frame = read_table(path, "the table", ("iso3c", "troops"), {"iso3c": ("host",), "troops": ("us_active_duty",)})
    with pytest.raises(PeninsulaError, match="row 2, column US_active_duty: 'many' is invalid"):
        numbers_of(frame, "troops", path)
