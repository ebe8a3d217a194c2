"""OP607: settings that come from a JSON, YAML or TOML file only.

The file is part of the image: another environment needs another file, and another file another image.

By hand: read each setting from the environment, with the file's value as its default, and convert it: the file knows
numbers and switches, the environment knows text. Secrets leave the file. Or mount the file and take its path from a
variable.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.settings.config_files import (
    file_wins,
    fixed_file,
    looks_at_any_variable,
    named_file,
    reads_environment,
)
from codemods.domains.settings.deployed_files import is_mounted
from codemods.libraries.frameworks.web import IN_SERVICE
from codemods.libraries.settings import DATA_LOADS
from codemods.model.names import called
from codemods.model.scopes import lookup
from codemods.model.strings import argument
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, parts, use_of_path
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.kept import once
from codemods.vocabulary.rule import Rule

rule = Rule(
    "OP607",
    "data-file",
    needles=("json", "yaml", "YAML", "toml"),
    once="file",
    safety=Safety.NONE,
)

_SETTINGS = re.compile(r"(.*[^a-z])?(app|db|server|service)?_?(config(uration)?s?|settings?|conf|cfg|secrets?|"
                       r"credentials?)([^a-z].*)?\.(json|ya?ml|toml|cfg|conf)$", re.IGNORECASE)  # fmt: skip
_WRITES = re.compile(r"open\((?:.*, )?(?:mode=)?'[wax][bt+]{0,2}'")
_EXISTS = re.compile(r"\b(exists|isfile|is_file)\(")


@rule.find(ast.Call)
def loads(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Loads of a file that is called like settings and whose name is fixed."""
    if called(file, node) not in DATA_LOADS or file.project.is_test(file.path) or file.project.is_migration(file.path):
        return
    source = _opened(file, argument(node, 0, "fp", "stream", "s", "f"))
    name = fixed_file(file, source) if source is not None else None
    if (
        name is None
        or not _SETTINGS.match(name)
        or not _is_service(file.project, file.project.service_root(file.path))
        or _is_written(file, name)
    ):
        return
    if _is_for_developers(file, node, name):
        return
    around = file.function(node) or file.tree
    if _is_updated_from_mount(file, node, around):
        return
    reversed_order = file_wins(file, around)
    if not reversed_order and (
        looks_at_any_variable(file, [around]) or any(reads_environment(file, each) for each in _below(file, node))
    ):
        return
    message = f"settings come from {name} alone: what runs the container cannot set them"
    yield file.finding(
        rule, node, f"{name} silently overrides what the environment set" if reversed_order else message,
        "let a variable of the environment win over each setting of the file", safety=Safety.NONE,
    )  # fmt: skip


def _opened(file: SourceFile, node: ast.expr | None, seen: frozenset[ast.expr] = frozenset()) -> ast.expr | None:
    """The expression of the path whose file the expression reads."""
    if node in seen:
        return None
    match node:
        case ast.Name(id=name):
            # A name's values are looked at once, however it is reached.
            seen |= {node}
            values = [each.value for each in lookup(file, node, name) if each.value is not None]
            opened = [each for each in (_opened(file, value, seen) for value in values) if each is not None]
            return opened[0] if opened else None
        case ast.Call(func=ast.Attribute(value=holder, attr="read" | "read_text" | "read_bytes" | "open")):
            return _opened(file, holder, seen) or (holder if "read_" in ast.unparse(node.func) else None)
        case ast.Call() if called(file, node) in ("builtins.open", "io.open", "codecs.open", "pathlib.Path.open"):
            return argument(node, 0, "file")
    return None


@once
def _is_service(project: Project, root: str) -> bool:
    """Whether the service at `root` is a web service: elsewhere a configuration file is what users expect."""
    inside = (each for each in project.python() if each.path.startswith(f"{root}/" if root else ""))
    return any(re.search(rb"^\s*(from|import) (%s)\b" % b"|".join(IN_SERVICE), each.spelled, re.M) for each in inside)


def _is_updated_from_mount(file: SourceFile, node: ast.Call, around: ast.AST) -> bool:
    """Whether the file holds defaults: below, `settings.update(…)` takes what the platform mounts."""
    for each in ast.walk(around):
        if isinstance(each, ast.Call) and each.lineno > node.lineno and called(file, each) in DATA_LOADS:
            source = _opened(file, argument(each, 0, "fp", "stream", "s", "f"))
            name = named_file(file, source)
            if name is not None and is_mounted(file.project, name) and _updates(file, each):
                return True
    return False


def _updates(file: SourceFile, load: ast.Call) -> bool:
    """Whether what is loaded goes into what is there already."""
    match file.parents.get(load):
        case ast.Call(func=ast.Attribute(attr="update")):
            return True
        case ast.AugAssign(op=ast.BitOr()):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            return re.search(rf"\.update\(\s*{name}\b|\|=?\s*{name}\b", file.text) is not None
    return False


def _is_written(file: SourceFile, name: str) -> bool:
    """Whether the program writes the file itself: then it holds state, not settings."""
    opened = [ast.unparse(each) for each in file.nodes(ast.Call) if called(file, each).endswith("open")]
    written = [each for each in opened if _WRITES.search(each)]
    return any(name in each for each in written) or (bool(written) and b".dump(" in file.spelled)


def _is_for_developers(file: SourceFile, node: ast.Call, name: str) -> bool:
    """Whether the file is one of a developer's, by its name, and the service does without it.

    A file called `local` is one that an installation has too.
    """
    if use_of_path(name) is not Use.DEVELOPMENT or "local" in parts(name):
        return False
    return any(
        (isinstance(each, ast.Try) and all(isinstance(line, ast.Pass) for one in each.handlers for line in one.body))
        or (isinstance(each, ast.If) and _EXISTS.search(ast.unparse(each.test)) is not None)
        for each in file.ancestors(node)
    )


def _below(file: SourceFile, node: ast.AST) -> list[ast.stmt]:
    """The statements right behind the load, where an override would stand."""
    statement = file.statement(node)
    outer = file.parents[statement]
    if isinstance(outer, ast.With):
        statement = outer
    block = file.block(statement)
    return block[block.index(statement) + 1 :][:6] if statement in block else []
