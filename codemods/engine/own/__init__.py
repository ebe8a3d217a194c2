"""Rules that a project brings itself."""
