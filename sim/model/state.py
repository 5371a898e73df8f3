"""What a world remembers from one month to the next, and what its actors do within a month."""

from dataclasses import dataclass

from sim.foundations.axes import Array


@dataclass
class State:
    """The state at the end of a month. Arrays are replaced, never changed in place, so that the old month stays readable."""

    # (actor, world)
    strength: Array  # military strength [bn US$ a year of steady spending]
    burden: Array  # defence spending in force [% of GDP]
    consensus: Array  # domestic agreement on grand strategy [0-1]
    force: Array  # what of the strength can be used in the theatre, nuclear weapons included [bn US$ a year]
    force_memory: Array  # the same, averaged over about a year
    offence: Array  # share of first-strike weapons and manoeuvres in the visible posture [0-1]
    support: Array  # force that allies add, as far as they are believed [bn US$ a year]
    # (directed, world)
    hostility: Array  # animosity and perceived intent [0-1]
    trust: Array  # belief that the other keeps a deal [0-1]
    # (rivalry, world)
    heat: Array  # recent events weighted by severity [>= 0]
    stage: Array  # 0 calm, 1 crisis, 2 clash, 3 war
    # (alliance, world)
    credibility: Array  # belief of the protege that the patron will fight [0-1]
    presence: Array  # weight of the patron's forces in and around the protege [0-1]
    presence_memory: Array  # the same, averaged over about a year
    # (channel, world)
    channel_stage: Array  # 0 none, 1 talks, 2 deal, 3 implementation
    channel_months: Array  # months in that stage
    freeze: Array  # the deal's terms [0 or 1]: production stops
    rollback: Array  # the stockpile shrinks
    exercise_halt: Array  # joint exercises stop
    relief_term: Array  # sanctions relief promised [0-1]
    peace_regime: Array  # tied to a peace regime
    # (world,)
    credibility_challenger: Array  # belief of the challenger that the patron will fight for the main protege [0-1]
    quarrel: Array  # dispute over burden sharing with the main protege [0-1]
    readiness: Array  # readiness of the main protege's own command [0-1]
    transferred: Array  # whether command has passed [0 or 1]
    autonomy: Array  # share of the main protege in its own deterrence [0-1]
    deterrence_gap: Array  # shortfall of deterrence against the theatre's starting posture [0-1]
    abandonment: Array  # fear of abandonment in the main protege [0-1]
    entrapment: Array  # fear of entrapment in the main protege [0-1]
    nuclear_pressure: Array  # domestic pressure for a nuclear option of the main protege [0-1]
    latency: Array  # progress of that option [0-1]
    warheads: Array  # stockpile of the challenger
    fissile: Array  # material not yet in warheads [warhead equivalents]
    tech: Array  # maturity of missiles and warheads [0-1]
    production_status: Array  # 0 rolled back, 1 frozen, 2 expanding
    test_memory: Array  # missile tests a month, averaged over about a year
    frustration: Array  # memory of failed talks and broken deals [0-1]
    severity: Array  # severity of the challenger's acts this month [0-1]
    exercise: Array  # intensity of joint exercises this month [0-1]
    sanctions: Array  # sanctions adopted [0-1]
    relief: Array  # sanctions relief granted [0-1]
    enforcement: Array  # enforcement by the backers [0-1]
    coercion: Array  # coercion of the main protege by the main backer, recent months [0-1]
    sidelining: Array  # how far the main protege is bypassed [0-1]
    polarisation: Array  # division of the region into blocs [0-1]
    war_so_far: Array  # whether a war has happened in this world [0 or 1]
    talks_months: Array  # months in which any channel talked, so far
    agreements_reached: Array  # deals so far
    agreements_kept: Array  # months of implementation so far
    agreements_broken: Array  # broken deals so far


@dataclass
class Acts:
    """What was done this month; shapes (world,) unless said. Every act starts as nothing done."""

    missile_tests: Array  # number of tests
    expected_tests: Array  # their expected number
    nuclear_test: Array  # 0 or 1
    limited_attack: Array  # 0 or 1
    severity: Array  # of the three together [0-1]
    exercise: Array  # intensity of joint exercises, show of force included [0-1]
    show_of_force: Array  # 0 or 1
    sanctions_round: Array  # 0 or 1
    coercion: Array  # 0 or the intensity [0-1]
    enforcement: Array  # by the backers [0-1]
    statement: Array  # threatening statement of the challenger, 0 or 1
    flashpoint: Array  # crisis of patron and backer at the flashpoint, 0 or 1
    command: Array  # who commands: 0 patron-led, 1 transition, 2 own-led
    willingness: Array  # (actor, world): readiness to talk [0-1]
    talks_begin: Array  # (channel, world): 0 or 1
    talks_collapse: Array  # (channel, world): 0 or 1
    deal: Array  # (channel, world): 0 or 1
    deal_broken: Array  # (channel, world): 0 or 1
    crisis_hazard: Array  # (rivalry, world): probability of a crisis this month
    clash_given_crisis: Array  # (rivalry, world): probability that a crisis turns into a clash
    war_given_clash: Array  # (rivalry, world): probability that a clash turns into war
    polarisation_push: Array  # drive from bloc politics [signed]
    hostility_causes: Array  # (cause, directed, world): contributions to this month's change of hostility
