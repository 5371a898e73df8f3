"""The alliance as its members and its challenger see it."""

from sim.model.outcomes.outcome import Outcome, state
from sim.scenario.theatre import Theatre


def alliance(theatre: Theatre) -> list[Outcome]:
    main, patron = theatre.main_protege, theatre.patron
    capitals = [theatre.actor(alliance.protege).capital for alliance in theatre.alliances]
    seen = [
        Outcome(
            f"credibility_in_{capital}",
            f"Credibility of {patron.label} as seen in {capital.title()}",
            "0-1",
            "higher",
            0,
            1,
            "alliance",
            "belief that the patron will fight",
            lambda month, row=row: month.next.credibility[row],  # type: ignore[misc]
        )
        for row, capital in enumerate(capitals)
    ]
    capital = theatre.challenger.capital
    return [
        *seen,
        Outcome(
            f"credibility_in_{capital}",
            f"Credibility of {patron.label} as seen in {capital.title()}",
            "0-1",
            "higher",
            0,
            1,
            "alliance",
            "belief of the challenger that the patron will fight for its main protege",
            state("credibility_challenger"),
        ),
        Outcome(
            "abandonment",
            f"Fear of abandonment in {main.label}",
            "0-1",
            "lower",
            0,
            1,
            "alliance",
            "need x threat x doubt",
            state("abandonment"),
        ),
        Outcome(
            "entrapment",
            f"Fear of entrapment in {main.label}",
            "0-1",
            "lower",
            0,
            1,
            "alliance",
            "alignment x tension of patron and backer",
            state("entrapment"),
        ),
        Outcome(
            "burden",
            f"Defence burden of {main.label}",
            "% of GDP",
            "",
            0,
            100,
            "alliance",
            "defence share in force",
            lambda month: month.next.burden[month.cast.main],
        ),
        Outcome(
            "burden_quarrel",
            "Burden-sharing quarrel",
            "0-1",
            "lower",
            0,
            1,
            "alliance",
            "demand above offer",
            state("quarrel"),
        ),
    ]
