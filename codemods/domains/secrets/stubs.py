"""Keys of what stands in for another service on the developer's own machine."""

from __future__ import annotations

import re

from codemods.domains.secrets.names_and_values import is_random
from codemods.model.environment_reads import reads
from codemods.project.source_file import SourceFile

_KEY = re.compile(r"_(?:(?:API|AUTH|ACCESS)_?)?(?:KEY|TOKEN)$")
_ADDRESSES = ("URL", "HOST", "BASE_URL", "ENDPOINT", "API_URL", "API_HOST", "API_BASE_URL", "API_ENDPOINT")
_LOCAL = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal)(?::\d+)?(?:/|$)")


def stub_of(file: SourceFile, name: str, value: str) -> str:
    """The address on this machine that a variable's default opens, since that of its own name is there: PAY_API_KEY's
    beside PAY_URL's; '' for none. Nobody makes up a random key for a stub.
    """
    stem = _KEY.sub("", name)
    if stem == name or is_random(value):
        return ""
    beside = (
        each for last in _ADDRESSES for each in reads(file.project, "", f"{stem}_{last}") if each.path == file.path
    )
    return next((each.default for each in beside if each.default and _LOCAL.match(each.default)), "")
