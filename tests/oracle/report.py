"""What the scalar reference reports of a month: the indices, the risks, and much of the state as it is."""

from math import exp, log
from typing import Any

from tests.oracle.basics import World, any_in, compiled, furthest, indicator, mean_hostility, sat


@compiled
def report(w: World, s: Any, act: Any, told: Any) -> None:
    """Write the outcomes at the end of a month."""
    t = w.theatre
    headline = regional = headline_weights = regional_weights = 0.0
    worst = worst_headline = 0
    for i in range(t.rivalries):
        tension = 100 * (0.7 * mean_hostility(w, s, i) + 0.3 * sat(s.heat[i]))
        told.tension[i] = tension
        headline, headline_weights = headline + t.headline_weight[i] * tension, headline_weights + t.headline_weight[i]
        regional, regional_weights = regional + t.regional_weight[i] * tension, regional_weights + t.regional_weight[i]
        worst = max(worst, s.stage[i])
        if t.headline_weight[i] > 0:
            worst_headline = max(worst_headline, s.stage[i])
    raw = headline / headline_weights / 100 + 0.08 * worst_headline
    index = 100 / (1 + exp(-log(4) / (t.index_peak - t.index_mean) * (raw - t.index_mean)))
    told.headline, told.regional_tension = index, regional / regional_weights
    told.gprc = exp(t.gpr_level + 0.016 * (index - 50) + 0.18 * indicator(furthest(w, s) >= 1))
    told.crisis_prob, told.clash_prob, told.war_risk = risk(w, s, act, 1), risk(w, s, act, 2), risk(w, s, act, 3)
    told.crisis_stage, told.war_so_far = worst, s.war_so_far
    told.warheads, told.production_status, told.tech = s.warheads, s.production_status, s.tech
    told.missile_tests, told.expected_missile_tests, told.nuclear_tests = act.tests, act.rate, act.nuclear
    for alliance in range(t.alliances):
        told.credibility[alliance] = s.credibility[alliance]
    told.credibility_challenger, told.abandonment, told.entrapment = s.credibility_challenger, s.abandonment, s.entrapment
    told.burden, told.burden_quarrel, told.consensus = s.burden[t.main], s.quarrel, s.consensus[t.main]
    told.autonomy, told.deterrence_gap, told.nuclear_gap, told.readiness = s.autonomy, s.gap, s.nuclear_gap, s.readiness
    told.talks, told.talks_months = indicator(any_in(w, s, 1)), s.talks_months
    told.agreements_reached, told.agreements_kept = s.agreements_reached, s.agreements_kept
    told.agreements_broken, told.sidelining = s.agreements_broken, s.sidelining
    told.bloc_polarisation, told.nuclear_pressure = s.polarisation, s.nuclear_pressure
    rivalry = t.rivalry[t.patron][t.backer]
    told.great_power_hostility = mean_hostility(w, s, rivalry) if rivalry >= 0 else 0.0


@compiled
def risk(w: World, s: Any, act: Any, rungs: int) -> float:
    """Probability within a year that a headline rivalry climbs so many rungs, from where it stands."""
    calm = 1.0
    for i in range(w.theatre.rivalries):
        if w.theatre.headline_weight[i] > 0:
            climb = 1.0
            if s.stage[i] < 1:
                climb *= 1 - (1 - act.hazard[i]) ** 12
            if rungs >= 2 and s.stage[i] < 2:
                climb *= act.clash[i]
            if rungs >= 3 and s.stage[i] < 3:
                climb *= act.war[i]
            calm *= 1 - climb
    return 1 - calm
