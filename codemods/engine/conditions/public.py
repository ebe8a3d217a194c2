"""What others name in a module stays, and stays what it is: a value, a function, a class."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping

from codemods.libraries.servers import LOOKED_FOR
from codemods.model.parsable import module_stem, readable, takes
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

_VALUE, _FUNCTION, _CLASS = "a value", "a function", "a class"
# What names objects of modules in words of its own.
_NAMING = frozenset(("dockerfile", "compose", "procfile", "shell", "ini", "unit", "toml", "yaml", "dotenv"))


def objection(before: Project, after: Project, paths: Collection[str]) -> str | None:
    """Which name that another file uses would be gone, or would be something else, or None."""
    for path in sorted(paths):
        old = before.files.get(path)
        if old is None or old.kind != "python":
            continue
        first, second = _public(old.tree), _public(after.files[path].tree)
        for name, kind in first.items():
            # Who is changed along with it knows what a name is now, but none may name what is gone.
            known = paths if name in second else ()
            if second.get(name) != kind and (user := _user(after, after.files[path], name, known)):
                change = f"would become {second[name]}" if name in second else "would be gone"
                return f"{name} {change}, and {user} names it"
    return None


def _public(tree: ast.Module) -> Mapping[str, str]:
    """The names that the module binds, also under `if`, `try` and `with`, and what each one is; imports are values."""
    found: dict[str, str] = {}
    stack: list[ast.stmt] = [*tree.body]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[node.name] = _FUNCTION
        elif isinstance(node, ast.ClassDef):
            found[node.name] = _CLASS
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = (each for target in targets for each in ast.walk(target))
            found |= {each.id: _VALUE for each in names if isinstance(each, ast.Name)}
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.partition(".")[0]: _VALUE for alias in node.names}
        elif isinstance(node, ast.If | ast.Try | ast.With):
            for name in ("body", "orelse", "finalbody", "handlers"):
                for each in getattr(node, name, ()):
                    stack += each.body if isinstance(each, ast.ExceptHandler) else [each]
    return found


def _user(project: Project, module: SourceFile, name: str, known: Collection[str]) -> str | None:
    """The path of another file that names the module's attribute; Python files of `known` don't count."""
    for file in readable(project.mentioning(name.encode())):
        if file is not module and file.path not in known and takes(file, module, name):
            return file.path
    stem = module_stem(module.path)
    named = re.compile(rf"(?<![\w-]){re.escape(stem)}(\.py)?[:.]{re.escape(name)}\b")
    alone = re.compile(rf"(?<![\w-]){re.escape(stem)}(\.py)?(?![\w:.])")
    for file in project.files.values():
        if file.kind in _NAMING and stem.encode() in file.spelled:
            text = file.spelled.decode("utf-8", "replace")
            if named.search(text) or (name in LOOKED_FOR and any(map(alone.search, _commands(text)))):
                return file.path
    return None


def _commands(text: str) -> Iterator[str]:
    """The lines that start a server, a worker or Flask's command line."""
    return (line for line in text.splitlines() if re.search(r"gunicorn|uvicorn|celery|FLASK_APP|flask|uwsgi", line))
