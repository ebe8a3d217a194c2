"""OP803: one SQLALCHEMY_DATABASE_URI for reads and writes.

It is the only address of a database that the service knows: a replica beside the writer would stand idle. Where the
service makes its `SQLAlchemy()` too, OP802 says so there, once.

Before::

    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "postgresql://localhost/shop")

By hand: give the reader a setting of its own that defaults to this one,
`SQLALCHEMY_BINDS = {"reader": os.environ.get("DATABASE_READER_URL") or SQLALCHEMY_DATABASE_URI}`. Where OP802 can be
fixed (`explain OP802`), its fix does that: it reads DATABASE_READER_URL from the environment.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.commands.by_hand import is_run_by_hand
from codemods.domains.database.demand import has_demand, is_sqlite_alone
from codemods.domains.database.flask_sqlalchemy import has_extension
from codemods.domains.database.replicas import is_local_file, single
from codemods.model.strings import text
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

_KEY = "SQLALCHEMY_DATABASE_URI"

rule = Rule("OP803", "database-uri", needles=(_KEY,), safety=Safety.NONE)

_ENGINE = re.compile(rb"\bcreate_(async_)?engine\(")
_IN_MEMORY = ("sqlite://", "sqlite:///:memory:", "sqlite:///file::memory:?cache=shared")
_REMEDY = "give the reader a URL of its own that defaults to this one, in SQLALCHEMY_BINDS"


@rule.find(ast.Assign, ast.AnnAssign)
def assignments(node: ast.Assign | ast.AnnAssign, file: SourceFile) -> Iterator[Finding]:
    """`SQLALCHEMY_DATABASE_URI = …`, also as an attribute and as a key of the configuration."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if node.value is not None and any(_names(each) for each in targets):
        yield from _endpoint(node, node.value, file)


@rule.find(ast.keyword)
def arguments(node: ast.keyword, file: SourceFile) -> Iterator[Finding]:
    """`app.config.update(SQLALCHEMY_DATABASE_URI=…)`, `from_mapping` and `dict`."""
    if node.arg == _KEY:
        yield from _endpoint(node, node.value, file)


@rule.find(ast.Dict)
def keys(node: ast.Dict, file: SourceFile) -> Iterator[Finding]:
    """`{"SQLALCHEMY_DATABASE_URI": …}`."""
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and key.value == _KEY:
            yield from _endpoint(key, value, file)


def _names(target: ast.expr) -> bool:
    match target:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return name == _KEY
    return False


def _endpoint(node: ast.AST, value: ast.expr, file: SourceFile) -> Iterator[Finding]:
    nothing = isinstance(value, ast.Constant) and not value.value
    if nothing or text(file, value).exact in _IN_MEMORY or is_local_file(value) or has_extension(file):
        return
    if not has_demand(file) or is_sqlite_alone(file):
        return
    if single(file, node) and not _has_engine(file) and not is_run_by_hand(file):
        yield file.finding(rule, node, f"{_KEY} is the only address of a database that the service knows", _REMEDY)


def _has_engine(file: SourceFile) -> bool:
    """Whether the file's service makes an engine, where OP801 says the same."""
    project, root = file.project, file.project.service_root(file.path)
    return any(
        _ENGINE.search(each.spelled) and project.service_root(each.path) == root and not project.is_test(each.path)
        and not project.is_migration(each.path)
        for each in project.mentioning(b"create_engine")
    )  # fmt: skip
