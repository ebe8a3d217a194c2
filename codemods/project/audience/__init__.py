"""Whom files are for whose names do not say it: Compose files of developers, packages of tests."""
