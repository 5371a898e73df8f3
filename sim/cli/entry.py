"""Entry point: runs a command, and turns every error into one sentence and an exit code.

0 done; 2 something the user gave is wrong, or a file cannot be read or written; 130 interrupted.
"""

import io
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

import typer

from sim.cli.app import app
from sim.cli.arguments.joints import joined
from sim.foundations.errors import ASK_FOR_LESS, PeninsulaError, PeninsulaWarning, nearest
from sim.foundations.garbage import collect_seldom
from sim.parallel.interrupts import StoppedError

WRONG_INPUT = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; arguments: those of the process unless given."""
    if sys.stderr is None:
        sys.stderr = io.StringIO()  # closed by the caller: messages go nowhere
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a character shows its code
    collect_seldom()
    os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set for windows
    try:
        with notes_on_stderr():
            given = joined(sys.argv[1:] if arguments is None else arguments)
            code = app(given, prog_name="peninsula", standalone_mode=False)
    except StoppedError as error:
        print(f"Interrupted: {sentence(error)}.", file=sys.stderr)
        return INTERRUPTED
    except (PeninsulaError, OSError, MemoryError, ImportError, typer.TyperException) as error:
        print(f"Error: {sentence(error)}", file=sys.stderr)
        return WRONG_INPUT
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    if code == INTERRUPTED:
        print(
            "Interrupted: completed runs are saved; the unfinished run was discarded.",
            file=sys.stderr,
        )
    return code if isinstance(code, int) else 0


@contextmanager
def notes_on_stderr() -> Iterator[None]:
    """Print each PeninsulaWarning as one line that begins with "Note:"; other warnings stay as they are."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", PeninsulaWarning)
        show = warnings.showwarning

        def note(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: TextIO | None = None,
            line: str | None = None,
        ) -> None:
            if issubclass(category, PeninsulaWarning):
                print(f"Note: {message}.", file=sys.stderr)
            else:
                show(message, category, filename, lineno, file, line)

        warnings.showwarning = note
        yield


def sentence(error: BaseException) -> str:
    """Return what went wrong as one line of readable length."""
    if isinstance(error, OSError):
        where = f"'{error.filename}'" if error.filename else "a file"
        text = f"cannot read or write {where}: {error.strerror or error}"
    elif isinstance(error, MemoryError):
        text = f"not enough memory{f' ({error})' if str(error) else ''}; {ASK_FOR_LESS}"
    elif isinstance(error, ImportError):
        text = f"a library cannot be loaded ({error}): install Peninsula again, or allow it more memory"
    elif isinstance(error, typer.TyperException):
        text = usage_sentence(error)
    else:
        text = str(error)
    return str(PeninsulaError(text))


def usage_sentence(error: typer.TyperException) -> str:
    """Return what is wrong with the command line, with the nearest known name and where to read on."""
    nearby = getattr(error, "possibilities", None)
    if nearby:
        text = error.message + nearest(getattr(error, "option_name", ""), nearby)
    else:
        text, asks, names = error.format_message().removesuffix(".").partition(". Did you mean ")
        text += f"; did you mean {names.removesuffix('?').partition(',')[0]}?" if asks else ""
    context = getattr(error, "ctx", None)
    return f"{text} (see '{context.command_path} --help')" if context else text
