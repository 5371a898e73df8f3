"""Findings: the claims of scenarios, tested under every worldview and told by who changes (see `hypotheses.ways`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.hypotheses.drivers import Driver, drivers_of
from sim.analysis.hypotheses.reach import reached
from sim.analysis.hypotheses.verdicts import Verdict, has_verdict, holds, verdict_of, verdict_on_hypothesis
from sim.analysis.hypotheses.ways import WHOLE, Way, told_by, ways_of
from sim.analysis.robust import Aim, Robustness, robustness
from sim.foundations.errors import PeninsulaError
from sim.model.expression import expression
from sim.model.outcomes import outcomes_of
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Trial:
    """A claim in one way of telling its scenario, with a value for each worldview.

    holds: None where the outcome is exactly the same in every world. difference, half_width, effect: mean paired difference
    from the reference, half its 90 % confidence interval, and its effect size.
    """

    holds: tuple[bool | None, ...]
    difference: tuple[float, ...]
    half_width: tuple[float, ...]
    effect: tuple[float, ...]
    verdict: Verdict

    @property
    def number_held(self) -> int:
        """Number of worldviews under which the claim holds."""
        return sum(bool(one) for one in self.holds)


@dataclass(frozen=True)
class Claim:
    """The test of one claim: an outcome, and how it should differ from the reference.

    expected: one of `sim.scenario.claims.EXPECTED`. trials: by name of the way. drivers: assumptions on which the difference
    depends most, for the scenario as a whole under the first worldview.
    """

    aim: Aim
    expected: str
    trials: Mapping[str, Trial]
    drivers: tuple[Driver, ...]

    def depends_on(self, party: str) -> bool:
        """Whether the claim holds under fewer worldviews once a party's change is taken away."""
        return bool(self.lost_without(party))

    def lost_without(self, party: str) -> tuple[int, ...]:
        """Return the worldviews, by index, under which the claim holds only with a party's change.

        An outcome that is exactly the same is no loss where the claim is that it is not higher, or not lower.
        """
        without = self.trials.get(f"without {party}")
        if without is None:
            return ()
        same_is_loss = not self.expected.startswith("not")
        pairs = enumerate(zip(self.trials[WHOLE].holds, without.holds, strict=True))
        lost = tuple(view for view, (held, left) in pairs if held and (left is False or (left is None and same_is_loss)))
        return lost if without.number_held < self.trials[WHOLE].number_held else ()


@dataclass(frozen=True)
class Finding:
    """The test of a hypothesis: a scenario, its reference, the ways in which it is told, and its claims."""

    scenario: Scenario
    reference: Scenario
    worldviews: tuple[str, ...]
    ways: tuple[Way, ...]
    claims: tuple[Claim, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict on the scenario as a whole."""
        return self.verdict_by(WHOLE)

    def verdict_by(self, way: str) -> Verdict:
        """Return the verdict on the hypothesis in a way; see `sim.analysis.hypotheses.verdicts.verdict_on_hypothesis`."""
        return verdict_on_hypothesis([claim.trials[way].verdict for claim in self.claims])

    def decided(self, way: str) -> int:
        """Return the number of claims with a verdict: neither out of reach nor without any difference."""
        return sum(has_verdict(claim.trials[way].verdict) for claim in self.claims)

    @property
    def leans_on(self) -> tuple[str, ...]:
        """The parties without whose change some claim holds under fewer worldviews, by name."""
        parties = (way.name.removeprefix("without ") for way in self.ways if way.name.startswith("without "))
        return tuple(party for party in parties if any(claim.depends_on(party) for claim in self.claims))

    @property
    def depends_on_challenger(self) -> bool:
        """Whether a claim holds under fewer worldviews if the challenger keeps its policy of the reference."""
        return self.scenario.theatre.challenger.name in self.leans_on


def number_of_runs(scenario: Scenario, reference: Scenario) -> int:
    """Return how many scenarios are simulated under each worldview, the reference among them."""
    return max(2, len({frozenset(), *(way.parties for way in ways_of(scenario, reference))}))


def evaluate_claims(
    views: Sequence[Scenario],
    references: Sequence[Scenario],
    workers: int | None = None,
    progress: Progress | None = None,
) -> Finding:
    """Test the claims of a scenario in every way of telling it.

    views, references: the scenario and its reference under each worldview. workers: number of processes (None: chosen).
    progress: called with the number of world-months completed.
    Raises PeninsulaError when it claims nothing, names an unknown outcome, or has a different horizon than its reference.
    """
    scenario, reference = views[0], references[0]
    if not scenario.claims.expected:
        raise PeninsulaError(f"{scenario.name} claims nothing: expected a table [claims] in its file")
    aims = [_aim(name, scenario) for name in scenario.claims.expected]
    ways = ways_of(scenario, reference)
    rows: dict[frozenset[str], list[Scenario]] = {frozenset(): list(references)}
    # the scenario as a whole first, so that what is simulated under its parties carries its name
    for way in sorted(ways, key=lambda way: way.name != WHOLE):
        if way.parties not in rows:
            rows[way.parties] = [told_by(way, one, other) for one, other in zip(views, references, strict=True)]
    if len(rows) == 1:
        # nothing changes: a scenario still has to be compared with something
        rows[frozenset({WHOLE})] = list(views)
    # `robustness` needs a condition of good-enough worlds; claims do not use it
    satisfy = expression(f"{scenario.theatre.headline} < 100", scenario)
    result = robustness(list(rows.values()), [view.worldview for view in views], aims, satisfy, workers, progress)
    index = {parties: row for row, parties in enumerate(rows)}
    expected = tuple(scenario.claims.expected.values())
    whole = next(way.parties for way in ways if way.name == WHOLE)
    trials: dict[frozenset[str], list[Trial]] = {}
    for parties in dict.fromkeys(way.parties for way in ways):
        tried = [_trial(result, aim, one, index[parties]) for aim, one in enumerate(expected)]
        trials[parties] = _out_of_reach(tried, aims, rows[parties], references, workers)
    claims = tuple(
        Claim(
            aim=aim,
            expected=expected[number],
            trials={way.name: trials[way.parties][number] for way in ways},
            drivers=drivers_of(views[0], result.values[number, index[whole], 0] - result.values[number, 0, 0]),
        )
        for number, aim in enumerate(aims)
    )
    return Finding(scenario, reference, result.worldviews, ways, claims)


def _aim(name: str, scenario: Scenario) -> Aim:
    try:
        outcome = expression(name, scenario, "number")
    except PeninsulaError as error:
        raise PeninsulaError(f"{scenario.name}.toml: claims: {error}") from None
    known = {outcome.name: outcome for outcome in outcomes_of(scenario.theatre)}
    return Aim(outcome, known[name].title if name in known else name, known[name].unit if name in known else "", 1)


def _trial(result: Robustness, aim: int, expected: str, row: int) -> Trial:
    views = range(len(result.worldviews))
    same = [np.array_equal(result.values[aim, row, view], result.values[aim, 0, view]) for view in views]
    held = tuple(holds(expected, int(result.standing[aim, row, view]), same[view]) for view in views)
    differences = [result.difference(aim, row, view) for view in views]
    difference, half_width, effect = (tuple(each[part] for each in differences) for part in range(3))
    return Trial(held, difference, half_width, effect, verdict_of(held))


def _out_of_reach(
    tried: Sequence[Trial],
    aims: Sequence[Aim],
    views: Sequence[Scenario],
    references: Sequence[Scenario],
    workers: int | None,
) -> list[Trial]:
    """Return trials in which a claim without any difference is "not reachable" if no changed lever can move its outcome."""
    still = [number for number, trial in enumerate(tried) if trial.verdict == "no difference"]
    moved = dict(zip(still, reached([aims[number].expression for number in still], views, references, workers), strict=True))
    return [
        trial
        if moved.get(number, True)
        else Trial(trial.holds, trial.difference, trial.half_width, trial.effect, "not reachable")
        for number, trial in enumerate(tried)
    ]
