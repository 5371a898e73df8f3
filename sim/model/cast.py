"""The theatre in numbers: where each actor, rivalry, alliance and channel lies on its axis."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.foundations.axes import REAL, Array, Axis
from sim.scenario.theatre import Actor, Theatre


@dataclass(frozen=True)
class Cast:
    """Positions of the roles on the axes of a theatre.

    situation: the theatre with the figures that hold at the start (None: those of the theatre).
    """

    theatre: Theatre
    situation: Theatre | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the actors along the actor axis."""
        return tuple(actor.name for actor in self.theatre.actors)

    @cached_property
    def patron(self) -> int:
        """Index of the patron on the actor axis."""
        return self.names.index(self.theatre.patron.name)

    @cached_property
    def main(self) -> int:
        """Index of the main protege on the actor axis."""
        return self.names.index(self.theatre.main_protege.name)

    @cached_property
    def challenger(self) -> int:
        """Index of the challenger on the actor axis."""
        return self.names.index(self.theatre.challenger.name)

    @cached_property
    def backers(self) -> tuple[int, ...]:
        """Indices of all who back the challenger, the main one first."""
        return self._indices(self.theatre.having("main_backer") + self.theatre.having("backer"))

    @cached_property
    def main_backer(self) -> int | None:
        """Index of the main backer, if the theatre has one."""
        indices = self._indices(self.theatre.having("main_backer"))
        return indices[0] if indices else None

    @cached_property
    def supplier(self) -> int | None:
        """Index of the first further backer, if the theatre has one."""
        indices = self._indices(self.theatre.having("backer"))
        return indices[0] if indices else None

    @cached_property
    def partners(self) -> tuple[int, ...]:
        """Indices of the other proteges of the patron."""
        return self._indices(self.theatre.having("protege"))

    @cached_property
    def allied_proteges(self) -> tuple[int, ...]:
        """Index of the protege of each alliance, along the alliance axis; the main one comes first."""
        return tuple(self.names.index(alliance.protege) for alliance in self.theatre.alliances)

    @cached_property
    def bloc(self) -> tuple[int, ...]:
        """Indices of the patron and all its proteges."""
        return (self.patron, self.main, *self.partners)

    @cached_property
    def by(self) -> tuple[int, ...]:
        """Who feels, along the directed axis."""
        return self._sides("first", "second")

    @cached_property
    def about(self) -> tuple[int, ...]:
        """About whom it is felt, along the directed axis."""
        return self._sides("second", "first")

    @cached_property
    def rivalries(self) -> int:
        """Length of the rivalry axis."""
        return len(self.theatre.rivalries)

    def row(self, by: int | None, about: int | None) -> int | None:
        """Return the index of a directed dyad on the directed axis, or None when the two are no rivals."""
        return self._rows.get((by, about))

    @cached_property
    def _rows(self) -> Mapping[tuple[int | None, int | None], int]:
        return {pair: row for row, pair in enumerate(zip(self.by, self.about, strict=True))}

    def rivalry(self, one: int | None, other: int | None) -> int | None:
        """Return the index of the rivalry of two actors, whichever comes first, or None."""
        row = self.row(one, other)
        return None if row is None else row % self.rivalries

    @cached_property
    def channel_parties(self) -> tuple[int, ...]:
        """Index of the party that faces the challenger, along the channel axis."""
        return tuple(self.names.index(channel.parties[0]) for channel in self.theatre.channels)

    def weights(self, kind: str) -> tuple[float, ...]:
        """Return the weights of the rivalries in the "headline" or "regional" index, summing to one."""
        raw = [getattr(rivalry, f"{kind}_weight") for rivalry in self.theatre.rivalries]
        total = sum(raw)
        return tuple(weight / total if total else 1 / len(raw) for weight in raw)

    @cached_property
    def headline_rows(self) -> tuple[int, ...]:
        """Rivalries that count in the headline index."""
        return tuple(row for row, weight in enumerate(self.weights("headline")) if weight > 0)

    @cached_property
    def headline_directed(self) -> tuple[int, ...]:
        """Both sides of the headline rivalries on the directed axis: all first sides, then all second sides."""
        return (*self.headline_rows, *(row + self.rivalries for row in self.headline_rows))

    @cached_property
    def headline_weights(self) -> tuple[float, ...]:
        """Weights of the headline rivalries, summing to one."""
        return tuple(self.weights("headline")[row] for row in self.headline_rows)

    def headline_mean(self, felt: Array) -> Array:
        """Return the mean of both sides over the headline rivalries of an array (..., directed, world)."""
        total = np.zeros_like(felt, shape=(*felt.shape[:-2], felt.shape[-1]))
        for row, weight in zip(self.headline_rows, self.headline_weights, strict=True):
            total += REAL(weight / 2) * (felt[..., row, :] + felt[..., row + self.rivalries, :])
        return total

    def lengths(self, worlds: int) -> Mapping[Axis, int]:
        """Return the length of every axis of a model with that many worlds."""
        return {
            "actor": len(self.names),
            "rivalry": self.rivalries,
            "directed": 2 * self.rivalries,
            "alliance": len(self.theatre.alliances),
            "channel": len(self.theatre.channels),
            "world": worlds,
        }

    def for_partner(self, index: int, share: Array) -> Array:
        """Return a share that holds for partners, or one for another actor at an index of the actor axis."""
        return share if index in self.partners else np.ones(1, dtype=REAL)

    def figures(self, key: str) -> Array:
        """Return one starting value of every actor, shape (actor, 1)."""
        return np.array([[actor.start[key].value] for actor in (self.situation or self.theatre).actors], dtype=REAL)

    def sides(self, key: str) -> Array:
        """Return one starting value of both sides of every rivalry, such as "hostility" or "trust_rest", shape (directed, 1)."""
        starts = [rivalry.start for rivalry in self.theatre.rivalries]
        return np.array([[start[f"{side}_{key}"].value] for side in ("first", "second") for start in starts], dtype=REAL)

    def _indices(self, actors: Iterable[Actor]) -> tuple[int, ...]:
        return tuple(self.names.index(actor.name) for actor in actors)

    def _sides(self, near: str, far: str) -> tuple[int, ...]:
        rivalries = self.theatre.rivalries
        names = [getattr(rivalry, near) for rivalry in rivalries] + [getattr(rivalry, far) for rivalry in rivalries]
        return tuple(self.names.index(name) for name in names)
