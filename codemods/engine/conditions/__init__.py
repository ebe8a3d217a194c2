"""The conditions of the contract of a fix, one a module."""
