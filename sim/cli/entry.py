"""The way in: runs a command, and turns every fault into one sentence and an exit code.

0 done; 2 something the user gave is wrong, or a file cannot be read or written; 130 interrupted.
"""

import io
import sys
from collections.abc import Sequence

import typer

from sim.cli.app import app
from sim.foundations.errors import PeninsulaError, nearest
from sim.parallel.interrupts import StoppedError

WRONG_INPUT = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; arguments: those of the process unless given."""
    if sys.stderr is None:
        sys.stderr = io.StringIO()  # closed by who called: nobody hears what is said
    try:
        code = app(arguments, prog_name="peninsula", standalone_mode=False)
    except StoppedError as fault:
        print(f"Interrupted: {sentence(fault)}.", file=sys.stderr)
        return INTERRUPTED
    except (PeninsulaError, OSError, MemoryError, typer.TyperException) as fault:
        print(f"Error: {sentence(fault)}", file=sys.stderr)
        return WRONG_INPUT
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    if code == INTERRUPTED:
        print(
            "Interrupted: runs that were finished are whole, and the unfinished one left nothing behind.",
            file=sys.stderr,
        )
    return code if isinstance(code, int) else 0


def sentence(fault: BaseException) -> str:
    """Return what went wrong as one line of bearable length."""
    if isinstance(fault, OSError):
        where = f"'{fault.filename}': " if fault.filename else ""
        text = f"cannot read or write {where}{fault.strerror or fault}"
    elif isinstance(fault, MemoryError):
        text = f"not enough memory ({fault}); ask for fewer worlds with --worlds"
    elif isinstance(fault, typer.TyperException):
        text = usage_sentence(fault)
    else:
        text = str(fault)
    return str(PeninsulaError(text))


def usage_sentence(fault: typer.TyperException) -> str:
    """Return what is wrong with the command line, with the nearest known name and where to read on."""
    nearby = getattr(fault, "possibilities", None)
    if nearby:
        text = fault.message + nearest(getattr(fault, "option_name", ""), nearby)
    else:
        text, asks, names = fault.format_message().removesuffix(".").partition(". Did you mean ")
        text += f"; did you mean {names.removesuffix('?').partition(',')[0]}?" if asks else ""
    context = getattr(fault, "ctx", None)
    return f"{text} (see '{context.command_path} --help')" if context else text
