"""The ground floor: time, chance and errors, which know nothing of policy."""
