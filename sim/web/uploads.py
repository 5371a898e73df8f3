"""Nowcasts that pages upload: kept on disk in a folder of this server alone, until it stops."""

import hashlib
import re
import shutil
from collections import OrderedDict
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from sim.foundations.errors import PeninsulaError, shown
from sim.model.begun import refuse_unfit
from sim.model.cast import Cast
from sim.scenario.nowcast_file import Nowcast, read_nowcast
from sim.scenario.scenario import Scenario
from sim.scenario.theatre_file import known_theatres, load_theatre, optional_actors
from sim.web.worker import Progress

MOST_BYTES = 16 * 1024**2
"""Size of the largest nowcast that is taken: one of 2,000 worlds has about 1.5 MB."""

MOST_UNPACKED = 64 * 1024**2
"""Size of its arrays once they are unpacked."""

MOST_KEPT = 12
"""Nowcasts that are kept; of more, those that were uploaded first are gone."""

LONGEST_FILE_NAME = 60

_FILE_NAME = re.compile(rf'[^<>:"/\\|?*]{{1,{LONGEST_FILE_NAME}}}')
_NAME = re.compile(r"upload:([0-9a-f]{64})/(.+)")


class Uploads:
    """The nowcasts that were uploaded, by a name that says which: "upload:<SHA-256>/<name of the file>"."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="peninsula-uploads-")
        self._kept: OrderedDict[str, Path] = OrderedDict()

    def keep(self, file_name: str, content: bytes) -> tuple[str, Nowcast]:
        """Keep the content of a file, and return its name here and the nowcast that it holds.

        Raises PeninsulaError when it is no nowcast, is too large once unpacked, or its name cannot be that of a file.
        """
        name = f"upload:{hashlib.sha256(content).hexdigest()}/{_checked(file_name)}"
        _refuse_large(file_name, content)
        path = Path(self._folder.name) / name.removeprefix("upload:")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        try:
            found = read_nowcast(path)
        except PeninsulaError as error:
            path.unlink()
            raise PeninsulaError(str(error).replace(str(path), file_name)) from None
        self._kept[name] = path
        self._kept.move_to_end(name)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)[1].unlink(missing_ok=True)
        return name, found

    def forget(self, name: str) -> None:
        """Remove a nowcast that turned out to be of no use."""
        self._kept.pop(name).unlink(missing_ok=True)

    def path(self, name: str) -> Path | None:
        """Return the file of a name; None for the name of something else.

        Raises PeninsulaError when it was not uploaded here, or is gone.
        """
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        if name not in self._kept:
            digest, file = match.groups()
            where = "choose that file under 'Worlds, horizon, start'"
            raise PeninsulaError(f"nowcast: this server does not have '{file}' (SHA-256 {digest[:12]}): {where}")
        return self._kept[name]

    def knows(self, name: str) -> bool:
        """Return whether the nowcast of a name is here."""
        return name in self._kept

    def has(self, nowcast: Nowcast | None) -> bool:
        """Return whether a nowcast was uploaded."""
        return nowcast is not None and Path(nowcast.file) in [path.resolve() for path in self._kept.values()]

    def as_sent(self, scenario: Scenario) -> tuple[Scenario, str]:
        """Return a scenario whose file is to leave this machine, and lines to precede it; an uploaded nowcast is beside it."""
        found = scenario.nowcast
        if found is None or not self.has(found):
            return scenario, ""
        name = Path(found.file).name
        lines = f"# Worlds begin in the nowcast {name} (SHA-256 {found.digest}):\n# keep that file beside this one.\n\n"
        return replace(scenario, nowcast=replace(found, file=name)), lines

    def kept_in(self, results: Path, scenario: Scenario) -> Scenario:
        """Return a scenario whose run is to be saved; an uploaded nowcast is copied into the results folder.

        results: absolute path of the folder. Raises PeninsulaError when it cannot be written.
        """
        found = scenario.nowcast
        if found is None or not self.has(found):
            return scenario
        file = Path(found.file)
        copy = results / f"{file.stem}-{found.digest[:8]}{file.suffix}"
        try:
            results.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        except OSError as error:
            raise PeninsulaError(f"cannot save the nowcast in {results.name}: {error.strerror}") from None
        return replace(scenario, nowcast=replace(found, file=str(copy.resolve())))

    def close(self) -> None:
        """Remove all that was uploaded."""
        self._folder.cleanup()


def refuse_unusable(nowcast: Nowcast, _: Progress) -> None:
    """Refuse a nowcast in which no worlds can begin; runs in a worker, which reads all of it.

    Raises PeninsulaError for an unknown theatre or cast, and for arrays of other shapes than those of its cast.
    """
    name = Path(nowcast.file).name
    if nowcast.theatre not in known_theatres():
        expected = f"expected one of {', '.join(known_theatres())}"
        raise PeninsulaError(f"{name} is of the theatre {shown(nowcast.theatre)}, which this page does not have: {expected}")
    joins = tuple(actor for actor in optional_actors(nowcast.theatre) if actor in nowcast.cast)
    cast = Cast(load_theatre(nowcast.theatre, joins))
    if cast.names != nowcast.cast:
        raise PeninsulaError(f"{name} has the cast {shown(nowcast.cast)}: expected {', '.join(cast.names)}")
    try:
        refuse_unfit(nowcast, cast)
    except PeninsulaError as error:
        raise PeninsulaError(str(error).replace(nowcast.file, name)) from None


def _checked(name: str) -> str:
    """Return the name of a file, which no folder stands before."""
    if _FILE_NAME.fullmatch(name) and name.isprintable() and name.strip(". "):
        return name
    expected = f'expected at most {LONGEST_FILE_NAME} characters, and none of < > : " / \\ | ? *'
    raise PeninsulaError(f"{shown(name)} cannot be the name of a nowcast: {expected}")


def _refuse_large(name: str, content: bytes) -> None:
    """Refuse what would fill the memory once it is unpacked, and what cannot be unpacked at all."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise PeninsulaError(f"{name} is not a nowcast: expected a file that 'peninsula nowcast' has written (.npz)") from None
    if size > MOST_UNPACKED:
        raise PeninsulaError(
            f"{name} is too large: expected arrays of at most {MOST_UNPACKED // 1024**2} MB, which is 40,000 worlds"
        )
