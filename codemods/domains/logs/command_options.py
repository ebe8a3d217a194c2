"""Log options in command lines of any form: the command around one, what is left without it, who reads the file."""

from __future__ import annotations

import posixpath
import re

from codemods.domains.logs.readers import follower, names_read
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

_DETACHES = re.compile(
    r"""(?:^|[\s"'])(?:--detach|--daemon(?:ize2?)?|-D|--background)(?=[\s"',=]|$)|\bcelery["',\s]+(?:\S+[\s,]+){0,4}?["']?multi\b"""
    r"""|\b(?:nohup|setsid|start-stop-daemon|daemonize|screen|tmux)\b|(?<![&>|])&\s*(?:$|\n|#)"""
)
_MADE_STREAM = re.compile(
    r"\bln\s+-\w*s\w*\s+/(?:dev/std|proc/\d+/fd/|proc/self/fd/|dev/fd/)\w+\s+([^\s;&|]+)|\bmkfifo\s+(?:-\S+\s+)*([^\s;&|]+)"
)
_KEY = re.compile(r"[ \t]*(?:-[ \t]+)?[A-Za-z_][\w.-]*(?::(?:\s|$)|[ \t]*=(?!=))")
_ITEM = re.compile(r"[ \t]*-[ \t]+")


def extent(text: str, position: int) -> tuple[int, int]:
    """Where the command at a position begins and ends: its lines with those that continue it."""
    lines = text.splitlines(keepends=True)
    first = last = text.count("\n", 0, position)
    while first > 0 and _continues(lines[first - 1], lines[first]):
        first -= 1
    while last + 1 < len(lines) and _continues(lines[last], lines[last + 1]):
        last += 1
    return sum(map(len, lines[:first])), sum(map(len, lines[: last + 1]))


def _continues(line: str, following: str) -> bool:
    """Whether the command on a line goes on in the next one."""
    end = line.rstrip()
    if end.endswith(("\\", ",", "[", ">", "|", ">-", "|-")) or following.lstrip().startswith(("]", "--")):
        return True
    if not end.strip() or not following.strip():
        return False
    if _ITEM.match(following):
        return _ITEM.match(line) is not None or end.endswith(":")
    deeper = len(following) - len(following.lstrip()) > len(line) - len(line.lstrip())
    return _KEY.match(line) is not None and deeper and _KEY.match(following) is None


def detaches(command: str) -> bool:
    """Whether the command leaves its terminal: what it writes to the standard streams is lost then."""
    return _DETACHES.search(command) is not None


def without_option(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """What to cut so that the option and its value are gone; None where that can't be said."""
    start, end = match.span()
    before = text[text.rfind("\n", 0, start) + 1 : start]
    quote = before[-1:] if before[-1:] in ("'", '"') else ""
    if _ITEM.fullmatch(before.removesuffix(quote) if quote else before):
        first = start - len(before)
        rest = re.compile(rf"{quote}[ \t]*(?:\n|$)").match(text, end)
        alone = "\n" in match["between"] or match["between"] in ("=", "")
        return (first, rest.end()) if rest is not None and alone else None
    if quote and text[end : end + 1] == quote and (match["between"] in ("=", "") or "," in match["between"]):
        return _element(text, start - 1, end + 1)
    if re.fullmatch(r"=|[ \t]*", match["between"]) is None or quote or (before and not before[-1].isspace()):
        return None
    return _blank(text, start, end) if before.strip() else _line(text, start - len(before), start, end)


def _blank(text: str, start: int, end: int) -> tuple[int, int]:
    """The option with the blanks before it."""
    return start - (len(text[:start]) - len(text[:start].rstrip(" \t"))), end


def _line(text: str, first: int, start: int, end: int) -> tuple[int, int] | None:
    """What to cut where the option opens a line that continues another: the whole line, if nothing else is in it."""
    more = re.compile(r"[ \t]*").match(text, end)
    rest = more.end() if more else end
    if text.startswith("\\\n", rest):
        return first, rest + 2
    if rest < len(text) and text[rest] != "\n":
        return start, rest
    if before := re.search(r"[ \t]*\\\n$", text[:first]):
        return before.start(), end
    return (first, rest + 1) if first and rest < len(text) else None


def _element(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The elements of a list in brackets with the comma that goes with them."""
    if after := re.compile(r"[ \t]*,[ \t]*").match(text, end):
        return start, after.end()
    before = re.search(r"[ \t]*,\s*(?:\\\n[ \t]*)?$", text[:start])
    return (before.start(), end) if before is not None else None


def has_company(file: SourceFile, path: str) -> bool:
    """Whether code of the tree names the log's folder for logs of its own: they would be parted, the half gone."""
    folder = posixpath.dirname(path.strip("\"'"))
    if not folder.startswith("/") or folder in ("/", "/tmp", "/var/log"):
        return False
    return _is_named(file.project, folder)


@once
def _is_named(project: Project, folder: str) -> bool:
    word = folder.encode()
    spelled = re.compile(rb"[\"']%s(/[^\"']*)?[\"']" % re.escape(word))
    return any(spelled.search(each.spelled) for each in project.mentioning(word) if not project.is_test(each.path))


def is_followed(file: SourceFile, path: str) -> bool:
    """Whether something in the project reads the log of this path: code, or a script that follows it."""
    return posixpath.basename(path) in names_read(file.project) or follower(file.project, path) is not None


def is_stream(project: Project, path: str) -> bool:
    """Whether an image or a script makes the log of this path a link to a standard stream, or a pipe."""
    return path.strip("\"'") in _streams(project)


@once
def _streams(project: Project) -> frozenset[str]:
    texts = (each.text for each in project.files.values() if each.kind in ("dockerfile", "shell"))
    return frozenset((match[1] or match[2]).strip("\"'") for text in texts for match in _MADE_STREAM.finditer(text))
