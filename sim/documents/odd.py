"""The submodels of the ODD description (Grimm et al. 2020), generated from the docstrings of the mechanisms."""

import inspect
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from sim.model import burden, concessions, indices, mechanisms, posture, signals
from sim.model.choices import choosing
from sim.model.law_of_motion import LAW_OF_MOTION
from sim.model.rules import governments, rulebook

BEGIN, END = "<!-- submodels: written by `peninsula documents` -->", "<!-- end of submodels -->"
OBSERVED = ("levers_in_force", "threat", "willingness")


def mechanism_modules() -> list[ModuleType]:
    """Return the mechanisms in the order of a month: observations of agents first, then the law of motion."""
    names = [module.name for module in iter_modules(mechanisms.__path__)]
    order = [*OBSERVED, *(name for name, _ in LAW_OF_MOTION)]
    return [import_module(f"sim.model.mechanisms.{name}") for name in sorted(names, key=order.index)]


def equations(module: ModuleType) -> list[Callable[..., Any]]:
    """Return the public functions of a module whose docstring has an equation, or a rule with its symbols.

    What a month comes to as a whole, `decide` and `advance`, is among them where it computes anything besides.
    """
    functions = [item for _, item in inspect.getmembers(module, inspect.isfunction) if item.__module__ == module.__name__]
    own = [item for item in functions if not item.__name__.startswith("_") and not (item.__doc__ or "").startswith("Return")]
    stated = [item for item in own if "\n\n" in inspect.cleandoc(item.__doc__ or "")]
    return sorted(stated, key=lambda item: item.__code__.co_firstlineno)


def submodels() -> str:
    """Return the section on submodels: a heading for each equation, with its docstring."""
    parts = []
    for module in (rulebook, governments, *mechanism_modules(), posture, burden, concessions, signals, indices, choosing):
        parts.append(f"### {module.__name__.rpartition('.')[2]}\n\n{inspect.cleandoc(module.__doc__ or '')}")
        parts += [_entry(function) for function in equations(module)]
    return "\n\n".join(parts)


def with_submodels(page: str) -> str:
    """Return a page with the text between its two marks replaced by the current submodels."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{submodels()}\n\n{END}{after}"


def _entry(function: Callable[..., Any]) -> str:
    paragraphs = inspect.cleandoc(function.__doc__ or "").split("\n\n")
    sentence, equation, rest = paragraphs[0], paragraphs[1], paragraphs[2:]
    formula = "\n".join(f"    {line}" for line in equation.splitlines()) if "=" in equation or "~" in equation else equation
    return "\n\n".join([f"#### `{function.__name__}`", sentence, formula, *rest])
