"""OP509: a `.env` file with secrets that git does not ignore.

A `.env` file holds what must not be in the repository. Committed, its secrets are in every clone and in the history,
and `COPY . .` takes them into the image.

By hand: `git rm --cached .env`, add `.env` to `.gitignore` and `.dockerignore`, keep the names in `.env.example`, and
change every secret that was committed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from codemods.domains.secrets.deployed import given_from_secret
from codemods.domains.secrets.in_files import credentials
from codemods.domains.secrets.names_and_values import is_random, is_signing_name
from codemods.domains.secrets.placeholders import is_form_of_account, is_own_name, is_placeholder
from codemods.formats import dotenv
from codemods.model.targets import words
from codemods.project.ignored_files import docker_verdict, git_verdict
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Span
from codemods.vocabulary.rule import Rule

rule = Rule("OP509", "dotenv-secret", needles=("=",), safety=Safety.NONE)

_PUBLISHED = "git rm --cached {}, name it in .gitignore, and change the secret: it was published"
_OPEN = "name it in .gitignore: git does not hold it yet, and takes it with the next `git add .`"
_MADE_UP = frozenset(("local", "fake", "dummy"))
_SECRET_OF_CLIENT = re.compile(r"CLIENT_SECRET$", re.I)
_KINDS_OF_TESTS = frozenset(("unit", "function", "functional", "acceptance"))
_PRODUCTION = ("prod", "production", "live")
_NO_VALUES = re.compile(r"(^|[._-])(template|defaults?|schema)([._-]|$)", re.I)


@rule.find(dotenv.Document)
def committed(document: dotenv.Document, file: SourceFile) -> Iterator[Finding]:
    """Each secret of a `.env` file that is no template and that no .gitignore names."""
    name = posixpath.basename(file.path)
    held = file.project.in_git
    # What git holds it goes on to hold, whatever a pattern says.
    ignored = git_verdict(file.project, file.path) and (held is None or file.path not in held)
    if _NO_VALUES.search(name) or ignored or _is_of_tests(file):
        return
    published = held is None or file.path in held
    # Each installation's own values lie in the one that git ignores.
    defaults = name == ".env" and git_verdict(file.project, f"{file.path}.local") is True
    aside = defaults and _is_left_out(file)
    values = {each.name: each.value for each in document.entries}
    for entry in document.entries:
        found = [
            each
            for each in credentials(entry.name, entry.value)
            if not is_placeholder(each.secret)
            and (is_signing_name(entry.name) or not is_own_name(entry.name, each.secret))
            and not is_form_of_account(each.user, each.secret)
            and not _is_its_own_account(entry.name, each.secret, values)
            and not (defaults and _is_made_up(each.secret))
            and not (aside and not is_random(each.secret))
        ]
        # What a deployment gives from a secret of its own is here for developers alone.
        if found and not any(is_random(each.secret) for each in found) and given_from_secret(file.project, entry.name):
            continue
        if found:
            line = entry.span.line
            yield file.finding(
                rule, Span(line, 1, line, len(file.lines[line - 1]) + 1),
                f"{entry.name} is a secret in {name}, which git does not ignore",
                _PUBLISHED.format(file.path) if published else _OPEN,
                safety=Safety.NONE, conceal=tuple(each.secret for each in found),
            )  # fmt: skip


def _is_of_tests(file: SourceFile) -> bool:
    """Whether a kind of tests has its own file beside the one of production: `.env.unit` beside `.env.prod`."""
    folder, name = posixpath.split(file.path)
    if name.rpartition(".")[2] not in _KINDS_OF_TESTS:
        return False
    return any(posixpath.join(folder, f".env.{each}") in file.project.files for each in _PRODUCTION)


def _is_left_out(file: SourceFile) -> bool:
    """Whether the .dockerignore of a folder around the file keeps it out of images: they get their values elsewhere."""
    folder = posixpath.dirname(file.path)
    while True:
        try:
            lines = (file.project.on_disk(posixpath.join(folder, ".dockerignore")) or b"").decode().splitlines()
        except (OSError, UnicodeDecodeError):
            return False
        if docker_verdict(lines, posixpath.relpath(file.path, folder or ".")):
            return True
        if not folder:
            return False
        folder = posixpath.dirname(folder)


def _is_its_own_account(name: str, secret: str, values: Mapping[str, str]) -> bool:
    """Whether a client's secret is the very word that stands for its account: who gives it out gives no such."""
    account = _SECRET_OF_CLIENT.sub("CLIENT_ID", name)
    return account != name and values.get(account) == secret


def _is_made_up(value: str) -> bool:
    """Whether the value says itself that it opens nothing but what runs on the developer's machine."""
    return not _MADE_UP.isdisjoint(words(value)) and not is_random(value)
