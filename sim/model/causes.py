"""The causes that hostility is moved by; contributions are kept for each, so that a change can be explained."""

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
"""In the order of the cause axis; "drift" is the return to rest."""
