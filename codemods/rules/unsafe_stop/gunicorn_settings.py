"""OP304: gunicorn with its defaults for stopping.

The sync worker resets what is queued when it is told to stop, and without a drain the load balancer goes on sending
requests to a closed socket.

Before::

    web: gunicorn app:app

After::

    web: gunicorn -c gunicorn.conf.py app:app

By hand: threads (`--worker-class gthread --threads 8`), a graceful timeout that fits the orchestrator's grace period,
and a drain before the stop; the emitted `gunicorn.conf.py` has all three. What the command line says still wins.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.analysis.commands import Written, beside, copies_all, written
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety, Site
from codemods.formats import compose, dockerfile, procfile, shell
from codemods.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit

rule = Rule("OP304", "gunicorn-settings", needles=("gunicorn",), safety=Safety.UNSAFE)

_GUNICORN = re.compile(r"(?:^|(?<=[\s/\"']))gunicorn3?(?=\s+\S|[\"'],)")
_STARTED = re.compile(r"(?:^|[\s/;&])gunicorn3?\s")
_INSTALLS = re.compile(r"\b(pip|pip3|apt-get|apk|poetry add|uv add|echo|which|pkill|killall)\b")
_SET = re.compile(r"--graceful-timeout|GUNICORN_CMD_ARGS|\s-c[\s=]|--config\b|--chdir\b|--help|--version|\$\{?GUNICORN")


@rule.find(dockerfile.Document, compose.Document, procfile.Document, shell.Document)
def defaults(document: object, file: SourceFile) -> Iterator[Finding]:
    """The commands that start gunicorn and say nothing of its stop, where no settings lie beside them."""
    project = file.project
    if file.project.is_test(file.path) or b"GUNICORN_CMD_ARGS" in file.data:
        return
    if any(posixpath.basename(path).startswith("gunicorn") and path.endswith(".py") for path in _near(file)):
        return
    for each in written(document, file):
        text = f"{' '.join(each.words)} "
        if not _STARTED.search(text) or _SET.search(text) or _INSTALLS.search(text):
            continue
        new = _with_settings(document, file, each)
        target = posixpath.join(posixpath.dirname(file.path), "gunicorn.conf.py")
        fits = new and target not in project.files
        yield Finding(
            rule.code, file.path, each.span, "gunicorn's sync worker resets queued requests at a stop",
            "start it with gunicorn.conf.py: threads, a graceful timeout and a drain",
            Safety.UNSAFE if fits else Safety.NONE, (Site(file.path, each.span),) if fits else (),
            {"new": new, "target": target} if fits else {},
        )  # fmt: skip


def _near(file: SourceFile) -> Iterator[str]:
    """The paths that belong to the same service, or lie above it."""
    root = file.project.service_root(file.path)
    return (path for path in file.project.files if not root or path.startswith(f"{root}/"))


def _with_settings(document: object, file: SourceFile, command: Written) -> str:
    """The command with the option; "" where it is not known that the file would be found."""
    if isinstance(document, dockerfile.Document):
        if not copies_all(document) or "cd " in command.text:
            return ""
    elif not isinstance(document, procfile.Document) or "cd " in command.text or command.service == "release":
        return ""
    if beside(file, "requirements.txt") is None or len(_GUNICORN.findall(command.text)) != 1:
        return ""
    option = '", "-c", "gunicorn.conf.py' if command.exec_form else " -c gunicorn.conf.py"
    return _GUNICORN.sub(lambda match: match[0] + option, command.text)


@rule.rewrite("dockerfile", "procfile")
def with_settings(document: object, finding: Finding, edit: Edit) -> None:
    """The option, and the file that it names."""
    from codemods.rewriting.emitted import source

    edit.replace(edit.site.span, finding.data["new"])
    edit.add_file(finding.data["target"], source("gunicorn.conf.py"))
