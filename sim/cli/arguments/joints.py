"""`peninsula run baseline + opcon_conditions`: scenarios that the shell has taken apart are one stack again."""

from collections.abc import Sequence

from sim.foundations.errors import PeninsulaError

JOINTS = ("+", "then")


def joined(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with those around a joint made one: ["run", "a", "+", "b"] as ["run", "a + b"].

    Raises PeninsulaError when a scenario is missing beside a +.
    """
    found: list[str] = []
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        before = found[-1] if len(found) > 1 else ""
        # the value of an option, such as --title then, is no joint
        if argument not in JOINTS or before.startswith("-"):
            found.append(argument)
        elif before and rest and not rest[0].startswith("-"):
            found[-1] = f"{before} {argument} {rest.pop(0)}"
        elif argument == "+":
            raise PeninsulaError("a scenario is missing beside '+': expected something like baseline + opcon_fast")
        else:
            found.append(argument)
    return found
