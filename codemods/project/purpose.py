"""What a repository, a file or a class says that it is for, where that decides what its owner wants."""

from __future__ import annotations

import posixpath
import re

from codemods.project.guides import READMES, readmes
from codemods.project.project import Project
from codemods.vocabulary.kept import once

_SAYS = re.compile(
    r"(deliberate|intentional|purpose(ful)?)ly\W+(?:\w+\W+){0,3}?(vulnerable|insecure|broken|weak|unsafe|misconfigured)"
    r"|(vulnerable|insecure|weak)\W+(?:\w+\W+){0,2}?(by design|on purpose)"
    r"|\b(is|as|this|yet another)\W+(an?|the)?\W*(?:\w+\W+){0,3}?(vulnerable|insecure)\W+(?:\w+\W+){0,2}?"
    r"(api|apis|apps?|application|web ?apps?|website|site|service|server|lab|labs|project|playground|environment)\b"
    r"|^\W*(the |damn )*(vulnerable|insecure)\b[^\n]{0,40}$|^#+\W*list of vulnerabilities"
    r"|\b(ctf|capture.the.flag)\W+(challenge|task|exercise)",
    re.IGNORECASE | re.MULTILINE,
)
_WHOLE = r"(?:(?:docker|compose|docker[- ]compose|configuration|config|setup|stack|file|class)\b\s*){1,3}"
_THIS = rf"(?:this|it)\s+(?:{_WHOLE})?(?:is|should|must)\s+(?:be\s+)?"
_USE = r"(?:\s+(?:use|usage|purposes|environments?|deployments?))?"
# A sentence of its own about the whole: neither about a password in it, nor with a condition.
_DEVELOPS = re.compile(
    r"(?:^|[.!\n])\W*(?:(?:note|warning|caution|important|attention)\W+)?(?:please\s+)?(?:"
    rf"(?:{_THIS})?not\s+(?:be\s+)?(?:(?:intended|meant|suitable|designed|supposed)\s+)?(?:to\s+be\s+)?(?:used?\s+|run\s+)?"
    rf"(?:for|in)\s+production{_USE}"
    rf"|(?:do\s+not|don't|never)\s+use\s+(?:(?:this|it)\s+(?:{_WHOLE})?)?(?:for|in)\s+production{_USE}"
    rf"|(?:{_THIS})?(?:(?:used|intended|meant)\s+)?(?:for\s+)?(?:local\s+)?development{_USE}\s+only"
    r"|(?:the\s+|a\s+)?(?:configuration|config|settings)\s+(?:(?:used|meant)\s+)?(?:for|when)\s+(?:local\s+)?developing\b"
    r"(?![^.!\n]*\bprod)[^.!\n]*"
    rf"|(?:{_THIS})?(?:(?:used|intended|meant)\s+)?(?:only|solely|exclusively)\s+(?:(?:used|intended|meant)\s+)?for\s+"
    rf"(?:setting\s+up\s+)?(?:the\s+|a\s+)?(?:local\s+)?development{_USE}"
    r")\s*(?:$|[.!\n])",
    re.IGNORECASE,
)
_OF_CI = re.compile(
    r"(?:^|[.!\n])\W*(?:this|it)\s+is\s+(?:the|an?|our)\s+(?:build|ci|test(?:ing)?)[ -](?:image|container|box)\b"
    r"|(?:^|[.!\n])\W*(?:(?:this\s+is\s+)?(?:the|an?|our)\s+)?(?:docker\s?)?image\s+(?:used\s+)?(?:for|by|in)\s+(?:the\s+|our\s+)?"
    r"(?:ci|continuous integration|tests|test suite)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"[ \t]*#+[ \t]?(.*)")


def is_for_development(text: str) -> bool:
    """Whether a comment at a file's head, or a class's docstring, says that what it stands on is not for production."""
    paragraphs = re.split(r"\n[ \t]*\n", text)
    return any(_DEVELOPS.search(" ".join(each.split())) for each in paragraphs)


def is_of_ci(text: str) -> bool:
    """Whether a comment at a Dockerfile's head says that a CI builds or tests the code in the image."""
    return _OF_CI.search(text) is not None


def head(text: str) -> str:
    """The comments before the first line of a YAML file or a Dockerfile, but for the last where it belongs to an anchor
    or the like.
    """
    lines: list[str] = []
    for line in text.splitlines():
        found = _COMMENT.match(line)
        if found is None and line.strip() not in ("", "---"):
            above = "\n".join(lines)
            return (
                above
                if line.startswith(("services:", "version:", "name:", "FROM ", "ARG "))
                else above.rpartition("\n\n")[0]
            )
        lines.append(found[1].strip() if found else "")
    return ""


@once
def is_weak_on_purpose(project: Project) -> str:
    """The file of the tree's root that says that the service is vulnerable on purpose; '' without one."""
    return next(filter(None, (_says(project, each) for each in READMES)), "")


def is_to_be_copied(project: Project, path: str) -> bool:
    """Whether the README of the file's folder, or the tree's, has whoever uses the file copy it: it is an example."""
    folder, name = posixpath.split(path)
    copied = re.compile(rf"(?i)\b(?:cp|copy|rename|duplicate)\b[^\n.]{{0,60}}?(?<![\w.-]){re.escape(name)}(?![\w.-])")
    return any(map(copied.search, readmes(project, (folder, ""))))


def _says(project: Project, name: str) -> str:
    return name if _SAYS.search(project.text_on_disk(name)) else ""
