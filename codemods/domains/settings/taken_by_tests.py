"""Settings that tests take from a class, where the environment that the repository writes down for tests lacks them."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.model.parsable import readable, takes
from codemods.model.scopes import tables
from codemods.project.givers import givers
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_class
from codemods.vocabulary.finding import Span

# Where tests' environment is written down: by the file's name, how that looks.
_WRITTEN = {
    "pytest.ini": re.compile(rb"^env[ \t]*=", re.MULTILINE),
    "setup.cfg": re.compile(rb"^\[tool:pytest\](?:\n(?!\[).*)*\nenv[ \t]*=", re.MULTILINE),
    "tox.ini": re.compile(rb"^(?:env|set_?env)[ \t]*=", re.MULTILINE),
    "pyproject.toml": re.compile(
        rb"^\[tool\.pytest_env\]|^\[tool\.pytest\.ini_options\](?:\n(?!\[).*)*\nenv[ \t]*=", re.MULTILINE
    ),
    "conftest.py": re.compile(rb"\benviron(?:\[[^\]\n]+\][ \t]*=(?!=)|\.(?:setdefault|update)\()"),
}


def lacking_tests(file: SourceFile, span: Span, name: str) -> str:
    """The class of settings for tests that would miss a variable if the place insisted on it; '' for none.

    Raises Unreadable.
    """
    root = file.project.service_root(file.path)
    if not _is_written(file.project, root) or _is_given(file.project, root, name):
        return ""
    owners = [each for each in file.nodes(ast.ClassDef) if each.lineno <= span.line <= (each.end_lineno or 0)]
    if not owners:
        return ""
    owner = max(owners, key=lambda each: each.lineno)
    bound = {key for key, values in tables(file)[owner].names.items() if any(_at(each.node, span) for each in values)}
    return next(_heirs(file, owner, bound, frozenset()), "")


def _at(node: ast.AST, span: Span) -> bool:
    return getattr(node, "lineno", 0) <= span.line <= (getattr(node, "end_lineno", 0) or 0)


def _heirs(file: SourceFile, owner: ast.ClassDef, names: set[str], seen: frozenset[ast.ClassDef]) -> Iterator[str]:
    """The classes for tests that inherit a name of the class, from whatever file."""
    for other in readable(file.project.words.holding(owner.name.encode(), whole=True)):
        for each in other.nodes(ast.ClassDef):
            bases = {ast.unparse(base).rpartition(".")[2] for base in each.bases}
            if owner.name not in bases or each in seen or (other is not file and not takes(other, file, owner.name)):
                continue
            if names & tables(other)[each].names.keys():
                continue
            if use_of_class(each.name) is Use.TEST or file.project.is_test(other.path):
                yield each.name
            yield from _heirs(other, each, names, seen | {owner})


def _is_written(project: Project, root: str) -> bool:
    """Whether the repository says which environment its tests get."""
    for path, file in project.files.items():
        pattern = _WRITTEN.get(posixpath.basename(path))
        if pattern is not None and (not root or path.startswith(f"{root}/")) and pattern.search(file.data):
            return True
    return False


def _is_given(project: Project, root: str, name: str) -> bool:
    """Whether something gives tests the variable: what sets it for them, or for whoever starts them."""
    if any(each.kind != "dotenv" or project.is_test(each.path) for each in givers(project, root, name)):
        return True
    return any(posixpath.basename(each.path) == "conftest.py" for each in project.mentioning(name.encode()))
