"""The page with the sliders: a small server on this machine, and a page that asks it."""
