"""Readers of the publishers' own files, each with its columns and units checked."""
