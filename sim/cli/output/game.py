"""What `peninsula game` prints: equilibria by worldview, how the others answer, and regret."""

from collections.abc import Iterator

from rich.text import Text

from sim.analysis.games.answers import answer_sentences, regret_sentence, worded
from sim.analysis.games.told import mixtures
from sim.cli.output.terminal import console, print_end, table
from sim.studies.game import Game


def print_game(result: Game) -> None:
    """Print the logit equilibrium of each worldview, pure equilibria, and what follows if the first player goes first."""
    screen = console()
    screen.print()
    screen.print(Text(f"Game of {', '.join(result.labels)} in {result.base.name}", style="bold"))
    profiles = result.solved[0].resampled.shape[2]
    screen.print(Text(f"{profiles} profiles in the same {result.base.worlds:,} worlds; a game for each worldview", style="dim"))
    screen.print()
    headings = ("!Player", "!Doctrine", *(f">{view}" for view in result.worldviews))
    screen.print(table(headings, mixtures(result)))
    screen.print(
        "probability in the logit equilibrium, with its 90 % interval over worlds and what governments may value", style="dim"
    )
    screen.print()
    for sentence in (*_pure(result), *answer_sentences(result), regret_sentence(result)):
        screen.print(Text(sentence), soft_wrap=True)
    screen.print()
    print_end("Tables and plots", result.folder)


def _pure(result: Game) -> Iterator[str]:
    """Yield the Nash equilibria under each worldview: pure ones by name, and how many mixed ones there are."""
    for view, solved in zip(result.worldviews, result.solved, strict=True):
        pure = [mixtures for mixtures in solved.nash.equilibria if all(each.max() > 1 - 1e-6 for each in mixtures)]
        named = [
            " - ".join(worded(own[int(mixture.argmax())]) for own, mixture in zip(solved.strategies, mixtures, strict=True))
            + f" ({solved.stability[tuple(int(mixture.argmax()) for mixture in mixtures)]:.0%} of samples)"
            for mixtures in pure
        ]
        mixed = len(solved.nash.equilibria) - len(pure)
        more = f"{mixed} mixed" if mixed else "no mixed one"
        rest = more if solved.nash.complete else f"{more} found, and too many combinations to look for all"
        yield f"Nash under {view}: {'; '.join(named) or 'no pure one'}; {rest}."
