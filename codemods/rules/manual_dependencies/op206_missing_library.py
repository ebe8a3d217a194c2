"""OP206: a library that somebody has to put into a folder by hand before the service runs.

"Copy taxes.py from the file server into lib": a fresh clone does not start, and nobody knows which version runs.

Before::

    from lib import taxes

After::

    import taxes

By hand: bring the library into the repository as a package with its own metadata, or publish it to an index and name
it in the requirements.

The fix bundles a library that is plain Python and needs nothing else, where its source can be reached when it runs: in
the folder itself, which git ignores, or by `libraries = […]` in [tool.operable].
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.dependencies.local_libraries import Library, bundled, library
from codemods.project.module_home import import_base
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

_FOLDERS = ("lib", "libs", "vendor", "vendored", "third_party", "thirdparty", "external", "extern", "external_libs")

_NEEDLES = tuple(f"{word} {each}" for word in ("from", "import") for each in _FOLDERS)


@dataclass(frozen=True, slots=True)
class _Bundled:
    """The libraries' files, by path."""

    files: Mapping[str, str]


rule = Rule[_Bundled](
    "OP206", "missing-library", safety=Safety.UNSAFE, needles=_NEEDLES,
)  # fmt: skip

# Folders that are never read, as others wrote what is in them: what lies there may well be in the repository.
_UNREAD = _FOLDERS[2:6] + _FOLDERS[-1:]
_REMEDY = "bring it into the repository as a package with its own metadata"


@rule.find(ast.Import, ast.ImportFrom)
def dropped(node: ast.Import | ast.ImportFrom, file: SourceFile) -> Iterator[Finding[_Bundled]]:
    """The imports from a folder of libraries that the repository lacks."""
    dotted = [each.name for each in node.names] if isinstance(node, ast.Import) else [node.module or ""]
    tops = {each.partition(".")[0] for each in dotted}
    if len(tops) != 1 or tops.isdisjoint(_FOLDERS) or (isinstance(node, ast.ImportFrom) and node.level):
        return
    if node not in file.tree.body:
        return
    top = tops.pop()
    base = import_base(file)
    folder = file.project.root / base / top
    if file.project.module(top, file.path) is not None or _is_kept(file, base, top):
        return
    if top in _UNREAD and folder.exists():
        return
    names = _names(node)
    shown = ", ".join(names) or top
    places = (folder, *file.project.libraries)
    found = [library(file.project, each, places) for each in names]
    taken = any(file.project.module(each, file.path) for each in names)
    message = f"{shown} has to be copied into {top}/ by hand: the repository lacks it"
    if not names or taken or None in found:
        yield file.finding(rule, node, message, f"find out where {shown} comes from, and {_REMEDY}", safety=Safety.NONE)
        return
    files = {path: text for each in found if isinstance(each, Library) for path, text in bundled(base, each).items()}
    sites = (file.site(node, "bundle"), file.site(node, "remove"))
    yield file.finding(rule, node, message, _REMEDY, sites=sites, data=_Bundled(files))


def _is_kept(file: SourceFile, base: str, top: str) -> bool:
    prefix = posixpath.join(base, top, "")
    return any(path.startswith(prefix) for path in file.project.files)


def _names(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The libraries that an import takes from the folder; none where that is not plain."""
    if isinstance(node, ast.Import) or any(each.asname or each.name == "*" for each in node.names):
        return []
    inner = (node.module or "").split(".")[1:]
    if inner:
        return inner if len(inner) == 1 else []
    return [each.name for each in node.names]


@rule.rewrite("SimpleStatementLine", role="bundle")
def bundle(node: cst.SimpleStatementLine, finding: Finding[_Bundled], edit: Edit) -> object:
    """The libraries' files, and their imports without the folder."""
    import libcst as cst

    for path, text in finding.data.files.items():
        edit.add_file(path, text)
    for each in node.body:
        if isinstance(each, cst.ImportFrom) and each.module and not isinstance(each.names, cst.ImportStar):
            inner = cst.Module([]).code_for_node(each.module).partition(".")[2]
            names = [alias.evaluated_name for alias in each.names]
            if inner:
                edit.from_imports.update((inner, name) for name in names)
            else:
                edit.imports.update(names)
    return node
