"""The vectorised model equals the scalar reference, outcome by outcome and month by month."""

from math import exp, log

import numpy as np
import pytest

from sim.model.outcomes import outcomes_of
from sim.model.simulate import simulate
from sim.scenario.loading import load
from tests.model import three_actors
from tests.oracle.month import step
from tests.oracle.scalar import ScalarWorld, sat

SCENARIOS = ["baseline", "moon_package", "opcon_fast", "bloc_confrontation", "burden_shock", "europe_left_alone", "three actors"]


def reported(w: ScalarWorld) -> dict[str, float]:
    """Return the outcomes of the month that has just passed."""
    s, act, t = w.state, w.acts, w.theatre
    means = [(s.hostility[a, b] + s.hostility[b, a]) / 2 for a, b in w.pairs]
    tension = [100 * (0.7 * mean + 0.3 * sat(heat)) for mean, heat in zip(means, s.heat, strict=True)]
    found = {f"tension_{r.name}": x for r, x in zip(t.rivalries, tension, strict=True)}
    head = [r.headline_weight for r in t.rivalries]
    region = [r.regional_weight for r in t.rivalries]
    raw = sum(x * weight for x, weight in zip(tension, head, strict=True)) / sum(head)
    worst = max(stage for stage, weight in zip(s.stage, head, strict=True) if weight)
    x = log(4) / (w.fig("index_peak") - w.fig("index_mean")) * (raw / 100 + 0.08 * worst - w.fig("index_mean"))
    found[t.headline] = index = 100 / (1 + exp(-x))
    found["regional_tension"] = sum(x * weight for x, weight in zip(tension, region, strict=True)) / sum(region)
    open_ = any(stage >= 1 for stage in s.c_stage)
    found["gprc"] = exp(w.fig("gpr_level") + 0.17 * (index - 50) / 10 + 0.15 * open_)
    for name, rungs in (("crisis_prob", 1), ("clash_prob", 2), ("war_risk", 3)):
        calm = 1.0
        for i, weight in enumerate(head):
            if weight:
                climb = [1 - (1 - act.hazard[i]) ** 12, act.clash[i], act.war[i]]
                risk = 1.0
                for rung in range(rungs):
                    risk *= 1 if s.stage[i] > rung else climb[rung]
                calm *= 1 - risk
        found[name] = 1 - calm
    found |= {
        "crisis_stage": max(s.stage), "war_so_far": s.war_so_far, "warheads": s.warheads, "production_status": s.status,
        "missile_tests": act.tests, "expected_missile_tests": act.rate, "nuclear_tests": act.nuclear, "tech": s.tech,
        f"credibility_in_{t.challenger.capital}": s.cred_ch, "abandonment": s.abandonment, "entrapment": s.entrapment,
        "burden": s.burden[w.main], "burden_quarrel": s.quarrel, "autonomy": s.autonomy, "deterrence_gap": s.gap,
        "readiness": s.readiness, "talks": float(any(stage == 1 for stage in s.c_stage)), "talks_months": s.talks_months,
        "agreements_reached": s.reached, "agreements_kept": s.kept, "agreements_broken": s.broken, "sidelining": s.sidelining,
        "bloc_polarisation": s.polarisation, "consensus": s.consensus[w.main], "nuclear_pressure": s.nuclear_pressure,
    }  # fmt: skip
    for ally, belief in zip(t.alliances, s.credibility, strict=True):
        found[f"credibility_in_{t.actor(ally.protege).capital}"] = belief
    i = w.pair(w.patron, w.backer)
    if i is not None:
        found[f"{t.rivalries[i].name}_hostility"] = means[i]
    return found


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("world", [0, 3])
def test_the_model_equals_its_scalar_reference(name: str, world: int) -> None:
    scenario = three_actors.scenario(120) if name == "three actors" else load(name, months=120)
    record = simulate(scenario, np.arange(5))
    scalar = ScalarWorld(scenario, world)
    names = [outcome.name for outcome in outcomes_of(scenario.theatre)]
    for month in range(120):
        step(scalar)
        expected = reported(scalar)
        assert set(expected) == set(names)
        for place, outcome in enumerate(names):
            found = record.outcomes[place, month, world]
            assert found == pytest.approx(expected[outcome], rel=2e-3, abs=1e-3), f"{outcome} in month {month}"
