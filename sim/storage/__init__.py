"""Folders under results/: of runs, of analyses, and of runs that are not finished."""
