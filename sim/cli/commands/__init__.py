"""One command of `peninsula` a file."""
