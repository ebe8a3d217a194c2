"""Findings for people and for tools."""
