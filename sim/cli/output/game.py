"""What `peninsula game` prints: equilibria by worldview, how the others answer, and regret."""

from rich.text import Text

from sim.analysis.games.answers import answer_sentences, nash_sentences, regret_sentence
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
    for sentence in (*nash_sentences(result), *answer_sentences(result), regret_sentence(result)):
        screen.print(Text(sentence), soft_wrap=True)
    screen.print()
    print_end("Tables and plots", result.folder)
