"""The command that makes a study, from the arguments of its function: a reader of its folder can make it again."""

import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from inspect import Parameter, signature
from typing import Any

from sim.foundations.plain_values import listed, plain_value
from sim.scenario.scenario import Scenario

UNTOLD = ("workers", "results", "overwrite", "svg", "progress", "as_rule", "set_then")
"""Parameters that say how a study is run and what is written besides its folder: no number of it depends on them."""

OPTIONS = {
    "overrides": "set", "nowcast": "from-nowcast", "lead_months": "lead-time", "costs": "cost", "utilities": "utility",
}  # fmt: skip
"""Options whose names are not those of their parameters."""

JOINED = ("players", "lead")
"""Parameters whose values stand in one option, with commas between them."""

_WORD = re.compile(r"(?!(true|false|inf|nan)$)[A-Za-z][\w-]*")


def command_text(study: Callable[..., Any], asked: Mapping[str, Any]) -> str:
    """Return the command of a study, such as "peninsula game baseline --worlds 200"; what is as by default stays out.

    study: its function, named as the command, with the scenarios as its first parameter. asked: parameter -> argument.
    A scenario that was loaded in Python stands by its name.
    """
    sources, *options = signature(study).parameters.values()
    named = (each.name if isinstance(each, Scenario) else str(each) for each in listed(asked[sources.name]))
    told = (word for each in options if each.name not in UNTOLD for word in _words(each, asked[each.name]))
    return shlex.join(["peninsula", study.__name__, *named, *told])


def _words(parameter: Parameter, value: Any) -> Iterator[str]:
    value, default = _given(value), _given(parameter.default)
    option = OPTIONS.get(parameter.name, parameter.name).replace("_", "-")
    if value == default:
        return
    if isinstance(value, bool):
        yield f"--{option}" if value else f"--no-{option}"
        return
    texts = [str(value)]
    if isinstance(value, list):
        texts = [",".join(map(str, value))] if parameter.name in JOINED else [*map(str, value)]
    elif isinstance(value, dict):
        texts = [f"{key}={_of_key(parameter.name, each)}" for key, each in value.items()]
    for text in texts:
        yield from (f"--{option}", text)


def _given(value: Any) -> Any:
    """Return an argument as a plain value; an empty list or mapping is none."""
    plain = plain_value(value)
    return None if plain in ([], {}) else plain


def _of_key(parameter: str, value: Any) -> str:
    """Return what stands after KEY=: a value as `--set` reads it, or names and expressions as they are."""
    return _literal(value) if parameter == "overrides" else ",".join(map(str, listed(value)))


def _literal(value: Any) -> str:
    """Return a value as `--set` reads it: a word without quotes, anything else in TOML."""
    return value if isinstance(value, str) and _WORD.fullmatch(value) else _toml(value)


def _toml(value: Any) -> str:
    """Return a value in TOML, on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items()) + " }"
    return f"[{', '.join(map(_toml, value))}]" if isinstance(value, list) else json.dumps(value)
