"""OP706: a command line that starts a server with a log file.

Before::

    CMD ["gunicorn", "--access-logfile", "/var/log/access.log", "--error-logfile", "-", "app:app"]

After::

    CMD ["gunicorn", "--access-logfile", "-", "--error-logfile", "-", "app:app"]

By hand: gunicorn and hypercorn take `-` for the standard streams; uwsgi and celery log to stderr when `--logto` and
`--logfile` are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety, Site, Span
from codemods.formats import compose, dockerfile, ini, procfile, shell
from codemods.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit

rule = Rule("OP706", "server-command", needles=("-log", "--daemonize", "--logto"), safety=Safety.SAFE)

# An option, what separates it from its value (a blank, `=`, or the quotes of a JSON or YAML list), its value.
_OPTION = re.compile(
    r"""(?P<option>--access-logfile|--error-logfile|--log-file|--logfile|--logto2?|--daemonize2?)"""
    r"""(?P<between>=|["']?\s*,\s*["']|[ \t]+["']?|["']?[ \t]*\n[ \t]*-[ \t]+["']?)"""
    r"""(?P<value>[^\s"',\[\]\\]+)"""
)
_STREAMS = re.compile(r"(-$|/dev/|/proc/|\$|%|<|\{)")
_DASH = "gunicorn|hypercorn"
_SERVERS = {
    "--access-logfile": _DASH, "--error-logfile": _DASH, "--log-file": _DASH, "--logfile": "celery",
    "--logto": "uwsgi", "--logto2": "uwsgi", "--daemonize": "uwsgi", "--daemonize2": "uwsgi",
}  # fmt: skip


@rule.find(dockerfile.Document, compose.Document, procfile.Document, shell.Document, ini.Document)
def log_options(document: object, file: SourceFile) -> Iterator[Finding]:
    """The options, wherever they stand in the file but in comments."""
    if file.project.is_test(file.path):
        return
    text = file.text.removeprefix("\ufeff")
    for match in _OPTION.finditer(text):
        option, value = match["option"], match["value"]
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if _STREAMS.match(value) or "#" in line or not re.search(_SERVERS[option], _command(text, match.start())):
            continue
        stays = _SERVERS[option] is _DASH
        span = _span(text, match.start("value"), match.end("value"))
        plain = re.fullmatch(r"=|[ \t]+", match["between"]) is not None
        if not stays and plain:
            span = _span(text, match.start() - len(line) + len(line.rstrip()), match.end())
        whole = _span(text, match.start(), match.end())
        unsafe = "daemonize" in option
        new = _new(match["between"]) if stays else ""
        safety = Safety.NONE if not stays and not plain else Safety.UNSAFE if unsafe else Safety.SAFE
        yield Finding(
            rule.code, file.path, whole, f"{option} sends the server's log to a local file",
            f"{option} -" if stays else f"drop {option}: the server logs to stderr without it", safety,
            (Site(file.path, span),) if safety is not Safety.NONE else (), {"new": new},
        )  # fmt: skip


def _new(between: str) -> str:
    """The dash; in a YAML list it needs quotes."""
    return '"-"' if "\n" in between and between[-1] not in "\"'" else "-"


def _command(text: str, position: int) -> str:
    """What stands before the option in the same command: some lines back, to the last blank line."""
    return text[max(text.rfind("\n\n", 0, position), position - 800, 0) : position]


def _span(text: str, start: int, end: int) -> Span:
    def place(offset: int) -> tuple[int, int]:
        return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1

    return Span(*place(start), *place(end))


@rule.rewrite("dockerfile", "compose", "procfile", "shell", "ini")
def to_stdout(document: object, finding: Finding, edit: Edit) -> None:
    """The standard stream in the file's place, or no option."""
    edit.replace(edit.site.span, finding.data["new"])
