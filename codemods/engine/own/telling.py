"""`[tool.operable.options]`, read: wrong values are told with what to write."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Any

from codemods.project.told import Told
from codemods.vocabulary.wrong_request import WrongRequest

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\*?")
_HOST = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


class BadOption(WrongRequest):
    """A value that cannot be used; the message names the key and the remedy."""


def _host(value: str) -> str:
    return "" if _HOST.fullmatch(value) else "is no host: write it without scheme, port, path and *"


def _domain(value: str) -> str:
    return _host(value) or ("" if "." in value else "is no domain: write all of it, as in shop.example.com")


def _folder(value: str) -> str:
    return "" if value and "/" not in value and value not in (".", "..") else "is a path: write the name of the folder"


def _variable(value: str) -> str:
    return "" if _NAME.fullmatch(value) else "is no variable: write a name, or how names begin and *"


# By the key in the file: what is wrong with a value, '' for nothing. The fields of Told are called as the keys are.
OPTIONS: dict[str, Callable[[str], str]] = {
    "platform-names": _variable, "fixed-hosts": _host, "own-domains": _domain, "test-folders": _folder,
}  # fmt: skip


def told(table: Any) -> Told:
    """What a table says. Raises BadOption."""
    if not isinstance(table, dict):
        raise BadOption("'options' of [tool.operable] is a table")
    found: dict[str, tuple[str, ...]] = {}
    for key, values in table.items():
        if key not in OPTIONS:
            near = difflib.get_close_matches(key, OPTIONS, 1)
            hint = f"did you mean {near[0]}?" if near else f"it knows {', '.join(OPTIONS)}"
            raise BadOption(f"[tool.operable.options] has no setting {key!r}: {hint}")
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise BadOption(f"{key!r} of [tool.operable.options] is a list of strings")
        for each in values:
            if wrong := OPTIONS[key](each):
                raise BadOption(f"{each!r} in {key!r} of [tool.operable.options] {wrong}")
        found[key.replace("-", "_")] = tuple(values)
    return Told(**found)
