"""The fourteen mechanisms of a month, one idea a file: pure equations on arrays, then how the month applies them."""
