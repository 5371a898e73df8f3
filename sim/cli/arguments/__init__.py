"""Options and arguments that commands share, and how their text is read."""
