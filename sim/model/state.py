"""What a world remembers from one month to the next, and what its actors do within a month."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, get_type_hints

import numpy as np

from sim.foundations.axes import REAL, Array, Axis
from sim.model.cast import Cast

PerActor = Annotated[Array, ("actor", "world")]
PerSide = Annotated[Array, ("directed", "world")]
PerRivalry = Annotated[Array, ("rivalry", "world")]
PerAlliance = Annotated[Array, ("alliance", "world")]
PerChannel = Annotated[Array, ("channel", "world")]
PerWorld = Annotated[Array, ("world",)]


@dataclass
class State:
    """The state at the end of a month. Arrays are replaced, never changed in place, so that the previous month stays readable."""

    strength: PerActor  # military strength [bn US$ a year of steady spending]
    burden: PerActor  # defence spending in force [% of GDP]
    consensus: PerActor  # domestic agreement on grand strategy [0-1]
    force: PerActor  # what of the strength can be used in the theatre, but for nuclear weapons [bn US$ a year]
    force_memory: PerActor  # the same, averaged over about a year
    offence: PerActor  # share of first-strike weapons and manoeuvres in the visible posture [0-1]
    support: PerActor  # force that allies add, as far as they are believed [bn US$ a year]
    hostility: PerSide  # animosity and perceived intent [0-1]
    trust: PerSide  # belief that the other keeps a deal [0-1]
    heat: PerRivalry  # recent events weighted by severity [>= 0]
    stage: PerRivalry  # 0 calm, 1 crisis, 2 clash, 3 war
    fought: PerRivalry  # whether the two have fought a war in this world [0 or 1]
    credibility: PerAlliance  # belief of the protege that the patron will fight [0-1]
    arrival: PerAlliance  # share of the patron's force that fights in time [0-1]
    presence: PerAlliance  # commitment that the patron's forces in and around the protege embody [0-1]
    presence_memory: PerAlliance  # the same, averaged over about a year
    channel_stage: PerChannel  # 0 none, 1 talks, 2 deal, 3 implementation
    channel_months: PerChannel  # months in that stage
    freeze: PerChannel  # term of the deal [0 or 1]: production stops
    rollback: PerChannel  # term [0 or 1]: the stockpile shrinks
    exercise_halt: PerChannel  # term [0 or 1]: joint exercises stop
    relief_term: PerChannel  # term: sanctions relief promised [0-1]
    peace_regime: PerChannel  # term [0 or 1]: tied to a peace regime
    credibility_challenger: PerWorld  # belief of the challenger that the patron will fight for the main protege [0-1]
    quarrel: PerWorld  # dispute over burden sharing with the main protege [0-1]
    readiness: PerWorld  # readiness of the main protege's own command [0-1]
    transferred: PerWorld  # whether command has passed [0 or 1]
    autonomy: PerWorld  # share of the main protege in its own deterrence [0-1]
    practice: PerWorld  # joint exercises, averaged over about a year [0-1]
    deterrence_gap: PerWorld  # shortfall of conventional deterrence against the theatre's starting posture [0-1]
    nuclear_gap: PerWorld  # uncovered arsenal of the challenger beyond the starting posture [0-1]
    contingency: PerWorld  # how far the flashpoint holds the patron [0-1]
    abandonment: PerWorld  # fear of abandonment in the main protege [0-1]
    entrapment: PerWorld  # fear of entrapment in the main protege [0-1]
    nuclear_pressure: PerWorld  # domestic pressure for a nuclear option of the main protege [0-1]
    latency: PerWorld  # progress of that option [0-1]
    warheads: PerWorld  # stockpile of the challenger
    fissile: PerWorld  # material not yet in warheads [warhead equivalents]
    tech: PerWorld  # maturity of missiles and warheads [0-1]
    production_status: PerWorld  # 0 rolled back, 1 frozen, 2 expanding
    test_memory: PerWorld  # missile tests a month, averaged over about a year
    frustration: PerWorld  # memory of failed talks and broken deals [0-1]
    severity: PerWorld  # severity of the challenger's acts this month [0-1]
    exercise: PerWorld  # intensity of joint exercises this month [0-1]
    sanctions: PerWorld  # sanctions adopted [0-1]
    relief: PerWorld  # sanctions relief granted [0-1]
    enforcement: PerWorld  # enforcement by the backers [0-1]
    coercion: PerWorld  # coercion of the main protege by the main backer, recent months [0-1]
    sidelining: PerWorld  # how far the main protege is bypassed [0-1]
    polarisation: PerWorld  # division of the region into blocs [0-1]
    war_so_far: PerWorld  # whether a war has happened in this world [0 or 1]
    talks_months: PerWorld  # months in which any channel talked, so far
    agreements_reached: PerWorld  # deals so far
    agreements_kept: PerWorld  # months of implementation so far
    agreements_broken: PerWorld  # broken deals so far


@dataclass
class Acts:
    """What was done this month. A month begins with zeros: nothing done."""

    missile_tests: PerWorld  # number of tests
    expected_tests: PerWorld  # their expected number
    nuclear_test: PerWorld  # 0 or 1
    nuclear_prob: PerWorld  # probability of a nuclear test this month
    limited_attack: PerWorld  # 0 or 1
    attack_prob: PerWorld  # probability of a limited attack this month
    severity: PerWorld  # of the three together [0-1]
    exercise: PerWorld  # intensity of joint exercises, show of force included [0-1]
    show_of_force: PerWorld  # 0 or 1
    sanctions_round: PerWorld  # 0 or 1
    sanctions_prob: PerWorld  # probability of a new round this month
    coercion: PerWorld  # 0 or the intensity [0-1]
    enforcement: PerWorld  # by the backers [0-1]
    statement: PerWorld  # threatening statement of the challenger, 0 or 1
    flashpoint: PerWorld  # crisis of patron and backer at the flashpoint, 0 or 1
    command: PerWorld  # who commands: 0 patron-led, 1 transition, 2 own-led
    willingness: PerActor  # readiness to talk [0-1]
    talks_begin: PerChannel  # 0 or 1
    talks_collapse: PerChannel  # 0 or 1
    deal: PerChannel  # 0 or 1
    deal_broken: PerChannel  # 0 or 1
    begin_prob: PerChannel  # probability that talks begin, if there are none
    collapse_prob: PerChannel  # probability that talks collapse, if there are any
    deal_prob: PerChannel  # probability that talks that do not collapse reach a deal
    break_prob: PerChannel  # probability that a deal is broken, if there is one
    crisis_hazard: PerRivalry  # probability of a crisis this month without an attack
    rise_prob: PerRivalry  # probability that calm turns into a crisis this month, attacks included
    clash_given_crisis: PerRivalry  # probability that a crisis turns into a clash
    war_given_clash: PerRivalry  # probability that a clash turns into war
    polarisation_push: PerWorld  # drive from bloc politics [signed]


def _declared_axes(kind: type) -> Mapping[str, tuple[Axis, ...]]:
    return {name: hint.__metadata__[0] for name, hint in get_type_hints(kind, include_extras=True).items()}


AXES: Mapping[type, Mapping[str, tuple[Axis, ...]]] = {kind: _declared_axes(kind) for kind in (State, Acts)}
"""The axes of every field of the state and of the acts, as their types declare them."""


def blank[Record: (State, Acts)](kind: type[Record], cast: Cast, worlds: int) -> Record:
    """Return a state or acts of zeros, each field in the shape that its axes have in a cast."""
    lengths = cast.lengths(worlds)
    shapes = {name: tuple(lengths[axis] for axis in axes) for name, axes in AXES[kind].items()}
    return kind(**{name: np.zeros(shape, dtype=REAL) for name, shape in shapes.items()})
