"""Who imports modules by names that the program makes up, and which modules that may come to."""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.model.names import last_name
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.unreadable import Unreadable

# What is given the name of a module, or of a folder of them.
_LOADERS = frozenset((
    "import_module", "import_string", "__import__", "iter_modules", "walk_packages", "find_modules", "find_spec",
    "load_source", "exec_module", "spec_from_file_location", "run_module", "run_path", "load_module", "load_extension",
    "load_extensions", "import_from_string", "import_object", "locate", "symbol_by_name", "RestyResolver",
    "MethodResolver", "MethodViewResolver",
))  # fmt: skip
_LOADS = re.compile(rb"\b(?:%s)\b" % "|".join(sorted(_LOADERS)).encode())
# What picks a module of settings from outside.
_PICKS = re.compile(rb"\bDJANGO_SETTINGS_MODULE\b|\bfrom_(?:object|envvar|pyfile)\b")


def may_be_loaded(file: SourceFile) -> bool:
    """Whether code makes up a name that could be the module's: it lies below the loader, or the loader names one of the
    folders around it.
    """
    around = posixpath.dirname(file.path).split("/")
    return any(
        file.path.startswith(posixpath.join(posixpath.dirname(loader.path), "")) or _names_one(loader, around)
        for loader in _loaders(file.project)
    )


def picks_settings(project: Project) -> bool:
    """Whether something outside of the tree may say which module of settings is taken."""
    return _picks(project) or bool(_loaders(project))


@once
def _picks(project: Project) -> bool:
    return any(_PICKS.search(each.spelled) for each in project.files.values())


def _names_one(loader: SourceFile, folders: list[str]) -> bool:
    return any(re.search(rb"[\"'./]%s[\"'./]" % re.escape(each.encode()), loader.spelled) for each in folders if each)


@once
def _loaders(project: Project) -> tuple[SourceFile, ...]:
    return tuple(each for each in project.python() if not project.is_test(each.path) and _loads(each))


@fact
def _loads(file: SourceFile) -> bool:
    if not _LOADS.search(file.spelled):
        return False
    try:
        return any(last_name(each.func) in _LOADERS and not _is_fixed(each) for each in file.nodes(ast.Call))
    except Unreadable:
        return True


def _is_fixed(call: ast.Call) -> bool:
    """Whether a call is given a name that stands there: whoever looks for the module finds it."""
    match [*call.args, *(each.value for each in call.keywords)]:
        case [ast.Constant(value=str(text)), *_]:
            return bool(text) and not text.startswith(".")
    return False
