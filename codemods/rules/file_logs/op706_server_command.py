"""OP706: a command line that starts a server with a log file.

Before::

    CMD ["gunicorn", "--access-logfile", "/var/log/access.log", "--error-logfile", "-", "app:app"]

After::

    CMD ["gunicorn", "--access-logfile", "-", "--error-logfile", "-", "app:app"]

By hand: gunicorn, hypercorn and daphne take `-` for the standard streams; uwsgi, celery and Tornado log to stderr when
`--logto`, `--logfile` and `--log_file_prefix` are left out, as Huey and Dramatiq do. A server that detaches itself
(`--daemon`, `--detach`, `nohup … &`) has no standard streams: start it in the foreground first. So it is with a file
that something reads. Where a shell sends the lines to a file (`gunicorn app:app > web.log 2>&1`), take the redirection
out, or say them on the standard stream too: `| tee -a web.log`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from codemods.domains.commands.redirections import Redirection, given_to_shell, redirections
from codemods.domains.deployment.seen_files import seen
from codemods.domains.deployment.workloads import own_containers, workload_words
from codemods.domains.logs.command_options import (
    detaches,
    extent,
    has_company,
    is_followed,
    is_stream,
    without_option,
)
from codemods.domains.logs.process_managers import drops
from codemods.formats import compose, dockerfile, ini, procfile, shell, unit, yaml
from codemods.libraries.server_options import LOG_OPTIONS, TAKES_DASH
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site, Span
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Value:
    """What stands for the file: the dash, or nothing."""

    new: str


rule = Rule[_Value]("OP706", "server-command", needles=("-log", "--daemonize", "--logto", "celery", "huey", ">", "|"),
                     safety=Safety.SAFE)  # fmt: skip

# An option, what separates it from its value (a blank, `=`, or the quotes of a JSON or YAML list; nothing behind one
# letter), its value.
_OPTION = re.compile(
    rf"""(?<![\w-])(?P<option>{"|".join(sorted(LOG_OPTIONS, key=len, reverse=True))})"""
    r"""(?P<between>=|["']?\s*,\s*["']|[ \t]+["']?|["']?[ \t]*\n[ \t]*-[ \t]+["']?|(?<=[ "']-\w)(?=\.?/))"""
    r"""(?P<value>[^\s"',;&|\[\]\\]+)(?=["']?[\s,;&|\]]|["']?$|\\\n)"""
)
_TO_STDOUT = ("--access-logfile", "--access-log")
_STREAMS = re.compile(r"(-|/dev/|/proc/|\$|%[^niIhdpx]|<|\{)")
# uwsgi gives its lines to such a logger alone, whatever else says where they go.
_LOGGER = re.compile(r"(?<![\w-])(--(?:req-)?logger)[=\s\"',]")
_FOLLOWS = re.compile(r"\btail[ \t]+((?:\S+[ \t]+)*?-\w*[fF]\w*[ \t]+[^;&|\n]+)")


@rule.find(dockerfile.Document, compose.Document, procfile.Document, shell.Document, ini.Document, unit.Document)
def log_options(document: object, file: SourceFile) -> Iterator[Finding[_Value]]:
    """The options, wherever they stand in the file but in comments."""
    if file.project.is_test(file.path):
        return
    text = file.text.removeprefix("\ufeff")
    for match in _OPTION.finditer(text):
        option, value = match["option"], match["value"]
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        start, end = extent(text, match.start())
        server = re.search(LOG_OPTIONS[option], text[start : match.start()])
        if _STREAMS.match(value) or "#" in line or server is None:
            continue
        stays = _takes_dash(option, server[0])
        place = (match.start("value"), match.end("value")) if stays else without_option(text, match)
        by_hand = isinstance(document, unit.Document) or is_followed(file, value) or has_company(file, value)
        if is_stream(file.project, value):
            continue
        leaves = detaches(text[start:end]) or option.startswith("--daemonize")
        if leaves and _shows(text[end:], value):
            continue
        remedy = _remedy(option, stays=stays)
        if not stays and (logger := _LOGGER.search(text[start:end])):
            by_hand, remedy = True, f"drop {option} together with {logger[1]}: the server logs to stderr without both"
        stream = "stdout" if option in _TO_STDOUT else "stderr"
        number = text.count("\n", 0, match.start()) + 1
        if isinstance(document, ini.Document) and (needed := drops(document, number, stream)):
            by_hand, remedy = True, f"{remedy}; and {needed}: supervisor keeps it in a file of its own else"
        safety = Safety.NONE if place is None or leaves or by_hand else Safety.SAFE
        if safety is Safety.SAFE and (told := seen(file, value)):
            remedy, safety = f"{remedy}{told}", Safety.UNSAFE
        yield file.finding(
            rule, _span(text, match.start(), match.end()), f"{option} sends the server's log to a local file",
            f"start the server in the foreground, and {remedy}" if leaves else remedy, safety=safety,
            sites=(Site(file.path, _span(text, *place)),) if safety is not Safety.NONE and place is not None else (),
            data=_Value(_new(match["between"]) if stays else ""),
        )  # fmt: skip


@rule.find(dockerfile.Document, compose.Document, procfile.Document, shell.Document, ini.Document, unit.Document)
def redirected(document: object, file: SourceFile) -> Iterator[Finding[_Value]]:
    """The redirections of what serves or works to files that nothing shows."""
    if not file.project.is_test(file.path):
        yield from _redirected(redirections(document, file), file)


def _redirected(found: Iterable[Redirection], file: SourceFile) -> Iterator[Finding[_Value]]:
    for each in found:
        if _shows(file.text, each.path) or is_stream(file.project, each.path):
            continue
        yield file.finding(
            rule, each.span, f"the shell sends what {each.program} says to a local file",
            "take the redirection out: the platform keeps what goes to the standard streams", safety=Safety.NONE,
        )  # fmt: skip


@rule.find(yaml.Document)
def in_workloads(document: yaml.Document, file: SourceFile) -> Iterator[Finding[_Value]]:
    """The options and redirections in what Kubernetes and ECS give the containers to run."""
    for part in document.parts:
        for at in own_containers(part, file):
            given = workload_words(part, at)
            text = " ".join(each.value for each in given)
            for match in _OPTION.finditer(text):
                option, value = match["option"], match["value"]
                server = re.search(LOG_OPTIONS[option], text[: match.start()])
                if server is None or _STREAMS.match(value) or is_stream(file.project, value):
                    continue
                ends = itertools.accumulate(len(each.value) + 1 for each in given)
                scalar = next(each for each, end in zip(given, ends, strict=True) if match.start() < end)
                yield file.finding(
                    rule, scalar.span, f"{option} sends the server's log to a local file",
                    _remedy(option, stays=_takes_dash(option, server[0])), safety=Safety.NONE,
                )  # fmt: skip
            if given:
                yield from _redirected(given_to_shell([each.value for each in given], file, given[0].span), file)


def _takes_dash(option: str, server: str) -> bool:
    """Whether the server takes `-` there for the standard stream."""
    return option in TAKES_DASH and re.search(TAKES_DASH[option], server) is not None


def _remedy(option: str, *, stays: bool) -> str:
    return f"{option} -" if stays else f"drop {option}: the server logs to stderr without it"


def _shows(rest: str, path: str) -> bool:
    """Whether what follows in a script shows the log, as `tail -f /srv/logs/*` does."""
    return any(
        fnmatch(path, each.strip("\"'"))
        for match in _FOLLOWS.finditer(rest)
        for each in match[1].split()
        if not each.startswith("-")
    )


def _new(between: str) -> str:
    """The dash; in a YAML list it needs quotes."""
    return '"-"' if "\n" in between and between[-1] not in "\"'" else "-"


def _span(text: str, start: int, end: int) -> Span:
    def place(offset: int) -> tuple[int, int]:
        return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1

    return Span(*place(start), *place(end))


@rule.rewrite("dockerfile", "compose", "procfile", "shell", "ini")
def to_stdout(document: object, finding: Finding[_Value], edit: Edit) -> None:
    """The standard stream in the file's place, or no option."""
    edit.replace(edit.site.span, finding.data.new)
