"""Loads a scenario file with overrides as a resolved scenario, which records where each value comes from."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import parse_month
from sim.foundations.plain_values import plain_value, whole_value
from sim.scenario.assumptions import ASSUMPTIONS, DECLARED, RETIRED, WEIGHTS
from sim.scenario.assumptions.ranges import range_of
from sim.scenario.choices import weights_of
from sim.scenario.choices.reading import choosers
from sim.scenario.claims import NO_CLAIMS, claims_of
from sim.scenario.doctrines.adopted import Adopted
from sim.scenario.doctrines.dated import KEY
from sim.scenario.nowcast_file import Nowcast, read_nowcast
from sim.scenario.overrides import sorted_overrides
from sim.scenario.quantity import Quantity
from sim.scenario.rules.reading import WrittenRules
from sim.scenario.rules.rule import MOST_RULES, Rule
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.schedule_syntax import Horizon, schedule_of
from sim.scenario.situation import apply_situation, figures_of
from sim.scenario.stacks.contradictions import refuse_contradictions
from sim.scenario.stacks.heads import DEFAULT_MONTHS, MOST_MONTHS, horizons_of, hull, start_of, theatre_of, words_of
from sim.scenario.stacks.parts import Part, parts
from sim.scenario.stakes.weights import OF_STAKES, unused_weight
from sim.scenario.theatre import Theatre
from sim.scenario.toml_file import refuse, refuse_unknown, table, text, whole
from sim.scenario.turnover.governments import governments
from sim.scenario.turnover.pinned import SURVIVES, pinned
from sim.scenario.turnover.reading import WrittenTurnover
from sim.scenario.worldviews import load_worldview

MOST_WORLDS = 100_000_000
DEFAULT_WORLDS, DEFAULT_SEED = 2000, 1
SETTINGS = "the command line"


def load(
    source: str | Path,
    overrides: Mapping[str, Any] | None = None,
    *,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    start: str | None = None,
    nowcast: str | Path | None = None,
    kept: bool = False,
) -> Scenario:
    """Return the resolved scenario of a file or of a name (see `sim.scenario.catalogue`), or of a stack of them.

    A stack is a scenario with packages put on it, such as "baseline + opcon_conditions"; see `sim.scenario.stacks.parts`.
    overrides: "actor.lever" (aliases allowed), "actor.condition", an assumption or "worldview" -> value as in a file.
    worlds, months, seed, start: instead of those of the file. nowcast: the file in which worlds begin, which sets the start, too.
    kept: whether the file is that of a run, which may be of an earlier version: assumptions that are no more are left out.
    Numbers may be NumPy's, ranges tuples, and months dates. Raises PeninsulaError with file, key and what was expected.
    """
    worlds, months, seed = (whole_value(each) for each in (worlds, months, seed))
    theatre = theatre_of(stack := parts(source))
    claims = [claims_of(part.chain[-1]) for part in stack]
    begun = _begun(stack, nowcast, theatre)
    moved = begun.month if begun else parse_month(start) if start else None
    refuse_contradictions(stack, lambda some: _Resolving(theatre, some, kept, moved))
    resolving = _Resolving(theatre, stack, kept, moved)
    first, begin, own_months = resolving.horizon[0], resolving.start, resolving.months
    changed = sorted_overrides(plain_value(overrides or {}), theatre)
    own_months = resolving.given("months", months, MOST_MONTHS) or own_months
    resolving.read("--set", changed, (first, begin + own_months))
    rules = resolving.all_rules((begin, begin + own_months))
    if first < begin:
        resolving.begin()
    return Scenario(
        **words_of(stack),
        theatre=theatre,
        situation=resolving.situation,
        start=begin,
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
        claims=claims[0] if len(stack) == 1 else NO_CLAIMS,
        rules=rules,
        choices=resolving.choices,
        doctrines=resolving.doctrines.held,
        survives=resolving.survives,
    )


def _begun(stack: Sequence[Part], given: str | Path | None, theatre: Theatre) -> Nowcast | None:
    """Return the nowcast that is asked for, or that a resolved file names."""
    layer, *packages = (part.chain[-1] for part in stack)
    for package in packages:
        if "nowcast" in package.content:
            refuse(package.path, "nowcast", "a package starts where the first scenario of its stack does: expected none")
    if given is not None:
        found = read_nowcast(Path(given))
    elif named := table(layer.content, "nowcast", layer.path):
        refuse_unknown(named, ("file", "digest"), layer.path, "nowcast", "key")
        found = read_nowcast(layer.path.parent / text(named, "file", layer.path), text(named, "digest", layer.path))
    else:
        return None
    if (found.theatre, found.cast) != (theatre.name, tuple(actor.name for actor in theatre.actors)):
        raise PeninsulaError(
            f"{found.file} is of the theatre {found.theatre} with {', '.join(found.cast)}: this scenario has another cast"
        )
    return found


class _Resolving:
    """The values in force once the files of a stack are read, oldest first.

    start, months: of the run. horizon: first month and the month after the last that its files speak of. moved: a start, or None.
    """

    def __init__(self, theatre: Theatre, stack: Sequence[Part], kept: bool, moved: int | None) -> None:
        self.theatre = self.situation = theatre
        self.kept = kept
        self.layers = [layer for part in stack for layer in part.laid]
        self.origins: dict[str, str] = {}
        default = f"theatre {theatre.name}"
        self.policy = {actor.name: _defaults(actor.levers) for actor in theatre.actors}
        self.conditions = {actor.name: _defaults(actor.conditions) for actor in theatre.actors}
        self.conditions["theatre"] = _defaults(theatre.conditions)
        for kind, owned in (("policy", self.policy), ("conditions", self.conditions)):
            for owner, schedules in owned.items():
                self.origins.update({f"{kind}.{owner}.{name}": default for name in schedules})
        self.rules = WrittenRules()
        self.choices: tuple[str, ...] = ()
        self.doctrines = Adopted()
        self.survives: dict[str, tuple[str, ...]] = {}
        self.turnover = WrittenTurnover(theatre)
        self.worldview = load_worldview(theatre.worldview).name
        self.written: dict[str, tuple[float, float]] = {}
        self.written_in: dict[str, Path | str] = {}
        self.origins["worldview"] = "default"
        self.months = self.whole("months", 1, MOST_MONTHS, DEFAULT_MONTHS)
        written, self.origins["start"] = start_of(self.layers)
        self.start = written if moved is None else moved
        # a nowcast or a setting may move the start
        lived = min(written, self.start), max(written, self.start) + self.months
        layers = horizons_of(stack, lived)
        self.horizon = hull(*(horizon for _, horizon in layers))
        for layer, horizon in layers:
            self.read(layer.path, layer.content, horizon)

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

    def read(self, path: Path | str, content: Mapping[str, Any], horizon: Horizon) -> None:
        """Lay the policy, conditions and assumptions of one file over what was before."""
        origin = path.name if isinstance(path, Path) else path
        if written := table(content, "situation", path):
            self.situation = apply_situation(self.situation, written, path)
            self.origins.update({f"situation.{key}": origin for key in figures_of(written)})
            self._carry_out(table(written, "policy", path), origin)
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
        if "choices" in content:
            self.choices = choosers(content["choices"], self.theatre, path)
            self.origins["choices"] = origin
        self.rules.lay(path, content.get("rules", []))
        self.rules.adjust(str(path), content.get("adjusted rules", {}))
        for name, sources in self.rules.sources.items():
            if path in sources.values():
                self.origins[f"rules.{name}"] = origin
        if "turnover" in content:
            self.turnover.lay(path, content["turnover"])
            self.origins["turnover"] = origin
        self._assume(table(content, "assumptions", path), path, origin)

    def all_rules(self, lived: Horizon) -> tuple[Rule, ...]:
        """Return the governments that may come, and the rules, which win over them. lived: the horizon of the run."""
        spoken = self.horizon[0], max(self.horizon[1], lived[1])
        offices = self.turnover.offices(self.doctrines.held, self.survives, spoken, lived)
        come = governments(offices, self.theatre, self.horizon, lived)
        self.origins.update({f"rules.{rule.name}": "turnover" for rule in come})
        rules = (*come, *self.rules.rules(self.theatre, self.horizon, lived))
        if len(rules) > MOST_RULES:
            rules[-1].refuse("name", f"{len(rules)} rules and governments are too many: expected at most {MOST_RULES}")
        return rules

    def begin(self) -> None:
        """Let every schedule begin with what holds at the start, which its dates may precede."""
        for owned in (self.policy, self.conditions):
            for schedules in owned.values():
                schedules.update({name: schedule.begun_by(self.start) for name, schedule in schedules.items()})

    def ranges(self) -> dict[str, tuple[float, float]]:
        """Return the range of every assumption: prior, then worldview, then what the theatre says of itself, then files."""
        weights = weights_of([self.theatre.actor(name).role for name in self.choices])
        declared = (*ASSUMPTIONS, *(weight for weight in WEIGHTS if weight.name in weights))
        ranges = {assumption.name: (float(assumption.low), float(assumption.high)) for assumption in declared}
        view = load_worldview(self.worldview).assumptions
        known = set(self.origins)
        for name, written in view.items():
            if name in ranges:
                ranges[name] = range_of(name, written, f"worldview {self.worldview}")
        own = self.theatre.assumptions
        for name in ranges:
            key, origin = f"assumptions.{name}", f"worldview {self.worldview}" if name in view else "default"
            if key not in known:
                self.origins[key] = f"theatre {self.theatre.name}" if name in own else origin
        for name in self.written.keys() - ranges.keys():
            if "choices" not in self.origins or name in OF_STAKES:
                refuse(self.written_in[name], f"assumptions.{name}", unused_weight(name))
        named = {name: limits.range for name, limits in own.items()} | self.written
        return {name: named.get(name, prior) for name, prior in ranges.items()}

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

    def _carry_out(self, policies: Mapping[str, Any], origin: str) -> None:
        """Let policies of the situation hold from the first month on."""
        for actor, found in policies.items():
            for name in found:
                self.policy[actor][name] = Schedule(self.situation.actor(actor).levers[name].coded_default)
                self.origins[f"policy.{actor}.{name}"] = origin

    def _assume(self, found: Mapping[str, Any], path: Path | str, origin: str) -> None:
        for name in RETIRED.keys() & found.keys():
            if not self.kept:
                refuse(path, f"assumptions.{name}", f"no longer an assumption: {RETIRED[name]}")
        found = {name: written for name, written in found.items() if name not in RETIRED}
        refuse_unknown(found, ("worldview", *(a.name for a in DECLARED)), path, "assumptions", "assumption")
        for name, written in found.items():
            if name == "worldview":
                try:
                    self.worldview = load_worldview(str(written)).name
                except PeninsulaError as error:
                    refuse(path, "assumptions.worldview", str(error))
                self.origins["worldview"] = origin
                continue
            self.written[name], self.written_in[name] = range_of(name, written, path), path
            self.origins[f"assumptions.{name}"] = origin


def _defaults(quantities: Mapping[str, Quantity]) -> dict[str, Schedule]:
    return {name: Schedule(quantity.coded_default) for name, quantity in quantities.items()}
