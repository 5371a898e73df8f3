"""Draws of the assumptions: one value for each world, uniform over the range in force."""

from collections.abc import Mapping, Sequence

from sim.foundations.axes import Array
from sim.foundations.chance import Chance
from sim.model.batch import side_by_side
from sim.scenario.scenario import Scenario


def draw(scenarios: Sequence[Scenario], chance: Chance) -> Mapping[str, Array]:
    """Return a value of every assumption for every world of every scenario, each of shape (scenario x point x world,).

    a = low + u (high - low), u from the stream "assumption/<name>", so that scenarios with one seed share their draws.
    """
    worlds = len(chance.worlds) * chance.copies // len(scenarios)

    def drawn(name: str) -> Array:
        ranges = [scenario.assumptions[name] for scenario in scenarios]
        low = side_by_side([low for low, _ in ranges], worlds)
        width = side_by_side([high - low for low, high in ranges], worlds)
        return low + chance.uniform(f"assumption/{name}", 0)[0] * width

    return {name: drawn(name) for name in scenarios[0].assumptions}
