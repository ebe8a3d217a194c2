"""What a report of some findings must not show: what the rules found, and what stands in the files that it quotes."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterable, Iterator

from codemods.domains.secrets.names_and_values import is_random
from codemods.domains.secrets.sight import Seen, seen
from codemods.engine.concealment.masking import concealer
from codemods.project.project import Project
from codemods.project.text.code_bytes import code
from codemods.vocabulary.finding import Finding
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_WORD = re.compile(r"[A-Za-z_][\w.-]*|\d{1,5}")
# What people take for a password because it is the name of something.
_COMMON = frozenset((
    "admin", "root", "user", "username", "guest", "password", "passwd", "secret", "test", "default", "dev", "postgres",
    "mysql", "redis", "mongo", "rabbitmq", "localhost", "key", "token", "app", "web", "db", "database", "none",
))  # fmt: skip
# A host, a service, a key: `//db/`, `@db:`, `db:`.
_NAMED = r"(?m)(?:^[ \t-]*|//|@){}(?=[:/\s])"
_DEFINING = ("compose", "yaml", "dotenv")


def secrets_of(project: Project, findings: Iterable[Finding], paths: Iterable[str] = ()) -> re.Pattern[str] | None:
    """What no report may show of the findings' source lines, and of other files that it shows lines of."""
    found = list(findings)
    quoted = sorted({each.path for each in found} | set(paths))
    places = [each for path in quoted if path in project.files for each in seen(project.files[path])]
    places += [each for finding in found for each in _in_lines(project, finding)]
    secrets = [secret for finding in found for secret in finding.conceal]
    return concealer(secrets, places, functools.partial(is_ordinary, project))


def _in_lines(project: Project, finding: Finding) -> Iterator[Seen]:
    """Where a finding's own secrets stand in its lines, those that are not seen there."""
    file = project.files.get(finding.path)
    if file is None or not finding.conceal:
        return
    try:
        lines = file.lines[finding.span.line - 1 : finding.span.end_line]
    except Unreadable:
        return
    known = {each.text for each in seen(file)}
    for secret in set(finding.conceal) - known:
        for line in lines if secret.strip() else ():
            yield from (Seen(secret, line[: match.start()]) for match in re.finditer(re.escape(secret), line))


def is_ordinary(project: Project, value: str) -> bool:
    """Whether the value is a word that stands for something else as well: a name in the code, a folder, a host."""
    if is_random(value) or not _WORD.fullmatch(value):
        return False
    return value.lower() in _COMMON or value in _names(project) or _is_used(project, value)


@once
def _names(project: Project) -> frozenset[str]:
    """What the folders and files are called."""
    parts = {part for path in project.files for part in path.split("/")}
    stems = {posixpath.splitext(each)[0] for each in parts}
    return frozenset((*parts, *stems, project.root.resolve().name))


def _is_used(project: Project, value: str) -> bool:
    """Whether code uses the value as a name, or another file names a host or a service so."""
    needle = value.encode()
    # An f-string stands in the code as it is written, with the strings that it fills in.
    word = re.compile(rb"(?<![\w\"'])%s(?![\w\"'])" % re.escape(needle))
    # The bytes as they are: an index of all words would be all that a warm run takes time for.
    if any(needle in each.data and word.search(each.data) and word.search(code(each)) for each in project.python()):
        return True
    named = re.compile(_NAMED.format(re.escape(value)).encode())
    return any(
        each.kind in _DEFINING and needle in each.data and named.search(each.data) for each in project.files.values()
    )
