"""One world of one month after another in plain Python: floats, lists and dictionaries, no arrays and none of the model's code.

Written from the equations of the ODD description, as an independent check of the vectorised model. It shares with the model
only what both are given: the theatre, the schedules of the scenario, the draws of chance by address.
"""

from math import cos, exp, log, pi
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.foundations.chance import Chance
from sim.scenario.levers import LEVERS
from sim.scenario.scenario import Scenario


def sat(x: float) -> float:
    return 1 - exp(-x)


def sigma(x: float) -> float:
    return 1 / (1 + exp(-x))


def logit(p: float) -> float:
    return log(p / (1 - p))


class ScalarWorld:
    """The reference for one world of a scenario; `step` lets a month pass."""

    def __init__(self, scenario: Scenario, world: int) -> None:
        self.scenario, self.theatre = scenario, scenario.theatre
        self.chance = Chance(scenario.seed, np.array([world]))
        t = self.theatre
        self.names = [actor.name for actor in t.actors]
        role = {r: [a.name for a in t.actors if a.role == r] for r in LEVERS}
        self.patron, self.main, self.ch = role["patron"][0], role["main_protege"][0], role["challenger"][0]
        self.backer = role["main_backer"][0] if role["main_backer"] else None
        self.supplier = role["backer"][0] if role["backer"] else None
        self.backers = role["main_backer"] + role["backer"]
        self.partners = role["protege"]
        self.bloc = [self.patron, self.main, *self.partners]
        self.pairs = [(r.first, r.second) for r in t.rivalries]
        self.directed = self.pairs + [(b, a) for a, b in self.pairs]
        self.a = {
            name: low + float(self.chance.uniform(f"assumption/{name}", 0)[0, 0]) * (high - low)
            for name, (low, high) in scenario.assumptions.items()
        }
        self.usual = {
            a.name: {rule: a.levers[own].code(a.levers[own].default) for rule, own in a.lever_names.items()} for a in t.actors
        }
        self.contested = {a.name: {lever.name for lever in LEVERS[a.role] if lever.contested} for a in t.actors}
        self.number = 0
        self._start()

    # what the mechanisms share

    def fig(self, key: str) -> float:
        return self.theatre.start[key].value

    def lev(self, who: str | None, name: str) -> float:
        return 0.0 if who is None else self.levers[who].get(name, 0.0)

    def dep(self, who: str | None, name: str) -> float:
        return 0.0 if who is None else self.levers[who].get(name, 0.0) - self.usual[who].get(name, 0.0)

    def u(self, stream: str, slot: int = 0, slots: int = 1) -> float:
        return float(self.chance.uniform(stream, self.number, slots)[slot, 0])

    def z(self, stream: str) -> float:
        one, two = (float(x) for x in self.chance.uniform(stream, self.number, 2)[:, 0])
        return (-2 * log(one)) ** 0.5 * cos(2 * pi * two)

    def pair(self, one: str | None, other: str | None) -> int | None:
        found = [i for i, p in enumerate(self.pairs) if set(p) == {one, other}]
        return found[0] if found else None

    def felt(self, values: dict[tuple[str, str], float], by: str, about: str | None) -> float | None:
        return values.get((by, about))  # type: ignore[arg-type]

    def exposure(self, warheads: float, tech: float) -> float:
        return tech * sat(warheads / 50)

    def presence(self, levers: dict[str, dict[str, float]]) -> list[float]:
        hosting = levers[self.partners[0]]["hosting"] if self.partners else 1.0
        offshore = levers[self.patron]["offshore_support"] * (0.5 + 0.5 * hosting)
        found = []
        for ally in self.theatre.alliances:
            wire = sat(levers[self.patron][ally.troops] / self.a["tripwire_scale"])
            found.append(1 - (1 - wire) * (1 - self.a["offshore_substitution"] * offshore))
        return found

    def usable(self, s: Any) -> dict[str, float]:
        force = {a.name: s.strength[a.name] * a.start["reach"].value for a in self.theatre.actors}
        force[self.ch] += self.a["nuclear_weight"] * self.exposure(s.warheads, s.tech)
        force[self.main] += s.latency * self.a["nuclear_weight"]
        return force

    def support(self, s: Any, levers: dict[str, dict[str, float]], force: dict[str, float]) -> dict[str, float]:
        found = dict.fromkeys(self.names, 0.0)
        for i, ally in enumerate(self.theatre.alliances):
            found[ally.protege] = s.credibility[i] * s.presence[i] * force[self.patron]
        for who in self.backers:
            found[self.ch] += levers[who]["backing"] * (1 - 0.5 * levers[who].get("distraction", 0.0)) * force[who]
        return found

    def threats(self, s: Any) -> dict[tuple[str, str], float]:
        found = {}
        for by, about in self.directed:
            rival = s.force[about] * (1 + self.a["offence_weight"] * s.offence[about])
            relative = rival / (rival + s.force[by] + s.support[by])
            heat = s.heat[self.pair(by, about)]
            intent = 1 - (1 - s.hostility[by, about]) * exp(-self.a["heat_alarm"] * heat)
            found[by, about] = relative * intent * (1 - self.a["trust_calm"] * s.trust[by, about])
        return found

    def pair_tension(self, s: Any) -> float:
        i = self.pair(self.patron, self.backer)
        if i is None:
            return 0.0
        one, other = self.pairs[i]
        mean = (s.hostility[one, other] + s.hostility[other, one]) / 2
        return 1 - (1 - mean) * exp(-s.heat[i] / 4)

    def entrapment(self, s: Any, levers: dict[str, dict[str, float]]) -> float:
        own = levers[self.main]
        bases = levers[self.patron]["strategic_flexibility"] * s.presence[0]
        aligned = (own["bloc_rigidity"] + bases + own["alliance_cooperation"]) / 3 * (1 - 0.3 * own["backer_hedging"])
        return aligned * (1 - self.a["command_entrapment_relief"] * s.transferred) * self.pair_tension(s)

    def abandonment(self, s: Any, threat: dict[tuple[str, str], float]) -> float:
        need = s.force[self.ch] / (s.force[self.ch] + s.force[self.main])
        return (need * threat.get((self.main, self.ch), 0.0) * (1 - s.credibility[0])) ** (1 / 3)

    def _start(self) -> None:
        t = self.theatre
        s = SimpleNamespace()
        s.strength = {a.name: a.start["strength"].value for a in t.actors}
        s.burden = {a.name: a.start["strength"].value / a.start["gdp"].value * 100 for a in t.actors}
        s.consensus = {a.name: a.start["consensus"].value for a in t.actors}
        sides = [("first", "second"), ("second", "first")]
        for key in ("hostility", "trust"):
            values = {
                (getattr(r, near), getattr(r, far)): r.start[f"{near}_{key}"].value for r in t.rivalries for near, far in sides
            }
            setattr(s, key, values)
        s.heat = [r.start["heat"].value for r in t.rivalries]
        s.stage = [0] * len(self.pairs)
        s.credibility = [ally.start["protege_credibility"].value for ally in t.alliances]
        s.cred_ch = t.alliances[0].start["challenger_credibility"].value
        for name, key in (("warheads",) * 2, ("fissile",) * 2, ("tech",) * 2, ("readiness",) * 2, ("sanctions",) * 2):
            setattr(s, name, self.fig(key))
        s.relief, s.test_memory = self.fig("relief"), self.fig("missile_tests_a_month")
        s.nuclear_pressure, s.polarisation = self.fig("nuclear_pressure"), self.fig("polarisation")
        s.enforcement = self.usual[self.backer]["sanctions_enforcement"] if self.backer else 0.0
        names = (
            "latency transferred quarrel autonomy gap frustration severity exercise coercion sidelining war_so_far talks_months"
        )
        for name in (*names.split(), "reached", "kept", "broken"):
            setattr(s, name, 0.0)
        s.status = 2
        channels = range(len(t.channels))
        s.c_stage, s.c_months = [0 for _ in channels], [0 for _ in channels]
        s.terms = [dict.fromkeys(("freeze", "rollback", "halt", "relief", "peace"), 0.0) for _ in channels]
        s.force = self.usable(s)
        s.force_memory = dict(s.force)
        s.offence = dict.fromkeys(self.names, 0.0)
        s.offence[self.ch] = s.tech
        for who in self.partners:
            s.offence[who] = self.usual[who]["counterstrike"]
        s.presence = self.presence(self.usual)
        s.presence_memory = list(s.presence)
        s.support = self.support(s, self.usual, s.force)
        self.ref = s
        self.ref_threat = self.threats(s)
        s.abandonment = self.abandonment(s, self.ref_threat)
        s.entrapment = self.entrapment(s, self.usual)
        self.ref_balance = (s.force[self.main] + s.support[self.main]) / s.force[self.ch]
        self.ref_tension = self.pair_tension(s)
        gap = self.usual[self.patron]["burden_demand"] - self.usual[self.main]["burden_offer"]
        self.ref_quarrel = sat(max(gap, 0) / 3)
        self.state = s
