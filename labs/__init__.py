"""Experiments that prove each anti-pattern's harm and each fix."""

INSTALL = "make setup"
