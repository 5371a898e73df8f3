"""Loads a scenario file with overrides as a resolved scenario, which records where each value comes from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, shown
from sim.foundations.months import parse_month
from sim.foundations.plain_values import plain_value
from sim.scenario.assumptions import ASSUMPTIONS, RETIRED
from sim.scenario.assumptions.ranges import range_of
from sim.scenario.claims import claims_of
from sim.scenario.doctrines.adopted import Adopted
from sim.scenario.doctrines.dated import KEY
from sim.scenario.layers import Layer, chain
from sim.scenario.nowcast_file import Nowcast, read_nowcast
from sim.scenario.overrides import sorted_overrides
from sim.scenario.quantity import Quantity
from sim.scenario.rules.reading import WrittenRules
from sim.scenario.rules.rule import MOST_RULES
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.schedule_syntax import Horizon, schedule_of
from sim.scenario.situation import apply_situation
from sim.scenario.theatre import Theatre
from sim.scenario.theatre_file import CannotJoinError, load_theatre
from sim.scenario.toml_file import refuse, refuse_unknown, table, text, whole
from sim.scenario.turnover.governments import governments
from sim.scenario.turnover.pinned import SURVIVES, pinned
from sim.scenario.turnover.reading import WrittenTurnover
from sim.scenario.worldviews import load_worldview

MOST_MONTHS = 600
MOST_WORLDS = 100_000_000
DEFAULT_MONTHS, DEFAULT_WORLDS, DEFAULT_SEED = 120, 2000, 1
SETTINGS = "the command line"


def load(
    source: str | Path,
    overrides: Mapping[str, Any] | None = None,
    *,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    nowcast: str | Path | None = None,
    kept: bool = False,
) -> Scenario:
    """Return the resolved scenario of a file or of a name (see `sim.scenario.catalogue`).

    overrides: "actor.lever" (aliases allowed), "actor.condition", an assumption or "worldview" -> value as in a file.
    worlds, months, seed: instead of those of the file. nowcast: the file in which worlds begin, which sets the start, too.
    kept: whether the file is that of a run, which may be of an earlier version: assumptions that are no more are left out.
    Numbers may be NumPy's, ranges tuples, and months dates. Raises PeninsulaError with file, key and what was expected.
    """
    worlds, months, seed = (plain_value(each) for each in (worlds, months, seed))
    layers = chain(source)
    path = layers[-1].path
    theatre = _theatre(layers)
    resolving = _Resolving(theatre, layers, kept)
    own_months = resolving.whole("months", 1, MOST_MONTHS, DEFAULT_MONTHS)
    written = resolving.start()
    begun = _begun(layers[-1], nowcast, theatre)
    start = begun.month if begun else written
    # a nowcast moves the start: dates of the file that now lie outside the horizon are not errors
    horizon = (min(written, start), max(written, start) + own_months)
    changed = sorted_overrides(plain_value(overrides or {}), theatre)
    for layer in layers:
        resolving.read(layer.path, layer.content, horizon)
    own_months = resolving.given("months", months, MOST_MONTHS) or own_months
    resolving.read("--set", changed, (horizon[0], start + own_months))
    lived = (start, start + own_months)
    spoken = horizon[0], max(horizon[1], lived[1])
    offices = resolving.turnover.offices(resolving.doctrines.held, resolving.survives, spoken, lived)
    come = governments(offices, theatre, horizon, lived)
    resolving.origins.update({f"rules.{rule.name}": "turnover" for rule in come})
    rules = (*come, *resolving.rules.rules(theatre, horizon, lived))
    if len(rules) > MOST_RULES:
        rules[-1].refuse("name", f"{len(rules)} rules and governments are too many: expected at most {MOST_RULES}")
    return Scenario(
        name=path.stem,
        title=text(layers[-1].content, "title", path, path.stem),
        description=text(layers[-1].content, "description", path).strip(),
        hypothesis=text(layers[-1].content, "hypothesis", path),
        references=_texts(layers[-1], "references"),
        theatre=theatre,
        situation=resolving.situation,
        start=start,
        months=own_months,
        worlds=resolving.given("worlds", worlds, MOST_WORLDS)
        or resolving.whole("worlds", 1, MOST_WORLDS, DEFAULT_WORLDS, "ensemble"),
        seed=resolving.whole("seed", 0, 2**63 - 1, DEFAULT_SEED, "ensemble") if seed is None else resolving.seed(seed),
        worldview=resolving.worldview,
        policy=resolving.policy,
        conditions=resolving.conditions,
        assumptions=resolving.ranges(),
        origins=resolving.origins,
        nowcast=begun,
        claims=claims_of(layers[-1]),
        rules=rules,
        doctrines=resolving.doctrines.held,
        survives=resolving.survives,
    )


def _begun(layer: Layer, given: str | Path | None, theatre: Theatre) -> Nowcast | None:
    """Return the nowcast that is asked for, or that a resolved file names."""
    if given is not None:
        found = read_nowcast(Path(given))
    elif named := table(layer.content, "nowcast", layer.path):
        refuse_unknown(named, ("file", "digest"), layer.path, "nowcast", "key")
        found = read_nowcast(layer.path.parent / text(named, "file", layer.path), text(named, "digest", layer.path))
    else:
        return None
    cast = tuple(actor.name for actor in theatre.actors)
    if (found.theatre, found.cast) != (theatre.name, cast):
        raise PeninsulaError(
            f"{found.file} is of the theatre {found.theatre} with {', '.join(found.cast)}: this scenario has another cast"
        )
    return found


class _Resolving:
    """The values in force while the files of a chain are read, oldest first."""

    def __init__(self, theatre: Theatre, layers: list[Layer], kept: bool) -> None:
        self.theatre = self.situation = theatre
        self.layers, self.kept = layers, kept
        self.origins: dict[str, str] = {}
        default = f"theatre {theatre.name}"
        self.policy = {actor.name: _defaults(actor.levers) for actor in theatre.actors}
        self.conditions = {actor.name: _defaults(actor.conditions) for actor in theatre.actors}
        self.conditions["theatre"] = _defaults(theatre.conditions)
        for kind, owned in (("policy", self.policy), ("conditions", self.conditions)):
            for owner, schedules in owned.items():
                self.origins.update({f"{kind}.{owner}.{name}": default for name in schedules})
        self.rules = WrittenRules()
        self.doctrines = Adopted()
        self.survives: dict[str, tuple[str, ...]] = {}
        self.turnover = WrittenTurnover(theatre)
        self.worldview = load_worldview(theatre.worldview).name
        self.written: dict[str, tuple[float, float]] = {}
        self.origins["worldview"] = "default"

    def whole(self, key: str, low: int, high: int, default: int, under: str = "") -> int:
        """Return a whole number of the newest file that gives it, checking every file."""
        value = default
        self.origins[key] = "default"
        for layer in self.layers:
            content = table(layer.content, under, layer.path) if under else layer.content
            if under:
                refuse_unknown(content, ("worlds", "seed"), layer.path, under, "key")
            if key in content:
                value = whole(content, key, layer.path, low, high, default, under)
                self.origins[key] = layer.path.name
        return value

    def given(self, key: str, value: int | None, most: int) -> int | None:
        """Return a number of the command line after checking it."""
        if value is None:
            return None
        self.origins[key] = SETTINGS
        return whole({key: value}, key, SETTINGS, 1, most, 1)

    def seed(self, value: int) -> int:
        """Return the seed of the command line after checking it."""
        self.origins["seed"] = SETTINGS
        return whole({"seed": value}, "seed", SETTINGS, 0, 2**63 - 1, 1)

    def start(self) -> int:
        """Return the first month, from the newest file that gives it."""
        month = 2025 * 12 + 1
        self.origins["start"] = "default"
        for layer in self.layers:
            if "start" in layer.content:
                try:
                    month = parse_month(text(layer.content, "start", layer.path))
                except PeninsulaError as error:
                    refuse(layer.path, "start", str(error))
                self.origins["start"] = layer.path.name
        return month

    def read(self, path: Path | str, content: Mapping[str, Any], horizon: Horizon) -> None:
        """Lay the policy, conditions and assumptions of one file over what was before."""
        origin = path.name if isinstance(path, Path) else path
        actors = {actor.name: actor for actor in self.theatre.actors}
        policy = table(content, "policy", path)
        refuse_unknown(policy, actors, path, "policy", "actor")
        for name in policy:
            found, actor = dict(table(policy, name, path)), actors[name]
            refuse_unknown(found, (*actor.levers, KEY, SURVIVES), path, f"policy.{name}", "lever")
            if SURVIVES in found:
                self.survives[name] = pinned(actor, found.pop(SURVIVES), path)
                self.origins[f"policy.{name}.{SURVIVES}"] = origin
            if KEY in found:
                levers = self.doctrines.lay(actor, found.pop(KEY), path, horizon, self.rules)
                self._lay("policy", name, levers, actor.levers, "lever", path, f"doctrine ({origin})", horizon)
                self.origins[f"policy.{name}.{KEY}"] = origin
            self._lay("policy", name, found, actor.levers, "lever", path, origin, horizon)
        conditions = table(content, "conditions", path)
        own = {name: value for name, value in conditions.items() if name in self.theatre.conditions}
        owners = [name for name in conditions if name not in own]
        refuse_unknown(owners, (*actors, *self.theatre.conditions), path, "conditions", "actor or condition")
        self._lay("conditions", "theatre", own, self.theatre.conditions, "condition", path, origin, horizon)
        for name in owners:
            found = table(conditions, name, path)
            self._lay("conditions", name, found, actors[name].conditions, "condition", path, origin, horizon)
        self.rules.lay(path, content.get("rules", []))
        self.rules.adjust(str(path), content.get("adjusted rules", {}))
        for name, sources in self.rules.sources.items():
            if path in sources.values():
                self.origins[f"rules.{name}"] = origin
        if "turnover" in content:
            self.turnover.lay(path, content["turnover"])
            self.origins["turnover"] = origin
        self._assume(table(content, "assumptions", path), path, origin)
        if written := table(content, "situation", path):
            self.situation = apply_situation(self.situation, written, path)

    def ranges(self) -> dict[str, tuple[float, float]]:
        """Return the range of every assumption: prior, then worldview, then what the theatre says of itself, then files."""
        ranges = {assumption.name: (float(assumption.low), float(assumption.high)) for assumption in ASSUMPTIONS}
        view = load_worldview(self.worldview).assumptions
        known = set(self.origins)
        for name, written in view.items():
            ranges[name] = range_of(name, written, f"worldview {self.worldview}")
        own = self.theatre.assumptions
        for name in ranges:
            key, origin = f"assumptions.{name}", f"worldview {self.worldview}" if name in view else "default"
            if key not in known:
                self.origins[key] = f"theatre {self.theatre.name}" if name in own else origin
        return ranges | {name: limits.range for name, limits in own.items()} | self.written

    def _lay(
        self, kind: str, owner: str, found: Mapping[str, Any], known: Mapping[str, Quantity], what: str,
        path: Path | str, origin: str, horizon: Horizon,
    ) -> None:  # fmt: skip
        where = kind if owner == "theatre" else f"{kind}.{owner}"
        refuse_unknown(found, known, path, where, what)
        schedules = getattr(self, kind)[owner]
        for name, written in found.items():
            try:
                schedules[name] = schedule_of(known[name], written, schedules[name], horizon)
            except PeninsulaError as error:
                refuse(path, f"{where}.{name}", str(error))
            self.origins[f"{kind}.{owner}.{name}"] = origin

    def _assume(self, found: Mapping[str, Any], path: Path | str, origin: str) -> None:
        for name in RETIRED.keys() & found.keys():
            if not self.kept:
                refuse(path, f"assumptions.{name}", f"no longer an assumption: {RETIRED[name]}")
        found = {name: written for name, written in found.items() if name not in RETIRED}
        refuse_unknown(found, ("worldview", *(a.name for a in ASSUMPTIONS)), path, "assumptions", "assumption")
        for name, written in found.items():
            if name == "worldview":
                try:
                    self.worldview = load_worldview(str(written)).name
                except PeninsulaError as error:
                    refuse(path, "assumptions.worldview", str(error))
                self.origins["worldview"] = origin
                continue
            self.written[name] = range_of(name, written, path)
            self.origins[f"assumptions.{name}"] = origin


def _theatre(layers: list[Layer]) -> Theatre:
    named, joins, path = "korea", set[str](), layers[0].path
    for layer in layers:
        if "theatre" in layer.content:
            named, path = text(layer.content, "theatre", layer.path), layer.path
            if named.endswith(".toml"):
                named = str(layer.path.parent / named)
        joins |= set(_texts(layer, "joins"))
    try:
        return load_theatre(named, tuple(sorted(joins)))
    except CannotJoinError as error:
        refuse(next(layer.path for layer in layers if error.actor in _texts(layer, "joins")), "joins", str(error))
    except PeninsulaError as error:
        raise PeninsulaError(f"{path}: theatre: {error}") from None


def _texts(layer: Layer, key: str) -> tuple[str, ...]:
    found = layer.content.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        refuse(layer.path, key, f"{shown(found)}: expected a list of texts")
    return tuple(found)


def _defaults(quantities: Mapping[str, Quantity]) -> dict[str, Schedule]:
    return {name: Schedule(quantity.coded_default) for name, quantity in quantities.items()}
