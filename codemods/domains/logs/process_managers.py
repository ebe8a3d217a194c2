"""What supervisor does with the output of the programs that it runs."""

from __future__ import annotations

import re

from codemods.formats import parse
from codemods.formats.ini import Document
from codemods.project.project import Project
from codemods.vocabulary.unreadable import Unreadable

PROGRAM = re.compile(r"(program|fcgi-program|eventlistener):")


def keeper_of(project: Project, server: str) -> str:
    """The program of supervisor that runs a server and does not show what it says, or ''."""
    for each in project.files.values():
        if each.kind != "ini" or server.encode() not in each.data:
            continue
        try:
            document: Document = parse(each)
        except Unreadable:
            continue
        for section in {entry.section for entry in document.entries if PROGRAM.match(entry.section)}:
            own = document.section(section)
            if "command" not in own or server not in own["command"].value:
                continue
            shown = own.get("stdout_logfile")
            if shown is None or not shown.value.startswith(("/dev/", "/proc/")):
                return f"{section} in {each.path}"
    return ""
