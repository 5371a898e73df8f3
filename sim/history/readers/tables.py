"""Reading tables from CSV files and workbooks, with one clear sentence for every error."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundations.errors import PeninsulaError, nearest

if TYPE_CHECKING:
    from pandas import DataFrame


def read_table(path: Path, what: str, needed: Iterable[str], sheet: str | int = 0) -> "DataFrame":
    """Return a table with at least the needed columns.

    what: name of the table, for messages. sheet: name or index of the sheet of a workbook.
    Raises PeninsulaError when the file is missing, unreadable, empty or lacks a column.
    """
    import pandas

    try:
        if path.suffix.lower() in (".xls", ".xlsx"):
            frame = pandas.read_excel(path, sheet_name=sheet)
        else:
            frame = pandas.read_csv(path, encoding="utf-8-sig", skipinitialspace=True)
    except FileNotFoundError:
        raise PeninsulaError(f"{path}: no such file: expected {what}") from None
    except ImportError as error:
        raise PeninsulaError(f"{path}: cannot be read without a package: {error}") from None
    except (OSError, ValueError, KeyError, pandas.errors.ParserError, pandas.errors.EmptyDataError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise PeninsulaError(f"{path}: cannot be read as {what} ({reason[:120]})") from None
    except Exception as error:  # a damaged workbook: every engine raises exceptions of its own
        raise PeninsulaError(f"{path}: cannot be read as {what} ({type(error).__name__})") from None
    frame.columns = [str(column).strip() for column in frame.columns]
    for column in needed:
        if column not in frame.columns:
            raise PeninsulaError(f"{path}: not {what}: column '{column}' is missing{nearest(column, frame.columns)}")
    if frame.empty:
        raise PeninsulaError(f"{path}: not {what}: it has no rows")
    return frame


def months_of(frame: "DataFrame", column: str, path: Path) -> list[str]:
    """Return a column of dates as YYYY-MM.

    Raises PeninsulaError when one is not a date.
    """
    import pandas

    dates = pandas.to_datetime(frame[column], errors="coerce", format="mixed")
    dates = dates.where(frame[column].astype(str).str.contains(r"\d{4}"))  # pandas accepts a month without a year
    if dates.isna().any():
        row = int(dates.isna().to_numpy().argmax())
        raise PeninsulaError(f"{path}, row {row + 2}: '{frame[column].iloc[row]}' is not a date: expected one such as 2017-09-03")
    return [f"{date.year:04d}-{date.month:02d}" for date in dates]


def numbers_of(frame: "DataFrame", column: str, path: Path, low: float = 0.0) -> list[float]:
    """Return a column of numbers; raises PeninsulaError when a value is not a number, or below `low`."""
    import pandas

    values = pandas.to_numeric(frame[column], errors="coerce")
    wrong = values.isna() & frame[column].notna() | (values < low)
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        raise PeninsulaError(
            f"{path}, row {row + 2}, column {column}: '{frame[column].iloc[row]}' is invalid: expected a number, {low:g} or more"
        )
    return [float(value) for value in values]
