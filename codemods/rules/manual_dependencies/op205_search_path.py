"""OP205: code that changes sys.path to find what it imports.

A folder outside of the repository has to be there on every machine, in the right version: a file server that is down
stops the start. A path to the service's own folder hides that the service is started from the wrong place.

Before::

    sys.path.insert(0, "/mnt/fileserver/python")
    import cardnetwork

After::

    import cardnetwork

By hand: bring the library into the repository as a package with its own metadata (or publish it to an index and name
it in the requirements), and start the service in the folder that its modules lie in.

The fix bundles libraries that are plain Python and need nothing else, where the folder can be reached when it runs:
as the code names it, or by `libraries = […]` in [tool.operable].
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from codemods.domains.commands.by_hand import is_never_started, is_run_by_hand, processes_are_known
from codemods.domains.dependencies.build_code import is_build_code
from codemods.domains.dependencies.local_libraries import Library, bundled, library, missing, readable
from codemods.domains.deployment.checkouts import is_checkout
from codemods.domains.runtime.phases import Phase, phases
from codemods.libraries.standard import LOADS_PLUGIN, SEARCH_PATH
from codemods.model.import_graph import imports_dynamically, known_by
from codemods.model.names import called, last_name
from codemods.model.strings import argument, literal, text
from codemods.project.module_home import import_base
from codemods.project.source_file import SourceFile, begin
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Bundled:
    """The libraries' files, by path."""

    files: Mapping[str, str]


rule = Rule[_Bundled](
    "OP205", "search-path", once="service", safety=Safety.UNSAFE,
    needles=("sys.path", "from sys import", "addsitedir"),
)  # fmt: skip

_ASIDE = re.compile(r"(^|/)(conf|noxfile|tasks)\.py$")
_OWN = re.compile(r"__file__|getcwd|cwd\(|root|base|here|dir", re.IGNORECASE)
_PACKAGE = "bring it into the repository as a package with its own metadata"


@rule.find(ast.Call)
def changed(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Bundled]]:
    """The calls that add to the search path."""
    name = called(file, node)
    if name not in SEARCH_PATH or file.project.is_migration(file.path) or _ASIDE.search(file.path):
        return
    if is_build_code(file.project, file.path):
        return
    added = argument(node, SEARCH_PATH[name])
    folder = text(file, added).exact or ""
    # A path that a function is given is a feature: plug-ins.
    if not folder and file.function(node) is not None and not _OWN.search(ast.unparse(added) if added else ""):
        return
    if not folder.startswith("/"):
        if _is_of_people(file, node) or _is_plug_in(file, node) or _is_by_path(file, node):
            return
        yield file.finding(
            rule, node, "the code adds to sys.path to find its own modules",
            "start the service in the folder of its modules, or install it as a package", safety=Safety.NONE,
        )  # fmt: skip
        return
    if _is_installed_there(file, folder) or is_checkout(file.project, folder) or _brings_nothing(file, node):
        return
    message = f"modules are imported from {folder}, outside of the repository"
    plan = _plan(node, file, folder)
    if plan is None:
        names = ", ".join(dict.fromkeys(each for _, each in missing(file))) or "what it holds"
        yield file.finding(rule, node, message, f"copy {names} from {folder}: {_PACKAGE}", safety=Safety.NONE)
        return
    statement, moved, files = plan
    sites = [file.site(statement, "bundle"), file.site(statement, "remove")]
    for each in moved:
        sites += [file.site(each, "sorted"), file.site(each, "remove")]
    yield file.finding(rule, node, message, _PACKAGE, sites=tuple(sites), data=_Bundled(files))


def _is_of_people(file: SourceFile, node: ast.Call) -> bool:
    """Whether only a person runs the call: in a script, or by the main guard of a module that processes import."""
    if is_run_by_hand(file) or (processes_are_known(file) and is_never_started(file)):
        return True
    return file.function(node) is not None and phases(file, node) == {Phase.SCRIPT}


def _is_plug_in(file: SourceFile, node: ast.Call) -> bool:
    """Whether the function imports a module by a name that it is given: somebody's own, in a folder of theirs."""
    function = file.function(node)
    return function is not None and any(
        isinstance(each, ast.Call) and last_name(each.func) in LOADS_PLUGIN
        and each.args and literal(each.args[0]) is None
        for each in ast.walk(function)
    )  # fmt: skip


def _is_by_path(file: SourceFile, node: ast.Call) -> bool:
    """Whether the call is for a start by the file's path alone: `if not __package__:`."""
    return any(isinstance(each, ast.If) and "__package__" in ast.unparse(each.test) for each in file.ancestors(node))


def _is_installed_there(file: SourceFile, folder: str) -> bool:
    """Whether the folder is where the project itself is put: one of its own has that name and the imported modules."""
    own, files = posixpath.basename(folder.rstrip("/")), file.project.files
    ends = [re.search(rf"(?:^|/){re.escape(own)}/", path) for path in files]
    homes = {match.string[: match.end()] for match in ends if match}
    names = {each.name.partition(".")[0] for node in file.nodes(ast.Import) for each in node.names}
    names |= {(node.module or "").partition(".")[0] for node in file.nodes(ast.ImportFrom)}
    return any(f"{home}{name}{end}" in files for home in homes for name in names for end in (".py", "/__init__.py"))


def _brings_nothing(file: SourceFile, node: ast.Call) -> bool:
    """Whether the path is put there behind all imports, and all that these load comes from elsewhere."""
    statement = file.statement(node)
    imports: list[ast.Import | ast.ImportFrom] = [*file.nodes(ast.Import), *file.nodes(ast.ImportFrom)]
    if statement not in file.tree.body or not imports or any(begin(each) > begin(statement) for each in imports):
        return False
    loaded = [file.project.files[each] for each in known_by([file])]
    return not any(imports_dynamically(each) or any(missing(each)) for each in readable(loaded))


def _plan(node: ast.Call, file: SourceFile, folder: str) -> tuple[ast.stmt, list[ast.stmt], dict[str, str]] | None:
    """The statement to take out, the imports behind it, and the files that bring in all that comes from the folder."""
    statement = file.statement(node)
    if statement not in file.tree.body or not isinstance(statement, ast.Expr) or statement.value is not node:
        return None
    places = (Path(folder), *file.project.libraries)
    base = import_base(file)
    found: dict[str, Library] = {}
    for other in readable(file.project.python()):
        for _, name in missing(other, places):
            each = library(file.project, name, places)
            if each is None or import_base(other) != base:
                return None
            found[name] = each
    # What the path is for is not seen: the modules may be imported by names made at run time.
    if not found or any(name not in found for _, name in missing(file)):
        return None
    behind = file.tree.body[file.tree.body.index(statement) + 1 :]
    moved = [each for each, name in missing(file, places) if each in behind and name in found and _is_plain(each)]
    return statement, moved, {path: code for each in found.values() for path, code in bundled(base, each).items()}


def _is_plain(statement: ast.stmt) -> bool:
    names = statement.names if isinstance(statement, ast.Import | ast.ImportFrom) else []
    return all(each.asname is None and each.name != "*" for each in names) and (
        isinstance(statement, ast.ImportFrom) or all("." not in each.name for each in names)
    )


@rule.rewrite("SimpleStatementLine", role="bundle")
def bundle(node: object, finding: Finding[_Bundled], edit: Edit) -> object:
    """The libraries' files."""
    for path, code in finding.data.files.items():
        edit.add_file(path, code)
    return node


@rule.rewrite("SimpleStatementLine", role="sorted")
def sort_in(node: cst.SimpleStatementLine, finding: Finding[_Bundled], edit: Edit) -> object:
    """An import that stood behind the change of the path, among the others."""
    import libcst as cst

    for each in node.body:
        if isinstance(each, cst.Import):
            edit.imports.update(alias.evaluated_name for alias in each.names)
        elif isinstance(each, cst.ImportFrom) and each.module and not isinstance(each.names, cst.ImportStar):
            module = cst.Module([]).code_for_node(each.module)
            edit.from_imports.update((module, alias.evaluated_name) for alias in each.names)
    return node
