"""The cells of text files and workbooks, whatever their ending, encoding and delimiter."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundations.errors import PeninsulaError

if TYPE_CHECKING:
    from pandas import DataFrame

WORKBOOKS = (".xls", ".xlsx", ".xlsm")
TEXTS = (".csv", ".txt", ".tsv")

_DELIMITERS = (",", ";", "\t", "|")
_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of workbooks of today and of before 2007."""


def sheets_of(path: Path, what: str) -> dict[str, "DataFrame"]:
    """Return the cells of each sheet by its title, as they are and without headings; a text file is one sheet without a title.

    The content decides whether a file is a workbook: publishers and programs give text the ending .xls, and workbooks .csv.
    what: name of the table, for messages. Raises PeninsulaError when the file is missing or unreadable.
    """
    import pandas

    try:
        content = path.read_bytes()
        if content.startswith(_SIGNATURES):
            with path.open("rb") as file:
                sheets = pandas.read_excel(file, sheet_name=None, header=None, dtype=object)
            return {str(title): cells for title, cells in sheets.items()}
        cells = _text_cells(_decoded(content))
    except FileNotFoundError:
        raise PeninsulaError(f"{path}: no such file: expected {what}") from None
    except ImportError as error:
        raise PeninsulaError(f"{path}: cannot be read without a package: {error}") from None
    except Exception as error:  # a damaged workbook: every engine raises exceptions of its own
        raise PeninsulaError(f"{path}: cannot be read as {what} ({type(error).__name__})") from None
    if path.suffix.casefold() in WORKBOOKS and len(cells.columns) < 2:
        raise PeninsulaError(f"{path}: cannot be read as {what} (it is no workbook, and no table as text)")
    return {"": cells}


def text_of(cell: Any) -> str:
    """Return a cell as text without surrounding blanks; an empty cell is an empty text, and a whole number has no decimals."""
    if cell is None or cell != cell:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _decoded(content: bytes) -> str:
    """Return text in UTF-8, UTF-16 or, failing both, Windows-1252, without a byte-order mark."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    if b"\0" in content[:4]:
        return content.decode("utf-16-be" if content.startswith(b"\0") else "utf-16-le")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _text_cells(text: str) -> "DataFrame":
    """Return the cells of a delimited text; the delimiter is the one that splits most rows into the same number of cells."""
    import csv

    from pandas import DataFrame

    lines = text.splitlines()
    tables = {delimiter: list(csv.reader(lines, delimiter=delimiter, skipinitialspace=True)) for delimiter in _DELIMITERS}

    def regular(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in tables[delimiter] if len(row) > 1]
        common = max(set(widths), key=widths.count) if widths else 0
        return widths.count(common), common

    delimiter = max(_DELIMITERS, key=regular)
    width = max(map(len, tables[delimiter]), default=0)
    cells = DataFrame([[*row, *[""] * (width - len(row))] for row in tables[delimiter]], dtype=object)
    cells.attrs["delimiter"] = delimiter
    return cells
