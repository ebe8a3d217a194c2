"""Passwords that a command line holds: `curl -u deploy:…`, `mysqldump -p…`, `["redis-cli", "-a", "…"]`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.libraries.command_passwords import BEFORE_PASSWORDS, PIPED_TO
from codemods.project.source_file import SourceFile

# As far as one command goes: on the next line too where it says so, or where that is the next word of a list.
_WORDS = r"(?:[^\n;|&]|\\\r?\n|\n\s*-\s){0,400}?"
# No variable of a shell, no place that something fills.
_VALUE = r"[\"']?(?P<value>[^\s\"'`|;&<>${%][^\s\"'`|;&<>]*)"
_COMMANDS = tuple(
    re.compile(rf"(?<![\w.-])(?:{program})(?=[\s\"',]){_WORDS}{before}{_VALUE}")
    for program, before in BEFORE_PASSWORDS.items()
)
_PIPED = re.compile(rf"\b(?:echo|printf)\s+(?:-n\s+)?{_VALUE}[\"']?\s*\|[^\n|]*?(?:{PIPED_TO})")
_PROGRAM = re.compile(rf"(?:.*/)?(?:{'|'.join(BEFORE_PASSWORDS)})$")


def passwords(text: str) -> Iterator[tuple[int, str]]:
    """The passwords among the words of commands, and where each begins."""
    for pattern in (*_COMMANDS, _PIPED):
        yield from ((match.start("value"), match["value"]) for match in pattern.finditer(text))


def in_words(file: SourceFile) -> Iterator[tuple[ast.Constant, str]]:
    """The words of commands, given as a list or as arguments, that hold a password, and that."""
    commands = [each.elts for each in file.nodes(ast.List)]
    commands += [each.elts for each in file.nodes(ast.Tuple)]
    for words in (*commands, *(each.args for each in file.nodes(ast.Call))):
        if len(words) < 2 or not _PROGRAM.match(_said(words[0])):
            continue
        for _, password in passwords(" ".join(map(_said, words))):
            yield from (
                (word, password) for word in words if isinstance(word, ast.Constant) and _said(word).endswith(password)
            )


def _said(node: ast.expr) -> str:
    """What a literal says; what a shell would fill for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else "$"
