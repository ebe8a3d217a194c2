"""Secrets in files of Python's assignments that have another name, as Flask's `from_pyfile("flask.cfg")` reads them."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.secrets.in_definitions import opens_nothing
from codemods.domains.secrets.in_files import Credential, credentials
from codemods.domains.secrets.placeholders import is_placeholder
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_path

_LOADER = b"from_pyfile"


def loaded_secrets(file: SourceFile) -> Iterator[tuple[ast.Assign, str, Credential]]:
    """The assignments of a file that code of the service loads so, their names and the secrets in them."""
    if use_of_path(file.path, file.project.told.test_folders) is not Use.PRODUCTION or not _is_loaded(file):
        return
    try:
        statements = ast.parse(file.text.removeprefix("\ufeff")).body
    except (SyntaxError, ValueError):
        return
    for each in statements:
        match each:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value) | bytes(value))):
                said = value.decode(errors="replace") if isinstance(value, bytes) else value
                for found in credentials(name, said):
                    if not is_placeholder(found.secret) and not opens_nothing(found):
                        yield each, name, found


def _is_loaded(file: SourceFile) -> bool:
    """Whether a file of the service that calls the loader names this one."""
    project, root = file.project, file.project.service_root(file.path)
    named = re.compile(rb"[\"'/]%s[\"']" % re.escape(posixpath.basename(file.path).encode()))
    return any(
        named.search(each.spelled)
        for each in project.mentioning(_LOADER)
        if project.service_root(each.path) == root and not project.is_test(each.path)
    )
