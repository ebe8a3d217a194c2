"""Values that a file of the installation gives already, whatever the code writes, as the tree itself shows.

The tree holds what makes the file that is loaded over the defaults, with a reference in the value's place: a template
called after it (`settings.cfg.ctmpl`), a script that writes it when the container starts. Or the module is a plug-in,
and what loads it puts the entries of the settings file over the module's names.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.settings.set_variables import given_values
from codemods.libraries.standard import LOADS_FILE
from codemods.model.environment_reads import environment_read
from codemods.model.names import last_name
from codemods.model.overlays.loaded import overlay
from codemods.model.parsable import readable
from codemods.model.scopes import lookup
from codemods.model.strings import literal
from codemods.project.givers import Giver, givers
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_TEMPLATE = re.compile(r"\.(j2|jinja2?|c?tmpl|tpl|template)$")
# What is filled in when the file is made: `{{ host }}`, `$HOST`, `${HOST}`, `<%= host %>`, `%(host)s`.
_FILLED = re.compile(r"\{\{|\$\{?\w|<%|%\(")
_NAMED_BY_VARIABLE = re.compile(r"\bfrom_envvar\(|\b(?:from_\w+|load\w*)\(.*\b(?:environ|getenv)\b")
_WHOLE = re.compile(r"/[\w./-]+$")
_WRITES = re.compile(rb">[ \t]*[\"']?([\w./${}-]+)")


def is_given_by_file(file: SourceFile, node: ast.AST, name: str) -> bool:
    """Whether a file that each installation has gives the setting of that name. Raises Unreadable."""
    root = file.project.service_root(file.path)
    filled = [each for each in givers(file.project, root, name) if _FILLED.search(each.value)]
    if filled and (where := overlay(file, node)):
        loader = file.project.files[where.rpartition(":")[0]]
        made = sorted({re.escape(name) for each in filled for name in _made(file.project, each)})
        if made and re.search(rf"[\"'/]({'|'.join(made)})[\"']".encode(), loader.spelled):
            return True
    return (file.function(node) is None and _is_plug_in(file)) or is_in_deployed_file(file, node, name)


def is_in_deployed_file(file: SourceFile, node: ast.AST, name: str) -> bool:
    """Whether a definition gives the variable that names the file which is loaded over the node's setting, by a path
    that only an installation has, or of a file here that gives the name too. Raises Unreadable."""
    where = given_by_named_file(file, node)
    if not where:
        return False
    path, _, line = where.rpartition(":")
    loader = file.project.files[path]
    variables = {name for each in _calls_at(loader, int(line)) for name in _naming(loader, each)}
    return any(_may_hold(file.project, each, name) for each in _given_paths(file, variables))


def _given_paths(file: SourceFile, variables: set[str]) -> Iterator[str]:
    """The whole paths that definitions give to variables, those for tests left out."""
    project, root = file.project, file.project.service_root(file.path)
    for variable in sorted(variables):
        written = (each.value for each in givers(project, root, variable) if not project.is_test(each.path))
        yield from (each for each in (*written, *given_values(project, root).get(variable, ())) if _WHOLE.match(each))


def _naming(file: SourceFile, call: ast.Call) -> Iterator[str]:
    if last_name(call.func) == "from_envvar" and (name := literal(call.args[0] if call.args else None)):
        yield name
    yield from (read[0] for each in ast.walk(call) if (read := environment_read(file, each)) is not None)


def _may_hold(project: Project, path: str, name: str) -> bool:
    held = [each for here, each in project.files.items() if path.endswith(f"/{here}")]
    word = re.compile(rf"^[ \t]*[\"']?{re.escape(name)}\b".encode(), re.MULTILINE)
    return not held or any(word.search(each.data) for each in held)


def given_by_named_file(file: SourceFile, node: ast.AST) -> str:
    """What loads a file over the node's setting that a variable names, as path:line; '' if nothing does: there each
    installation has all its settings. Raises Unreadable."""
    where = overlay(file, node)
    path, _, line = where.rpartition(":")
    loader = file.project.files.get(path)
    if loader is None or not line.isdecimal():
        return ""
    return where if any(_NAMED_BY_VARIABLE.search(ast.unparse(each)) for each in _calls_at(loader, int(line))) else ""


def _calls_at(file: SourceFile, line: int) -> list[ast.Call]:
    return [each for each in file.nodes(ast.Call) if each.lineno <= line <= (each.end_lineno or each.lineno)]


def _made(project: Project, giver: Giver) -> Iterator[str]:
    """The names of the files that are made of a template or by a script."""
    if _TEMPLATE.search(giver.path):
        yield posixpath.basename(_TEMPLATE.sub("", giver.path))
    elif giver.kind == "shell":
        written = (each[1].decode() for each in _WRITES.finditer(project.files[giver.path].spelled))
        yield from (posixpath.basename(each) for each in written if "." in each)


def _is_plug_in(file: SourceFile) -> bool:
    """Whether the package's own module loads this one by a name made at run time, and sets what its caller gives."""
    package = file.project.files.get(posixpath.join(posixpath.dirname(file.path), "__init__.py"))
    return package is not None and package is not file and _sets_plug_ins(package)


@once
def _sets_plug_ins(package: SourceFile) -> bool:
    return any(_sets_loaded(each) for each in readable((package,)))


def _sets_loaded(package: SourceFile) -> bool:
    """Whether names made at run time are set on a module that was loaded by such a name from the package's folder."""
    if not any(each in package.spelled for each in (b"__file__", b"__name__", b"__package__", b"__path__")):
        return False
    sets = [each for each in package.nodes(ast.Call) if _sets_given(package, each)]
    if not sets:
        return False
    loaded = {
        (package.function(each), target.id)
        for each in package.nodes(ast.Assign) if isinstance(each.value, ast.Call) and _loads(each.value)
        for target in each.targets if isinstance(target, ast.Name)
    }  # fmt: skip
    handed = {
        getattr(call.func, "id", "")
        for call in package.nodes(ast.Call)
        for given in call.args if isinstance(given, ast.Name) and (package.function(call), given.id) in loaded
    }  # fmt: skip
    return any(
        (around := package.function(each)) is not None
        and isinstance(holder := each.args[0], ast.Name)
        and ((around, holder.id) in loaded or (getattr(around, "name", "") in handed and _is_given(package, holder)))
        for each in sets
    )


def _loads(call: ast.Call) -> bool:
    return last_name(call.func) in LOADS_FILE and bool(call.args) and literal(call.args[0]) is None


def _sets_given(file: SourceFile, call: ast.Call) -> bool:
    """Whether a loop goes through what its function is given and sets each entry: `setattr(module, key, value)`."""
    match call:
        case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Name(id=key), _]):
            loops = (each for each in file.ancestors(call) if isinstance(each, ast.For))
            return any(
                any(isinstance(each, ast.Name) and each.id == key for each in ast.walk(loop.target))
                and any(isinstance(each, ast.Name) and _is_given(file, each) for each in ast.walk(loop.iter))
                for loop in loops
            )
    return False


def _is_given(file: SourceFile, node: ast.Name) -> bool:
    """Whether a name is a parameter."""
    return any(each.kind == "param" for each in lookup(file, node, node.id))
