"""Settings that say themselves that tests are run with them, whatever their module or class is called."""

from __future__ import annotations

import ast
import re

from codemods.project.test_code import parts

_TEST_DATABASE = frozenset(("test", "tests", "testing", "unit", "unittest", "pytest", "ci"))
_DATABASE_NAME = re.compile(r"://[^\s?#]*/(?P<name>[\w.-]+)(?:[?#]\S*)?$")
_IN_MEMORY = re.compile(r"sqlite(\+\w+)?://(/(:memory:|file::memory:\S*)?)?$")


def says_tests(body: list[ast.stmt]) -> bool:
    """Whether settings switch off what only tests can do without, or name a database of the tests' own."""
    return any(map(_says_tests, body))


def _says_tests(statement: ast.stmt) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
            pass
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=value)):
            pass
        case _:
            return False
    if name in ("TESTING", "WTF_CSRF_ENABLED"):
        return value is (name == "TESTING")
    if not isinstance(value, str) or "://" not in value:
        return False
    found = _DATABASE_NAME.search(value)
    words = parts(found["name"]) if found else []
    own = len(words) > 1 and not _TEST_DATABASE.isdisjoint((words[0], words[-1]))
    return own or _IN_MEMORY.match(value) is not None
