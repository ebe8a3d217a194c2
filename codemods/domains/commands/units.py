"""Units of systemd: which of them run a service of the tree, and where in the tree they start it."""

from __future__ import annotations

from codemods.domains.commands.commands import serves, written
from codemods.domains.runtime.entry_points import launched
from codemods.formats import unit
from codemods.project.source_file import SourceFile


def runs_service(document: unit.Document, file: SourceFile) -> bool:
    """Whether a unit starts code of the tree, or a server of Python's, and not a program that the machine has."""
    return any(each.path == file.path for each in launched(file.project)) or any(
        serves(each) for each in written(document, file)
    )


def folder_of(document: unit.Document, file: SourceFile) -> str:
    """The folder of the tree that `WorkingDirectory` means: its longest end that the tree has, else the service's own.

    In a package nothing is started: there the tree itself is called like its package.
    """
    parts = [each for each in document.value("WorkingDirectory").split("/") if each]
    for start in range(len(parts)):
        folder = "/".join(parts[start:])
        if folder in file.project.folders and "__init__.py" not in file.project.folders[folder]:
            return folder
    return file.project.service_root(file.path)
