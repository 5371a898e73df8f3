"""Readers of observed series in the file formats of their publishers; each checks columns and units."""
