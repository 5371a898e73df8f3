"""Autonomy, diplomacy, the region and politics at home."""

from sim.model.outcomes.outcome import Outcome, state
from sim.model.stages import TALKS
from sim.scenario.theatre import Theatre


def politics(theatre: Theatre) -> list[Outcome]:
    main = theatre.main_protege.label
    found = [
        Outcome(
            "autonomy",
            f"Share of {main} in its own deterrence",
            "0-1",
            "higher",
            0,
            1,
            "autonomy",
            "own force under own command over all deterrence",
            state("autonomy"),
        ),
        Outcome(
            "deterrence_gap",
            "Deterrence gap",
            "0-1",
            "lower",
            0,
            1,
            "autonomy",
            "shortfall against the starting posture",
            state("deterrence_gap"),
        ),
        Outcome(
            "readiness",
            f"Readiness of the command of {main}",
            "0-1",
            "higher",
            0,
            1,
            "autonomy",
            "conditions of the transfer",
            state("readiness"),
        ),
        Outcome(
            "talks",
            "Talks under way",
            "0 or 1",
            "",
            0,
            1,
            "diplomacy",
            "whether any channel talks this month",
            lambda month: (month.next.channel_stage == TALKS).max(axis=0, initial=0),
        ),
        Outcome(
            "talks_months",
            "Months of talks so far",
            "months",
            "",
            0,
            1e4,
            "diplomacy",
            "any channel",
            state("talks_months"),
        ),
        Outcome(
            "agreements_reached",
            "Agreements reached so far",
            "agreements",
            "higher",
            0,
            1e4,
            "diplomacy",
            "all channels",
            state("agreements_reached"),
        ),
        Outcome(
            "agreements_kept",
            "Months of agreements kept so far",
            "months",
            "higher",
            0,
            1e4,
            "diplomacy",
            "months in which a deal was implemented",
            state("agreements_kept"),
        ),
        Outcome(
            "agreements_broken",
            "Agreements broken so far",
            "agreements",
            "lower",
            0,
            1e4,
            "diplomacy",
            "all channels",
            state("agreements_broken"),
        ),
        Outcome(
            "sidelining",
            f"Sidelining of {main}",
            "0-1",
            "lower",
            0,
            1,
            "diplomacy",
            "bypassed by patron and challenger",
            state("sidelining"),
        ),
        Outcome(
            "bloc_polarisation",
            "Bloc polarisation",
            "0-1",
            "lower",
            0,
            1,
            "region",
            "division of the region into blocs",
            state("polarisation"),
        ),
        Outcome(
            "consensus",
            f"Domestic consensus in {main}",
            "0-1",
            "higher",
            0,
            1,
            "domestic",
            "agreement on grand strategy",
            lambda month: month.next.consensus[month.cast.main],
        ),
        Outcome(
            "nuclear_pressure",
            f"Pressure for a nuclear option in {main}",
            "0-1",
            "lower",
            0,
            1,
            "domestic",
            "responds to abandonment and doubt",
            state("nuclear_pressure"),
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
                f"{pair.name}_hostility",
                f"Hostility {pair.label}",
                "0-1",
                "lower",
                0,
                1,
                "region",
                "mean of both sides",
                lambda month: (month.next.hostility[row] + month.next.hostility[row + month.cast.rivalries]) / 2,
            )
        )
    return found
