"""What is raised of a file that is not what its name says."""

from __future__ import annotations


class Unreadable(Exception):
    """A file that is no text, or no Python that the running interpreter knows. `line` counts from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line
