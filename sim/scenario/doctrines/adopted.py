"""The doctrines of actors while a chain of files is read."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError
from sim.scenario.doctrines.dated import KEY, Dated, dated_doctrines, levers_of, rules_of
from sim.scenario.rules.reading import WrittenRules
from sim.scenario.schedule_syntax import Horizon
from sim.scenario.theatre import Actor
from sim.scenario.toml_file import refuse


@dataclass
class Adopted:
    """What the files read so far say of doctrines: actor -> the dated names, and the names of the rules that they brought."""

    held: dict[str, Dated] = field(default_factory=dict)
    rules: dict[str, list[str]] = field(default_factory=dict)

    def lay(self, actor: Actor, written: Any, path: Path | str, horizon: Horizon, book: WrittenRules) -> dict[str, Any]:
        """Lay what a file says over what was before; return the levers that it stands for, as a file would give them.

        book: in which rules of the doctrines before are replaced by those of the new ones.
        Raises PeninsulaError with file and key.
        """
        try:
            held = dated_doctrines(actor, written, self.held.get(actor.name, ()), horizon)
        except PeninsulaError as error:
            refuse(path, f"policy.{actor.name}.{KEY}", str(error))
        rules = rules_of(actor, held, horizon)
        book.withdraw(name for name in self.rules.get(actor.name, ()) if name in book.tables)
        book.lay(path, rules)
        self.held[actor.name], self.rules[actor.name] = held, [rule["name"] for rule in rules]
        return levers_of(actor, written, held)
