"""Classes of settings that nothing takes: no new environment needs another one."""

from __future__ import annotations

import ast
import re

from codemods.model.overlays.replaced import of_service, takes_unnamed
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact
from codemods.vocabulary.signs import whole
from codemods.vocabulary.unreadable import Unreadable

# What takes a class by a name that is made while the program runs.
_BY_NAME = re.compile(
    rb"\b(?:import_string|import_module|__import__|getmembers)\s*\(|\b__subclasses__\b|\b(?:globals|vars)\(\)"
    rb"|\bgetattr\(\s*[\w.]*(?:config|settings|conf)\w*\s*,",
    re.IGNORECASE,
)


@fact
def _takes_by_name(file: SourceFile) -> bool:
    return _BY_NAME.search(file.spelled) is not None


def is_never_taken(file: SourceFile, node: ast.ClassDef) -> bool:
    """Whether nothing in the tree names a class of settings, where the application takes others by their names."""
    word = whole(node.name)
    if len(word.findall(file.spelled)) != 1 or not any(of_service(file, "from_object")):
        return False
    project, root, needle = file.project, file.project.service_root(file.path), node.name.encode()
    others = (each for each in project.files.values() if each.kind != "python" and needle in each.data)
    naming = (*project.matching(word, (needle,)), *(each for each in others if word.search(each.data)))
    if any(each is not file and project.service_root(each.path) in ("", root) for each in naming):
        return False
    if any(map(_takes_by_name, of_service(file, ""))):
        return False
    try:
        return not takes_unnamed(file)
    except Unreadable:
        return False
