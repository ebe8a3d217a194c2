"""The interface for rules of your own: what docs/own-rules.md describes, and nothing else is promised.

It changes with VERSION only; within a version, names are added and none is taken away.
"""

from __future__ import annotations

from codemods.model.names import qualified
from codemods.model.strings import argument, literal
from codemods.project.source_file import SourceFile
from codemods.rewriting.edit import Edit
from codemods.vocabulary.finding import Finding, Safety, Setting, Site, Span
from codemods.vocabulary.rule import Rule, Skip

VERSION = 1

__all__ = [
    "VERSION", "Edit", "Finding", "Rule", "Safety", "Setting", "Site", "Skip", "SourceFile", "Span", "argument",
    "literal", "qualified",
]  # fmt: skip
