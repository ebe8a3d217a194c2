"""Hosts that are the same in every environment, as the project's owner says."""

from __future__ import annotations

import re

from codemods.formats.userinfo import divided
from codemods.project.project import Project

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"([^:/?#@\s]+)(?::\d+)?")


def is_fixed(project: Project, text: str) -> bool:
    """Whether the text names hosts (alone, with ports, in URLs) that are all the same in every environment."""
    if not project.told.fixed_hosts:
        return False
    found = [_HOST.fullmatch(divided(_SCHEME.sub("", each.strip(), 1)).host) for each in text.split(",")]
    return all(each is not None and project.told.is_fixed(each[1]) for each in found)
