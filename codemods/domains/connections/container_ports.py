"""Ports of containers that the code itself starts: what listens there is the other image's program, and knows them."""

from __future__ import annotations

import re

from codemods.model.parsable import mentioning
from codemods.project.source_file import SourceFile


def is_port_of_container(file: SourceFile, name: str) -> bool:
    """Whether a manifest that the code writes has a constant, or an entry of that name, as the port of a container."""
    word = re.escape(name.encode())
    given = re.compile(rb"(?:[\"']containerPort[\"']\s*:|\bcontainer_port\s*=)[^,})\n]*\b%s\b" % word)
    root = file.project.service_root(file.path)
    return any(
        given.search(each.spelled) for each in mentioning(file.project, name)
        if file.project.service_root(each.path) == root and not file.project.is_test(each.path)
    )  # fmt: skip
