"""Columns of the export, by their names."""

MAPPINGS = {"id": 0}
