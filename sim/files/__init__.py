"""File formats, atomic writes, locks and clean-up: how anything reaches the disk."""
