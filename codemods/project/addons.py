"""The add-ons that an application of Heroku has, and the variables that they set in it."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact

_FILES = frozenset(("app.json", "heroku.yml", "heroku.yaml"))
_LISTED = re.compile(
    r"(?:\bplan[\"']?\s*:\s*[\"']?|[\[,]\s*[\"'])(?P<plan>[a-z][a-z0-9-]+)(?::[\w-]+)?\b"
    r"(?:[\"']?\s*,?\s*[\"']?as[\"']?\s*:\s*[\"']?(?P<as>\w+))?"
)
_MADE = re.compile(r"\baddons:(?:create|add)\s+(?P<plan>[a-z][a-z0-9-]+)(?::[\w-]+)?(?:[^\n]*--as[ =](?P<as>\w+))?")
# Beside the variables that begin with the add-on's own name.
_ALSO = {
    "heroku-kafka": ("KAFKA",),
    "heroku-postgresql": ("DATABASE_URL",),
    "heroku-redis": ("REDIS_URL", "REDIS_TLS_URL"),
    "cleardb": ("CLEARDB_DATABASE_URL",),
    "mongolab": ("MONGODB_URI",),
    "ormongo": ("ORMONGO_URL",),
    "redistogo": ("REDISTOGO_URL",),
}


class Added(NamedTuple):
    """Where an add-on is asked for; `addon`: its name, and what its variables begin with, if that is said."""

    addon: tuple[str, str]
    path: str
    line: int
    kind: str


@fact
def addons(file: SourceFile) -> tuple[Added, ...]:
    """The add-ons that a manifest or a script asks for."""
    listed = posixpath.basename(file.path) in _FILES and b"addons" in file.spelled
    if not listed and b"addons:" not in file.spelled:
        return ()
    text = file.spelled.decode("utf-8", "replace")
    begin = text.find("addons") if listed else 0
    return tuple(
        Added((match["plan"], match["as"] or ""), file.path, text.count("\n", 0, match.start()) + 1, file.kind)
        for match in (_LISTED if listed else _MADE).finditer(text, begin)
    )


def gives(addon: tuple[str, str], name: str) -> bool:
    """Whether an add-on sets the variable."""
    plan, prefix = addon
    own = (prefix or plan.upper().replace("-", "_")) + "_"
    return name.startswith(own) or (not prefix and name in _ALSO.get(plan, ()))
