"""OP301: a development server that serves in production.

`flask run` and `app.run()` do not stop on SIGTERM as process 1: they are killed with the requests in progress at every
deploy. They drain nothing, and have no worker processes.

Before::

    CMD ["python", "app.py"]

After::

    CMD ["gunicorn", "--bind", "0.0.0.0:5000", "app:app"]

By hand: start a production server such as gunicorn, with the settings of `gunicorn.conf.py` (threads, a drain, a
graceful timeout), and name it in the requirements. `app.run()` may stay under the main guard, for development.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.analysis.commands import Written, beside, copies_all, modern, web_entries, written
from codemods.analysis.entry import EntryPoint
from codemods.analysis.running import development_servers, port
from codemods.analysis.source import SourceFile, Unreadable
from codemods.finding import Finding, Safety, Site, Span
from codemods.formats import compose, dockerfile, procfile, shell
from codemods.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit

rule = Rule("OP301", "development-server", needles=("flask", "python", ".py", "runserver"), safety=Safety.UNSAFE)

_FLASK = re.compile(r"(^|[\s\"'/;&=])flask\s+(?:-\S+\s+|--app\s+\S+\s+)*run\b|\bpython[\d.]*\s+-m\s+flask\b.*\brun\b")
_MANAGE = re.compile(r"\bmanage\.py\s+(runserver|server|run)\b")
_SCRIPT = re.compile(r"([\w./-]+)\.py\b")
_PLAIN = re.compile(r"gunicorn", re.IGNORECASE)
_REMEDY = "start gunicorn with gunicorn.conf.py, and name it in the requirements"


@rule.find(dockerfile.Document, compose.Document, procfile.Document, shell.Document)
def development_commands(document: object, file: SourceFile) -> Iterator[Finding]:
    """The commands that start a development server."""
    if file.project.is_test(file.path):
        return
    for each in written(document, file):
        text = " ".join(each.words)
        entry = _entry(file, each)
        if not (_FLASK.search(text) or _MANAGE.search(text) or (entry is not None and _by_hand(entry, text))):
            continue
        if isinstance(document, shell.Document) and ("--reload" in text or "--debug" in text):
            continue
        sites, data = _plan(document, file, each, entry)
        span = Span(each.span.line, each.span.column, each.span.end_line, each.span.end_column)
        yield Finding(
            rule.code, file.path, span, "a development server serves in production", _REMEDY,
            Safety.UNSAFE if sites else Safety.NONE, sites, data,
        )  # fmt: skip


def _entry(file: SourceFile, command: Written) -> EntryPoint | None:
    """What the command line starts, as the analysis of all command lines has it."""
    own = [each for each in web_entries(file.project) if each.path == file.path]
    exact = [each for each in own if each.words and each.words == command.words[-len(each.words) :]]
    near = [each for each in own if command.span.line <= each.line <= command.span.end_line]
    return next(iter((*exact, *near)), None)


def _by_hand(entry: EntryPoint, text: str) -> bool:
    """Whether the command runs a script that serves by itself."""
    if not entry.main or "gunicorn" in text:
        return False
    try:
        return _SCRIPT.search(" ".join(entry.words)) is not None and any(development_servers(entry.file))
    except Unreadable:
        return False


def _plan(
    document: object, file: SourceFile, command: Written, entry: EntryPoint | None
) -> tuple[tuple[Site, ...], dict[str, object]]:
    """The rewrite of a Dockerfile's one command, where everything that it needs is known; else nothing."""
    if not isinstance(document, dockerfile.Document) or entry is None or not entry.target:
        return (), {}
    root = posixpath.dirname(file.path)
    manifest = beside(file, "requirements.txt")
    fits = (
        entry.folder == root and manifest is not None and b"--hash" not in manifest.data
        and copies_all(document) and modern(document)
        and document.entrypoint() in (None, _instruction(document, command)) and len(document.stages) == 1
        and tuple(command.words) == entry.words and beside(file, "gunicorn.conf.py") is None
        and b"SocketIO" not in entry.file.data
    )  # fmt: skip
    options = [each for each in entry.words if each.startswith("-")]
    at = port(entry.file) if entry.main else _option(entry.words, "--port", "-p") or "5000"
    environment = document.environment()
    if (entry.main and set(options) - {"-u"}) or not at.isdigit() or "FLASK_RUN_PORT" in environment or not fits:
        return (), {}
    if manifest is None or re.search(rb"(?im)^(-e|-r|--index)", manifest.data):
        return (), {}
    sites = [Site(file.path, command.span)]
    if not _PLAIN.search(manifest.text):
        last = len(manifest.lines)
        sites.append(Site(manifest.path, Span(last, 1, last, 1), "manifest"))
    words = ["gunicorn", "--bind", f"0.0.0.0:{at}", entry.target]
    return tuple(sites), {"new": json.dumps(words), "folder": root}


def _instruction(document: dockerfile.Document, command: Written) -> dockerfile.Instruction | None:
    return next((each for each in document.instructions if each.value == command.span), None)


def _option(words: tuple[str, ...], *names: str) -> str:
    for number, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in names:
            return value if equals else words[number + 1] if number + 1 < len(words) else ""
    return ""


@rule.rewrite("dockerfile")
def to_gunicorn(document: object, finding: Finding, edit: Edit) -> None:
    """The command, and gunicorn's settings beside it."""
    from codemods.rewriting.emitted import source

    edit.replace(edit.site.span, finding.data["new"])
    edit.add_file(posixpath.join(finding.data["folder"], "gunicorn.conf.py"), source("gunicorn.conf.py"))


@rule.rewrite("requirements", role="manifest")
def with_gunicorn(document: object, finding: Finding, edit: Edit) -> None:
    """gunicorn as the last requirement."""
    text = edit.file.text
    end = "\r\n" if "\r\n" in text else "\n"
    last = edit.file.lines[-1]
    place = Span(len(edit.file.lines), len(last) + 1, len(edit.file.lines), len(last) + 1)
    edit.replace(place, f"{end if last.strip() else ''}gunicorn>=27.0.1,<28{end}")
