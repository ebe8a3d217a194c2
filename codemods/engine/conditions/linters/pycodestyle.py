"""The codes of pycodestyle that black's look breaks, and which of them flake8 asks for: they are off by default."""

from __future__ import annotations

import ast
import io
import itertools
import keyword
import posixpath
import re
import tokenize
from collections.abc import Iterator, Sequence

from codemods.project.project import Project
from codemods.project.source_file import SourceFile

_OFF = ("E121", "E123", "E126", "E226", "E704", "W503", "W504")
_ON = ("E203",)
_SECTION = re.compile(r"^\[(?:flake8|pycodestyle)\](?P<body>.*?)(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
_LIST = re.compile(r"^(?P<name>(?:extend[-_])?ignore|select)\s*=(?P<value>.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_CODE = re.compile(r"\b[A-Z]+\d*\b")
_ARITHMETIC = frozenset(("**", "*", "/", "//", "+", "-", "@"))
_BINARY = _ARITHMETIC | {"|", "&", "^", "<<", ">>", "<", ">", "<=", ">=", "==", "!=", "and", "or", "in", "is"}
_SKIPPED = (tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)


def turned_on(project: Project, path: str, words: Sequence[str]) -> frozenset[str]:
    """The codes that are off by default, and on since `--ignore` or `ignore =` replaces the list of those that are."""
    ignored, replaces, selected = _ignored(project, path, words)
    if not replaces or selected:
        return frozenset()
    return frozenset(each for each in _OFF if not each.startswith(tuple(ignored)))


def on_by_default(project: Project, path: str, words: Sequence[str]) -> frozenset[str]:
    """The codes that nothing turns off."""
    ignored, _, selected = _ignored(project, path, words)
    return frozenset(each for each in _ON if not selected and not each.startswith(tuple(ignored)))


def violations(file: SourceFile) -> Iterator[str]:
    """The codes that a file breaks, each as often as it does. Raises Unreadable and SyntaxError."""
    for each in ast.walk(file.tree):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and each.body[0].lineno == _head_line(each):
            yield "E704"
    tokens = [*tokenize.generate_tokens(io.StringIO(file.text).readline)]
    said = [each for each in tokens if each.type not in _SKIPPED]
    for before, token, behind in zip(said, said[1:], said[2:], strict=False):
        gap = before.end[0] == token.start[0] and before.end[1] < token.start[1]
        if gap and token.string in (":", ",", ";") and before.string != ",":
            yield "E203"
        if token.string not in _BINARY or not _is_operand(before):
            continue
        if before.end[0] < token.start[0] and token.string != "@":
            yield "W503"
        if token.end[0] < behind.start[0] and token.string != "@":
            yield "W504"
        tight = before.end == token.start and token.end == behind.start
        if token.string in _ARITHMETIC and tight:
            yield "E226"


def _is_operand(token: tokenize.TokenInfo) -> bool:
    """Whether an operator behind the token has it as its left side."""
    if token.type == tokenize.NAME:
        return not keyword.iskeyword(token.string) or token.string in ("None", "True", "False")
    return token.type in (tokenize.NUMBER, tokenize.STRING) or token.string in (")", "]", "}")


def _head_line(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = function.args
    parts = [function.returns, *given.args, *given.kwonlyargs, *given.defaults]
    return max(function.lineno, *(each.end_lineno or 0 for each in parts if each is not None), 0)


def _ignored(project: Project, path: str, words: Sequence[str]) -> tuple[set[str], bool, bool]:
    """The codes that are ignored, whether they replace the default list, and whether only some are selected."""
    ignored: set[str] = set()
    replaces = selected = False
    for name, value in (*_configured(project, path), *_given(words)):
        selected = selected or name == "select"
        replaces = replaces or name == "ignore"
        ignored |= {*_CODE.findall(value)}
    return ignored, replaces, selected


def _configured(project: Project, path: str) -> Iterator[tuple[str, str]]:
    """The lists in flake8's file of the service, or of the tree."""
    for folder in dict.fromkeys((project.service_root(path), "")):
        for name in ("setup.cfg", "tox.ini", ".flake8"):
            if section := _SECTION.search(project.text_on_disk(posixpath.join(folder, name))):
                yield from ((each["name"].replace("_", "-"), each["value"]) for each in _LIST.finditer(section["body"]))
                return


def _given(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The lists on the command line; a later option has its value in the next word."""
    for each, following in itertools.pairwise((*words, "")):
        name, equals, value = each.lstrip("-").partition("=")
        if each.startswith("--") and name in ("ignore", "extend-ignore", "select"):
            yield name, value if equals else following
