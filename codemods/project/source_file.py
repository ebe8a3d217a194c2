"""One file of a project: its bytes, its text, its syntax tree, and where a node stands in it."""

from __future__ import annotations

import ast
import gc
import io
import re
import tokenize
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, Literal, Never, TypedDict, TypeVar, overload

from codemods.formats import kind_of
from codemods.project.text.newer_python import needed
from codemods.project.text.spelling import ALL, is_coded, odd_lines, spelled
from codemods.vocabulary.finding import Finding, Safety, Setting, Site, Span
from codemods.vocabulary.kept import Answers
from codemods.vocabulary.noting import noting
from codemods.vocabulary.unreadable import Unreadable

if TYPE_CHECKING:
    from typing import Unpack

    from codemods.project.project import Project
    from codemods.vocabulary.rule import D, Rule

_DECODING_HINT = "declare the encoding or convert the file to UTF-8"
_MARK = b"\xef\xbb\xbf"
# The marks of UTF-16, in which PowerShell writes `pip freeze > requirements.txt`, and which pip reads.
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_NEWLINE = re.compile(r"\r\n|\r|\n")
# Fields that hold no node, or one that the parser shares between places.
_PLAIN = frozenset(
    ("ctx", "op", "ops", "id", "attr", "kind", "level", "module", "asname", "conversion", "is_async", "simple",
     "type_comment")
)  # fmt: skip
Node = TypeVar("Node", bound=ast.AST)
_Told = TypeVar("_Told")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@cache
def _inner(kind: Any) -> tuple[str, ...]:
    """The fields of a type of node that can hold nodes."""
    return () if kind is ast.Constant else tuple(name for name in kind._fields if name not in _PLAIN)


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it in the order of ast.walk, but operators and contexts, and three times as fast."""
    found = [node]
    for each in found:
        yield each
        for name in _inner(each.__class__):  # type: ignore[arg-type]
            value = getattr(each, name, None)
            if value.__class__ is list:
                found += [child for child in value if isinstance(child, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)


def begin(node: ast.AST) -> tuple[int, int]:
    """Where a node begins, to compare: line and column; before all where it has no place."""
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def end(node: ast.AST) -> tuple[int, int]:
    """Where a node ends."""
    return getattr(node, "end_lineno", 0), getattr(node, "end_col_offset", 0)


class _More(TypedDict, total=False):
    """What else a finding may say: the fields of Finding of these names."""

    sites: tuple[Site, ...] | None
    settings: tuple[Setting, ...]
    group: str
    conceal: tuple[str, ...]
    also: tuple[tuple[str, int], ...]
    requirements: Mapping[str, str]
    library: bool
    left: tuple[str, ...]


class _read(Generic[_Told]):
    """What a file's bytes say, made on demand and kept; whoever asks hangs on the file."""

    def __init__(self, find: Callable[[SourceFile], _Told]) -> None:
        self._find, self._name, self.__doc__ = find, find.__name__, find.__doc__

    def __get__(self, file: SourceFile, owner: type) -> _Told:
        if noting.open:
            noting.open[-1].files |= file.bit
        known = file.__dict__
        try:
            told: _Told = known[self._name]
        except KeyError:
            told = known[self._name] = self._find(file)
        return told

    def __set__(self, file: SourceFile, told: _Told) -> None:
        raise AttributeError(f"{self._name} is what the bytes say")

    def __delete__(self, file: SourceFile) -> None:
        del file.__dict__[self._name]


class SourceFile:
    """A file at `path` (relative to the project's root, with slashes). Everything but the bytes is made on demand."""

    def __init__(self, project: Project, path: str, data: bytes) -> None:
        self.project = project
        self.path = path
        self._data = data
        # Which of the project's files it is, as one bit: a set of files is a number.
        self.bit = 0
        self.kind = kind_of(path, data)
        # What was found out about the file in this state of the project, and what its bytes alone tell.
        self.answers: Answers = {}
        self.facts: Answers = {}

    def copy_into(self, project: Project) -> SourceFile:
        """The same file seen from another state of the project; what was parsed, and what that tells, is kept."""
        copy = SourceFile(project, self.path, self._data)
        copy.bit = self.bit
        # Facts speak of a tree's nodes: two copies that would each parse a tree of their own have none in common.
        if self.kind != "python" or self.is_parsed:
            copy.facts = self.facts
        for name in ("encoding", "text", "lines", "tree", "index", "is_odd", "odd_lines", "spelled"):
            if name in self.__dict__:
                copy.__dict__[name] = self.__dict__[name]
        return copy

    @_read
    def encoding(self) -> str:
        """The codec of the bytes: by PEP 263 for Python, by its mark for requirements in UTF-16, else UTF-8 (with its
        BOM as utf-8-sig).
        """
        if self.kind == "requirements" and self.data.startswith(_WIDE):
            return "utf-16"
        if self.kind != "python":
            return "utf-8-sig" if self.data.startswith(_MARK) else "utf-8"
        try:
            return tokenize.detect_encoding(io.BytesIO(self.data).readline)[0]
        except SyntaxError as error:
            if error.msg and error.msg.startswith("invalid or missing"):
                raise Unreadable(f"cannot be decoded as utf-8: {_DECODING_HINT}") from None
            raise Unreadable(f"cannot be decoded: {error.msg}") from None

    @_read
    def is_odd(self) -> bool:
        """Whether the bytes are Python in a spelling that a search may be led astray by."""
        return self.kind == "python" and (self.data.startswith(_MARK) or bool(self.odd_lines))

    @_read
    def odd_lines(self) -> frozenset[int]:
        """The lines of such a spelling, from 1; 0 for all of them. See `spelling.odd_lines`."""
        return ALL if is_coded(self.data) else odd_lines(self.data)

    @_read
    def spelled(self) -> bytes:
        """What is to be searched for names and values: the bytes, or what they mean. See `spelling`."""
        return spelled(self)

    @_read
    def text(self) -> str:
        """The decoded text, newlines as they are in the file. Raises Unreadable."""
        try:
            return self.data.decode(self.encoding)
        except (UnicodeDecodeError, LookupError) as error:
            start = getattr(error, "start", 0)
            line = self.data.count(b"\n", 0, start) + 1
            raise Unreadable(f"cannot be decoded as {self.encoding}: {_DECODING_HINT}", line) from None

    @_read
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return _NEWLINE.split(self.text)

    @_read
    def tree(self) -> ast.Module:
        """The syntax tree. Raises Unreadable."""
        if b"\0" in self.data:
            raise Unreadable("holds NUL bytes: no Python source", self.data[: self.data.index(b"\0")].count(b"\n") + 1)
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(self.text, self.path)
        except SyntaxError as error:
            line = error.lineno or 1
            reason = needed(self.lines[line - 1] if line <= len(self.lines) else "", error.msg) or error.msg
            raise Unreadable(f"cannot be parsed: {reason}", line) from None
        except (ValueError, RecursionError, MemoryError) as error:
            raise Unreadable(f"cannot be parsed: {str(error) or 'it is nested too deeply'}") from None
        finally:
            if was_enabled:
                gc.enable()

    @property
    def data(self) -> bytes:
        """The bytes."""
        if noting.open:
            noting.open[-1].files |= self.bit
        return self._data

    @property
    def is_parsed(self) -> bool:
        """Whether the tree is there already."""
        return "tree" in self.__dict__

    @_read
    def index(self) -> tuple[dict[ast.AST, ast.AST], dict[type, list[ast.AST]]]:
        """Each node's parent, and the nodes of each type: one walk for all who ask, three times as fast as ast.walk."""
        parents: dict[ast.AST, ast.AST] = {}
        by_type: dict[type, list[ast.AST]] = defaultdict(list)
        stack: list[ast.AST] = [self.tree]
        while stack:
            node = stack.pop()
            kind = node.__class__
            by_type[kind].append(node)
            for name in _inner(kind):  # type: ignore[arg-type]
                value = getattr(node, name)
                if value.__class__ is list:
                    for child in value:
                        if isinstance(child, ast.AST):
                            parents[child] = node
                            stack.append(child)
                elif isinstance(value, ast.AST):
                    parents[value] = node
                    stack.append(value)
        return parents, by_type

    @property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """Each node's parent. Operators and contexts, which the parser shares between places, have none."""
        return self.index[0]

    def nodes(self, kind: type[Node]) -> list[Node]:
        """All nodes of one type, in no particular order."""
        return self.index[1].get(kind, [])  # type: ignore[return-value]

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The node's parent, its parent's parent, up to the module."""
        parents = self.parents
        while (node := parents.get(node)) is not None:  # type: ignore[assignment]
            yield node

    def statement(self, node: ast.AST) -> ast.stmt:
        """The innermost statement that holds the node (or is it)."""
        if isinstance(node, ast.stmt):
            return node
        return next(each for each in self.ancestors(node) if isinstance(each, ast.stmt))

    def function(self, node: ast.AST) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | None:
        """The innermost function that the node stands in."""
        return next((each for each in self.ancestors(node) if isinstance(each, _SCOPES)), None)

    def enclosing_class(self, node: ast.AST) -> ast.ClassDef | None:
        """The innermost class that the node stands in, also through its methods."""
        return next((each for each in self.ancestors(node) if isinstance(each, ast.ClassDef)), None)

    def block(self, statement: ast.stmt) -> list[ast.stmt]:
        """The list of statements that the statement is one of."""
        parent = self.parents[statement]
        for name in ("body", "orelse", "finalbody", "handlers"):
            block = getattr(parent, name, None)
            if isinstance(block, list) and statement in block:
                return block
        return [statement]

    def column(self, line: int, utf8_offset: int) -> int:
        """The column, from 1, of what `ast` counts in bytes of UTF-8 from 0."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        if text.isascii():
            return utf8_offset + 1
        return len(text.encode()[:utf8_offset].decode(errors="replace")) + 1

    def span(self, node: ast.AST) -> Span:
        """The node's exact span."""
        line, end_line = node.lineno, node.end_lineno  # type: ignore[attr-defined]
        return Span(
            line,
            self.column(line, node.col_offset),  # type: ignore[attr-defined]
            end_line,
            self.column(end_line, node.end_col_offset),  # type: ignore[attr-defined]
        )

    def shown(self, node: ast.AST) -> Span:
        """Where a report points: a keyword's own line, else from the first line of its statement to the node's end.

        A compound statement is shown by its first line alone.
        """
        statement = self.statement(node)
        own = self.span(node)
        if isinstance(node, ast.keyword) or (statement.lineno == own.line and node is not statement):
            return own
        if hasattr(statement, "body"):
            first = statement.lineno
            start = self.column(first, statement.col_offset)
            if node is statement or own.line == first:
                return Span(first, start, first, len(self.lines[first - 1]) + 1)
            return own
        start = self.column(statement.lineno, statement.col_offset)
        return Span(statement.lineno, start, own.end_line, own.end_column)

    def source(self, node: ast.AST) -> str:
        """The node's text as it stands in the file."""
        span = self.span(node)
        if span.line == span.end_line:
            return self.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        middle = self.lines[span.line : span.end_line - 1]
        first, last = (
            self.lines[span.line - 1][span.column - 1 :],
            self.lines[span.end_line - 1][: span.end_column - 1],
        )
        return "\n".join([first, *middle, last])

    def site(self, node: ast.AST, role: str = "", key: str = "") -> Site:
        """The node as something that a rewrite changes."""
        return Site(self.path, self.span(node), role, key)

    # A rule without data gives none, one that has them gives them, but for what it cannot rewrite.
    @overload
    def finding(
        self, rule: Rule[object], node: ast.AST | Span, message: str, remedy: str, *, safety: Safety | None = None,
        **more: Unpack[_More],
    ) -> Finding[object]: ...  # fmt: skip
    @overload
    def finding(
        self, rule: Rule[D], node: ast.AST | Span, message: str, remedy: str, *, safety: Literal[Safety.NONE],
        **more: Unpack[_More],
    ) -> Finding[Never]: ...  # fmt: skip
    @overload
    def finding(
        self, rule: Rule[D], node: ast.AST | Span, message: str, remedy: str, *, data: D, safety: Safety | None = None,
        **more: Unpack[_More],
    ) -> Finding[D]: ...  # fmt: skip
    def finding(
        self,
        rule: Rule[D],
        node: ast.AST | Span,
        message: str,
        remedy: str,
        *,
        data: object = None,
        safety: Safety | None = None,
        sites: tuple[Site, ...] | None = None,
        settings: tuple[Setting, ...] = (),
        conceal: tuple[str, ...] = (),
        **more: Any,
    ) -> Finding[object]:
        """A finding at a syntax node or a span; by default that itself is what the rule's rewriter gets."""
        safety = rule.safety if safety is None else safety
        if sites is None:
            here = Site(self.path, node) if isinstance(node, Span) else self.site(node)
            sites = () if safety is Safety.NONE else (here,)
        secrets = tuple(each.value for each in settings if each.secret and each.value)
        return Finding(
            rule=rule.code,
            path=self.path,
            span=node if isinstance(node, Span) else self.shown(node),
            message=message,
            remedy=remedy,
            safety=safety,
            sites=sites,
            data=data,
            settings=settings,
            conceal=conceal + secrets,
            **more,
        )
