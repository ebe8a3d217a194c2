"""Modules that a fix copies into a project as they stand: the owner keeps them, nothing imports them from here."""
