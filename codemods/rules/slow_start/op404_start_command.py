"""OP404: a container's command that does other work before it starts the server.

`flask db upgrade && gunicorn …` migrates at each start of each replica, all at the same time. A loop that waits for
the database, or `pip install`, keeps the replica from serving for as long as it takes, and a failure there looks
like a service that never comes up.

Before::

    #!/bin/sh
    flask db upgrade
    exec gunicorn app:app

By hand: leave the server alone in the script (`exec gunicorn app:app`). Move migrations to a step of the deploy: a
Kubernetes Job, an ECS task that is run once, `release:` in a Procfile, `docker compose run --rm web flask db upgrade`.
Install and fetch when the image is built, by RUN. Take waits out: what cannot reach its database yet says so by its
readiness probe. Nothing is rewritten: only the deploy knows where the step belongs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from codemods.domains.commands.before_server import work
from codemods.domains.commands.named_scripts import is_named
from codemods.formats import compose, dockerfile, procfile, shell, unit
from codemods.model.test_scopes import use_of
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule(
    "OP404", "start-command", safety=Safety.NONE,
    needles=(
        "sleep", "wait", "upgrade", "manage.py", "install", "wget", "curl", "migrate", "seed", "init", "deploy",
        "s3", "clone", "create", "npm", "gsutil", "until", "while",
    ),
)  # fmt: skip

_REMEDIES = {
    "migration": "run it once as a step of the deploy, before the new version starts",
    "fetch": "do it when the image is built",
    "wait": "start at once, and let the readiness probe tell what is missing",
}


@rule.find(shell.Document, procfile.Document, dockerfile.Document, compose.Document, unit.Document)
def before_serving(document: object, file: SourceFile) -> Iterator[Finding]:
    """What the commands do before the server starts."""
    if file.project.is_test(file.path) or _is_for_developers(file) or not _is_started(file):
        return
    for each in work(document, file):
        yield file.finding(
            rule, each.span, f"the start command {each.said} before it serves ({each.text})", _REMEDIES[each.kind],
            safety=Safety.NONE, also=tuple((file.path, line) for line in each.also),
        )  # fmt: skip


def _is_started(file: SourceFile) -> bool:
    """Whether something else runs the script, where the file is one: an image, a definition, another script."""
    return file.kind != "shell" or is_named(file)


def _is_for_developers(file: SourceFile) -> bool:
    """Whether only scripts and Compose files for developers or tests start the script."""
    if file.kind != "shell":
        return False
    name = posixpath.basename(file.path).encode()
    starting = [
        each for path, each in file.project.files.items()
        if each.kind in ("shell", "compose", "procfile", "ini", "unit") and path != file.path and name in each.data
    ]  # fmt: skip
    return bool(starting) and all(use_of(each) is not Use.PRODUCTION for each in starting)
