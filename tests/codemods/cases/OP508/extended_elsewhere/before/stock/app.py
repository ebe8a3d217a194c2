"""The stock."""
