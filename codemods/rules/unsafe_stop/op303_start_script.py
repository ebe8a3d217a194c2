"""OP303: a start script that stays in front of the server that it starts.

The script is process 1 and gets the SIGTERM; the server, its child, goes on until it is killed with its requests.

Before::

    flask db upgrade
    gunicorn -b :5000 app:app

After::

    flask db upgrade
    exec gunicorn -b :5000 app:app

By hand: put `exec` before the last command. A script with more to do after the server needs a trap that passes the
signal on and waits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.domains.commands.commands import is_left_over, serves, written
from codemods.formats.shell import Document
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit

rule = Rule(
    "OP303", "start-script", safety=Safety.SAFE,
    needles=("gunicorn", "flask", "uwsgi", "uvicorn", "hypercorn", "daphne", "celery", "waitress"),
)  # fmt: skip

_STARTS = re.compile(
    r"(?:(?:ddtrace-run|opentelemetry-instrument|(?:poetry|pipenv|uv|pdm) run|newrelic-admin run-program"
    r"|python[\d.]* -m) )?"
    r"(?:\S*/)?(?:gunicorn3?|uwsgi|uvicorn|hypercorn|daphne|waitress-serve|celery|flask) "
)
# A server that leaves the script behind gets no signal that the script would.
_DETACHES = re.compile(r"\s(?:-D|--daemon|--daemonize\d?|--detach|--background)(?=[\s=]|$)")
# Who has the server watch the code for changes is at work on it.
_DEVELOPS = re.compile(r"\s--(?:reload|debug)(?=[\s=]|$)")


@rule.find(Document)
def without_exec(document: Document, file: SourceFile) -> Iterator[Finding]:
    """The last command of a script, where it starts a server."""
    if file.project.is_test(file.path) or not document.commands or is_left_over(file):
        return
    last = document.commands[-1]
    if last.inside or last.operator.strip() or last.exec or not _STARTS.match(f"{' '.join(last.values)} "):
        return
    found = [each for each in written(document, file) if each.span == last.span]
    if not found or not serves(found[0]) or _DETACHES.search(found[0].text) or _DEVELOPS.search(found[0].text):
        return
    trapped = any(each.values[:1] == ("trap",) for each in document.commands)
    piped = len(document.commands) > 1 and document.commands[-2].operator in ("|", "|&", "||", "&")
    safety = Safety.NONE if trapped or piped or last.assignments else Safety.SAFE
    yield Finding(
        rule.code, file.path, last.span, "the script keeps SIGTERM from the server that it starts",
        "put exec before the last command", safety, (Site(file.path, last.span),) if safety is Safety.SAFE else (),
        {"new": f"exec {found[0].text}"},
    )  # fmt: skip


@rule.rewrite("shell")
def with_exec(document: Document, finding: Finding, edit: Edit) -> None:
    """The command, which takes the script's place."""
    edit.replace(edit.site.span, finding.data["new"])
