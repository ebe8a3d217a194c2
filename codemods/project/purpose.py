"""What a repository says that it is for, where that decides what its owner wants: weak on purpose, to learn from."""

from __future__ import annotations

import re

from codemods.project.project import Project

_NAMES = ("README.md", "README.rst", "README.txt", "README", "readme.md", "Readme.md", "README.org", "README.adoc")
_SAYS = re.compile(
    r"(deliberate|intentional|purpose(ful)?)ly\W+(?:\w+\W+){0,3}?(vulnerable|insecure|broken|weak|unsafe|misconfigured)"
    r"|(vulnerable|insecure|weak)\W+(?:\w+\W+){0,2}?(by design|on purpose)"
    r"|\b(is|as|this|yet another)\W+(an?|the)?\W*(?:\w+\W+){0,3}?(vulnerable|insecure)\W+(?:\w+\W+){0,2}?"
    r"(api|apis|apps?|application|web ?apps?|website|site|service|server|lab|labs|project|playground|environment)\b"
    r"|^\W*(the |damn )*(vulnerable|insecure)\b[^\n]{0,40}$|^#+\W*list of vulnerabilities"
    r"|\b(ctf|capture.the.flag)\W+(challenge|task|exercise)",
    re.IGNORECASE | re.MULTILINE,
)


def is_weak_on_purpose(project: Project) -> str:
    """The file of the tree's root that says that the service is vulnerable on purpose; '' without one."""
    cached: str | None = project.__dict__.get("_weak_on_purpose")
    if cached is None:
        cached = project.__dict__["_weak_on_purpose"] = next(
            filter(None, (_says(project, each) for each in _NAMES)), ""
        )
    return cached


def _says(project: Project, name: str) -> str:
    try:
        text = (project.on_disk(name) or b"").decode("utf-8", "replace")
    except OSError:
        return ""
    return name if _SAYS.search(text) else ""
