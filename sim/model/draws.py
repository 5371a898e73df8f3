"""Draws of the assumptions: one value for each world, uniform over the range in force."""

from collections.abc import Mapping, Sequence

from sim.foundations.axes import Array
from sim.foundations.chance import Chance
from sim.model.batch import side_by_side
from sim.scenario.scenario import Scenario


def draw(scenarios: Sequence[Scenario], chance: Chance) -> Mapping[str, Array]:
    """Return a value of every assumption for every world of every scenario, each of shape (scenario x point x world,).

    So are drawn the parameters of rules; in a scenario without the rule they are zero.

    a = low + u (high - low), u from the stream "assumption/<name>", so that scenarios with one seed share their draws.
    """
    drawn_from = [scenario.drawn for scenario in scenarios]
    worlds = len(chance.worlds) * chance.copies // len(scenarios)

    def drawn(name: str) -> Array:
        ranges = [each.get(name, (0.0, 0.0)) for each in drawn_from]
        low = side_by_side([low for low, _ in ranges], worlds)
        width = side_by_side([high - low for low, high in ranges], worlds)
        return low + chance.uniform(f"assumption/{name}", 0)[0] * width

    return {name: drawn(name) for name in dict.fromkeys(name for each in drawn_from for name in each)}
