"""The alliance as its members and its challenger see it."""

from sim.model.outcomes.outcome import Outcome, state
from sim.scenario.theatre import Theatre


def alliance(theatre: Theatre) -> list[Outcome]:
    main, patron = theatre.main_protege, theatre.patron
    capitals = [theatre.actor(alliance.protege).capital for alliance in theatre.alliances]
    seen = [
        Outcome(
            name=f"credibility_in_{capital}",
            title=f"Credibility of {patron.label} as seen in {capital.title()}",
            unit="0-1",
            low=0,
            high=1,
            better="higher",
            group="alliance",
            definition="belief that the patron will fight",
            read=state("credibility", row),
        )
        for row, capital in enumerate(capitals)
    ]
    capital = theatre.challenger.capital
    return [
        *seen,
        Outcome(
            name=f"credibility_in_{capital}",
            title=f"Credibility of {patron.label} as seen in {capital.title()}",
            unit="0-1",
            low=0,
            high=1,
            better="higher",
            group="alliance",
            definition="belief of the challenger that the patron will fight for its main protege",
            read=state("credibility_challenger"),
        ),
        Outcome(
            name="abandonment",
            title=f"Fear of abandonment in {main.label}",
            unit="0-1",
            low=0,
            high=1,
            better="lower",
            group="alliance",
            definition="need x threat x doubt",
            read=state("abandonment"),
        ),
        Outcome(
            name="entrapment",
            title=f"Fear of entrapment in {main.label}",
            unit="0-1",
            low=0,
            high=1,
            better="lower",
            group="alliance",
            definition="alignment x tension of patron and backer",
            read=state("entrapment"),
        ),
        Outcome(
            name="burden",
            title=f"Defence burden of {main.label}",
            unit="% of GDP",
            low=0,
            high=100,
            better="",
            group="alliance",
            definition="defence share in force",
            read=lambda month: month.next.burden[month.cast.main],
        ),
        Outcome(
            name="burden_quarrel",
            title="Burden-sharing quarrel",
            unit="0-1",
            low=0,
            high=1,
            better="lower",
            group="alliance",
            definition="demand above offer",
            read=state("quarrel"),
        ),
    ]
