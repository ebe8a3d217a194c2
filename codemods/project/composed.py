"""The services of a tree's Compose files."""

from __future__ import annotations

from collections.abc import Mapping

from codemods.formats.definitions import Document, services
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable


def composed(file: SourceFile) -> Mapping[str, Document]:
    """The services of a Compose file by name; none if it can't be read."""
    try:
        return services(file.text)
    except Unreadable:
        return {}
