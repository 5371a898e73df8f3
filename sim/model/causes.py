"""The causes that the model accounts for; contributions are kept for each, so that a result can be explained."""

from collections.abc import Mapping

CAUSES: tuple[str, ...] = (
    "provocations",
    "exercises",
    "sanctions",
    "arms",
    "coercion",
    "posture",
    "blocs",
    "diplomacy",
    "broken_deals",
    "crises",
    "drift",
)
"""What moves hostility, in the order of the cause axis; "drift" is the return to rest."""

TIES: tuple[str, ...] = ("exercises", "blocs", "outreach", "arming", "flexibility", "seat", "payment", "threat")
"""What else moves the credibility of the main alliance, in conduct that is not about it."""

ACCOUNTS: Mapping[str, tuple[str, ...]] = {
    "hostility": ("start", *CAUSES[:-1]),
    "events": ("start", "provocations", "exercises", "crises", "incidents"),
    "stage": ("crises",),
    "trust": ("start", "diplomacy", "broken_deals", "provocations"),
    "credibility": ("start", "presence", "withdrawal", "guarantee", "exposure", "stance", "own_command", "quarrel", *TIES),
}
"""Quantity -> the entries that it is the sum of. The first three make up the headline index; see `sim.model.ledger`."""
