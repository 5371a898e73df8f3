"""What `peninsula verify` prints: what is wrong with the files of a run."""

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from sim.cli.output.terminal import console, print_json
from sim.files.checksums import FileFault


def print_file_errors(folder: Path, errors: Sequence[FileFault], as_json: bool) -> None:
    """Print what is wrong with the files of a run."""
    if as_json:
        print_json({"folder": str(folder), "intact": not errors, "faults": [vars(error) for error in errors]})
        return
    screen = console()
    if not errors:
        screen.print(Text(f"{folder} is as it was written."), soft_wrap=True)
        return
    screen.print(Text(f"{folder} is not as it was written:"), soft_wrap=True)
    for error in errors:
        screen.print(Text(f"  {error.file}: {error.what}"), soft_wrap=True)
