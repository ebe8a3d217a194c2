"""Files of a process's own credentials, which it writes for a library to read."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from codemods.domains.runtime.phases import phases
from codemods.domains.state.operations import Operation
from codemods.domains.state.path_givers import base
from codemods.vocabulary.phases import Phase

_TOKEN = re.compile(
    r"(?i)(^|[^a-z])(access_?|identity_?|id_?)?(tokens?|jwts?|credentials?|kubeconfig|netrc|pgpass)([^a-z]|$)"
)


def is_token(group: Sequence[Operation]) -> bool:
    """Whether the process's own credentials are written for a library to read: no view does it, nothing here reads."""
    if any(each.does in ("read", "serve", "list") for each in group):
        return False
    writes = [each for each in group if each.does == "write"]
    return all(
        _TOKEN.search(" ".join(_words(each))) and Phase.SERVE not in phases(each.file, each.call) for each in writes
    )


def _words(operation: Operation) -> list[str]:
    nodes = [*ast.walk(operation.path), *ast.walk(base(operation.file, operation.path))]
    said = [getattr(each, "attr", getattr(each, "id", getattr(each, "value", ""))) for each in nodes]
    return [operation.key.begin, *(each for each in said if isinstance(each, str))]
