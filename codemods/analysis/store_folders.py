"""Where the code says which folder a store lies in: `UPLOAD_FOLDER = "uploads"`."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator, Sequence

from codemods.analysis.source import SourceFile
from codemods.analysis.store_uses import Carrier
from codemods.analysis.test_scopes import is_test_code
from codemods.analysis.values import config_values, text

_FOLDER = re.compile(r"(?i)(^|_)(dir|folder|directory|dest|destination|root|path|location)s?(_|$)")
# What everything lies below.
_ALL = re.compile(r"(?i)(^|_)(base|project|home|app|root|cwd|current|work|working|static)(_|$)|basedir")


def folders(held: Sequence[Carrier]) -> dict[ast.stmt, tuple[SourceFile, str]]:
    """The statements that name the folder of a store, each with its file and the name."""
    found: dict[ast.stmt, tuple[SourceFile, str]] = {}
    for carrier in held:
        if not _FOLDER.search(carrier.name) or _ALL.search(carrier.name):
            continue
        for file, value in _values(carrier):
            known = text(file, value).exact
            if known and known.strip("./") and not posixpath.splitext(known)[1] and not is_test_code(file, value):
                found[file.statement(value)] = file, carrier.name
    return found


def _values(carrier: Carrier) -> Iterator[tuple[SourceFile, ast.expr]]:
    if isinstance(carrier.statement, ast.Assign | ast.AnnAssign) and carrier.statement.value is not None:
        yield carrier.file, carrier.statement.value
    elif carrier.shared:
        root = carrier.file.project.service_root(carrier.file.path)
        for file, value in config_values(carrier.file, carrier.name):
            if file.project.service_root(file.path) == root:
                yield file, value
