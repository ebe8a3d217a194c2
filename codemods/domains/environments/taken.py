"""Classes of settings that nothing takes: no new environment needs another one."""

from __future__ import annotations

import ast
import re

from codemods.model.overlays.replaced import of_service, takes_unnamed
from codemods.project.source_file import SourceFile
from codemods.vocabulary.signs import whole
from codemods.vocabulary.unreadable import Unreadable

# What takes a class by a name that is made while the program runs.
_BY_NAME = re.compile(
    rb"\b(?:import_string|import_module|__import__|getmembers)\s*\(|\b__subclasses__\b|\b(?:globals|vars)\(\)"
    rb"|\bgetattr\(\s*[\w.]*(?:config|settings|conf)\w*\s*,",
    re.IGNORECASE,
)


def is_never_taken(file: SourceFile, node: ast.ClassDef) -> bool:
    """Whether nothing in the tree names a class of settings, where the application takes others by their names."""
    word = whole(node.name)
    if len(word.findall(file.spelled)) != 1 or not any(of_service(file, "from_object")):
        return False
    project, root, needle = file.project, file.project.service_root(file.path), node.name.encode()
    for path, each in project.files.items():
        own = project.service_root(path) in ("", root)
        if own and each is not file and needle in each.spelled and word.search(each.spelled):
            return False
    if any(_BY_NAME.search(each.spelled) for each in of_service(file, "")):
        return False
    try:
        return not takes_unnamed(file)
    except Unreadable:
        return False
