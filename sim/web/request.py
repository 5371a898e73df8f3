"""A request of the page: a scenario or an opened file, the changes to it, and the size of the ensemble."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError
from sim.scenario.scenario import Scenario
from sim.web.ensemble import MAX_MONTHS, MAX_WORLDS, Ensemble, checked_start, nowcast_named
from sim.web.fields import flag, integer, names, optional_integer, refuse_unknown, text
from sim.web.naming import checked_name
from sim.web.seat import PlayedSeat, parse_seat
from sim.web.studies.asked import Asked
from sim.web.studies.kinds import parse_study
from sim.web.uploads import Uploads
from sim.web.variant import Variant

MAX_FILE_BYTES = 256 * 1024
"""Size of the largest scenario file that is accepted."""

MAX_COMPARED = 6
"""Further scenarios and variants in one comparison."""


@dataclass(frozen=True)
class SettingsRequest:
    """The settings of a page, and what it asks about them.

    session: of the page. scenario, file, changes, name: what is simulated, as of a `Variant`. worlds, months, seed, start,
    nowcast: of the ensemble, also of what the settings are compared with (None: as the scenario says); the last is a file.
    outcomes: names of outcomes whose time series are returned. reference: what the settings are compared with, or None.
    quick: whether an approximate answer will do, from a compiled program or in fewer worlds. compared: further variants.
    quantity: what is explained, "" for the headline index. story: "typical", "best" or "worst", the world whose events are
    returned. world: index of a single world. seat: a play, or None. language: of a report. study: what is asked of a study, or
    None; its plans are those compared.
    """

    session: str
    scenario: str
    file: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    worlds: int = 500
    months: int | None = None
    seed: int | None = None
    start: str | None = None
    nowcast: Path | None = None
    outcomes: tuple[str, ...] = ()
    reference: Variant | None = None
    quick: bool = False
    compared: tuple[Variant, ...] = ()
    quantity: str = ""
    story: str = "typical"
    world: int = 0
    seat: PlayedSeat | None = None
    language: str = "en"
    study: Asked | None = None

    @property
    def own(self) -> Variant:
        """What the settings simulate."""
        return Variant(self.scenario, self.file, self.changes, self.name)

    @property
    def ensemble(self) -> Ensemble:
        """The ensemble that is asked for."""
        return Ensemble(self.worlds, self.months, self.seed, self.start, self.nowcast)

    def load(self, variant: Variant | None = None, worldview: str | None = None) -> Scenario:
        """Return the scenario of the settings, or of another variant, in an ensemble of the size that is asked for."""
        return (variant or self.own).load(self.ensemble, worldview)

    def load_to_keep(self, variant: Variant | None = None) -> Scenario:
        """Return the same, under the name of the variant where there are changes."""
        return (variant or self.own).load_to_keep(self.ensemble)


def parse_request(body: Any, uploads: Uploads | None = None) -> SettingsRequest:
    """Return the request in the body of an HTTP request, which is decoded JSON. uploads: nowcasts that it may name.

    Raises PeninsulaError for an unknown field or nowcast, and for a value of the wrong type or out of bounds.
    """
    if not isinstance(body, dict):
        raise PeninsulaError("expected a JSON object with the settings of the page")
    refuse_unknown(body, _FIELDS, "the request")
    own = _variant(body)
    return SettingsRequest(
        session=text(body, "session", 64),
        **vars(own),
        worlds=integer(body, "worlds", 1, MAX_WORLDS, 500),
        months=optional_integer(body, "months", 1, MAX_MONTHS),
        seed=optional_integer(body, "seed", 0, 2**53),
        start=checked_start(text(body, "start", 20)),
        nowcast=nowcast_named(text(body, "nowcast", 200), uploads),
        outcomes=names(body, "outcomes", 24),
        reference=_other(body["reference"], "reference") if body.get("reference") else None,
        quick=flag(body, "quick"),
        compared=_others(body, "compared", MAX_COMPARED),
        quantity=text(body, "quantity", 200),
        story=text(body, "story", 20, "typical"),
        world=integer(body, "world", 0, 10**6, 0),
        seat=parse_seat(body["seat"]) if body.get("seat") is not None else None,
        language=text(body, "language", 10, "en"),
        study=parse_study(body["study"]) if body.get("study") is not None else None,
    )


_FIELDS = tuple(each.name for each in fields(SettingsRequest))
_VARIANT_FIELDS = frozenset(each.name for each in fields(Variant))


def _variant(body: Mapping[str, Any]) -> Variant:
    changes = body.get("changes", {})
    if not isinstance(changes, dict) or len(changes) > 500:
        raise PeninsulaError("changes: expected an object with at most 500 levers, assumptions and rules")
    return Variant(
        scenario=text(body, "scenario", 200, "baseline"),
        file=text(body, "file", MAX_FILE_BYTES),
        changes=changes,
        name=checked_name(body.get("name", "")),
    )


def _other(written: Any, key: str) -> Variant:
    """Return a scenario by its name, or a variant of one, which is an object."""
    if isinstance(written, str) and len(written) <= 200:
        return Variant(written)
    if not isinstance(written, dict) or not written.keys() <= _VARIANT_FIELDS:
        raise PeninsulaError(f"{key}: expected the name of a scenario, or an object with {', '.join(sorted(_VARIANT_FIELDS))}")
    return _variant(written)


def _others(body: Mapping[str, Any], key: str, most: int) -> tuple[Variant, ...]:
    written = body.get(key, [])
    if not isinstance(written, list) or len(written) > most:
        raise PeninsulaError(f"{key}: expected a list of at most {most} scenarios and variants")
    return tuple(_other(each, key) for each in written)
