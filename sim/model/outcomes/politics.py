"""Autonomy, diplomacy, the region and politics at home."""

from sim.model.outcomes.outcome import Outcome, state
from sim.model.stages import TALKS
from sim.scenario.theatre import Theatre


def politics(theatre: Theatre) -> list[Outcome]:
    main = theatre.main_protege.label
    found = [
        Outcome(
            name="autonomy",
            title=f"Share of {main} in its own deterrence",
            unit="0-1",
            low=0,
            high=1,
            better="higher",
            group="autonomy",
            definition="own force under own command over all deterrence",
            read=state("autonomy"),
        ),
        Outcome(
            name="deterrence_gap",
            title="Deterrence gap",
            unit="0-1",
            low=0,
            high=1,
            better="lower",
            group="autonomy",
            definition="shortfall against the starting posture",
            read=state("deterrence_gap"),
        ),
        Outcome(
            name="readiness",
            title=f"Readiness of the command of {main}",
            unit="0-1",
            low=0,
            high=1,
            better="higher",
            group="autonomy",
            definition="conditions of the transfer",
            read=state("readiness"),
        ),
        Outcome(
            name="talks",
            title="Talks under way",
            unit="0 or 1",
            low=0,
            high=1,
            better="",
            group="diplomacy",
            definition="whether any channel talks this month",
            read=lambda month: (month.next.channel_stage == TALKS).max(axis=0, initial=0),
        ),
        Outcome(
            name="talks_months",
            title="Months of talks so far",
            unit="months",
            low=0,
            high=1e4,
            better="",
            group="diplomacy",
            definition="any channel",
            read=state("talks_months"),
        ),
        Outcome(
            name="agreements_reached",
            title="Agreements reached so far",
            unit="agreements",
            low=0,
            high=1e4,
            better="higher",
            group="diplomacy",
            definition="all channels",
            read=state("agreements_reached"),
        ),
        Outcome(
            name="agreements_kept",
            title="Months of agreements kept so far",
            unit="months",
            low=0,
            high=1e4,
            better="higher",
            group="diplomacy",
            definition="months in which a deal was implemented",
            read=state("agreements_kept"),
        ),
        Outcome(
            name="agreements_broken",
            title="Agreements broken so far",
            unit="agreements",
            low=0,
            high=1e4,
            better="lower",
            group="diplomacy",
            definition="all channels",
            read=state("agreements_broken"),
        ),
        Outcome(
            name="sidelining",
            title=f"Sidelining of {main}",
            unit="0-1",
            low=0,
            high=1,
            better="lower",
            group="diplomacy",
            definition="bypassed by patron and challenger",
            read=state("sidelining"),
        ),
        Outcome(
            name="bloc_polarisation",
            title="Bloc polarisation",
            unit="0-1",
            low=0,
            high=1,
            better="lower",
            group="region",
            definition="division of the region into blocs",
            read=state("polarisation"),
        ),
        Outcome(
            name="consensus",
            title=f"Domestic consensus in {main}",
            unit="0-1",
            low=0,
            high=1,
            better="higher",
            group="domestic",
            definition="agreement on grand strategy",
            read=lambda month: month.next.consensus[month.cast.main],
        ),
        Outcome(
            name="nuclear_pressure",
            title=f"Pressure for a nuclear option in {main}",
            unit="0-1",
            low=0,
            high=1,
            better="lower",
            group="domestic",
            definition="responds to abandonment and doubt",
            read=state("nuclear_pressure"),
        ),
    ]
    backers = theatre.having("main_backer")
    pair = next(
        (r for r in theatre.rivalries if backers and {r.first, r.second} == {theatre.patron.name, backers[0].name}),
        None,
    )
    if pair is not None:
        row = theatre.rivalries.index(pair)
        found.append(
            Outcome(
                name=f"{pair.name}_hostility",
                title=f"Hostility {pair.label}",
                unit="0-1",
                low=0,
                high=1,
                better="lower",
                group="region",
                definition="mean of both sides",
                read=lambda month: (month.next.hostility[row] + month.next.hostility[row + month.cast.rivalries]) / 2,
            )
        )
    return found
