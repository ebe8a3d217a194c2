"""OP204: the build fetches something from an address, and takes whatever comes.

The file behind an address is replaced or disappears, and the next build makes another image, or none. Nothing notices
when somebody else puts a file there.

By hand: install from a package index or a system package at a version; or give the file's checksum
(`ADD --checksum=sha256:…`, `sha256sum --check`).
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.deployment.images import is_not_deployed, is_python_image
from codemods.formats import dockerfile, shell
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Span
from codemods.vocabulary.rule import Rule

rule = Rule("OP204", "downloaded-file", needles=("curl", "wget", "ADD", "add "), safety=Safety.NONE)

_ADDRESS = re.compile(r"(?:https?|ftp)://(?!localhost|127\.|0\.0\.0\.0|\$)[^\s\"']+")
_CHECKED = re.compile(r"sha\d+sum|shasum|md5sum|--checksum|gpg\s[^&;|]*--verify|cosign|minisign")
_OUTPUT = re.compile(r"-[a-zA-Z]*[oO]|--output(?:-document)?")
# Curl calls the file as the address does.
_NAMES_ITSELF = re.compile(r"-[a-zA-Z]*O[a-zA-Z]*|--remote-name(?:-all)?")
_LOOKS = frozenset((name,) for name in ("grep", "egrep", "fgrep", "wc"))
# Definitions of viruses are of use as they are today.
_NEWEST = re.compile(r"\.c[lv]d$|[/.]clamav\.net/")
_REMEDY = "install it from an index at a version, or check what came by its checksum"


@rule.find(dockerfile.Document)
def downloads(document: dockerfile.Document, file: SourceFile) -> Iterator[Finding]:
    """The instructions of a Python service's Dockerfile that download without a checksum."""
    if not is_python_image(file) or is_not_deployed(file):
        return
    for each in document.instructions:
        if each.keyword == "ADD" and _ADDRESS.match(each.text.strip('[" ')) and not dict(each.flags).get("checksum"):
            if not _is_checked_later(document, each, _added(each)):
                yield _finding(file, each.span)
        elif each.keyword == "RUN" and not _CHECKED.search(each.written):
            for command in each.commands:
                if (
                    _fetches(command)
                    and not _is_looked_at(each.commands, command)
                    and not _is_checked_later(document, each, _kept_as(command))
                ):
                    first, last = each.span, command.span
                    yield _finding(file, Span(first.line, first.column, last.end_line, last.end_column))
                    break


def _fetches(command: shell.Command) -> bool:
    words = [each for each in command.values if each not in ("sudo", "exec")]
    fetched = [each for each in words if _ADDRESS.match(each) and not _NEWEST.search(each)]
    return bool(words) and words[0] in ("curl", "wget") and bool(fetched) and "--spider" not in words


def _is_looked_at(commands: tuple[shell.Command, ...], command: shell.Command) -> bool:
    """Whether nothing of what comes is kept: it is shown, thrown away, or a word is looked for in it."""
    if "(" in command.inside:
        return False
    if command.operator == "|":
        pipe = commands[commands.index(command) :]
        end = next((each for each in pipe if each.operator != "|"), pipe[-1])
        return end.values[:1] in _LOOKS and _is_kept_nowhere(end)
    outputs = [value for option, value in itertools.pairwise(command.values) if _OUTPUT.fullmatch(option)]
    if command.values[0] == "wget" or any(_NAMES_ITSELF.fullmatch(each) for each in command.values):
        return outputs == ["/dev/null"]
    return set(outputs) <= {"/dev/null", "-"} and _is_kept_nowhere(command)


def _is_kept_nowhere(command: shell.Command) -> bool:
    return all(word.value in ("/dev/null", "&1", "1", "&2", "2") for _, word in command.redirects)


def _added(instruction: dockerfile.Instruction) -> str:
    """What an ADD calls the file, as far as it says so."""
    words = instruction.words or tuple(instruction.text.split())
    target = words[-1].strip("\"'")
    return posixpath.basename(target) or posixpath.basename(words[0])


def _kept_as(command: shell.Command) -> str:
    """What curl or wget calls the file."""
    words = [each or "" for each in command.values]
    for option, value in itertools.pairwise(words):
        if _OUTPUT.fullmatch(option):
            return "" if value in ("-", "/dev/stdout") else posixpath.basename(value)
    return next((posixpath.basename(each) for each in words if _ADDRESS.match(each)), "")


def _is_checked_later(document: dockerfile.Document, made: dockerfile.Instruction, name: str) -> bool:
    """Whether a RUN further down in the stage checks the file, by its name or by a list that came beside it."""
    named = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
    return bool(name) and any(
        each.keyword == "RUN" and each.stage == made.stage and each.line > made.line
        and _CHECKED.search(each.written) and named.search(each.written)
        for each in document.instructions
    )  # fmt: skip


def _finding(file: SourceFile, span: Span) -> Finding:
    message = "the build takes whatever lies at an address today"
    return file.finding(rule, span, message, _REMEDY, safety=Safety.NONE)
