"""Compose files: every scalar with its place in the text, and the variables that services get."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from codemods.vocabulary.finding import Span
from codemods.vocabulary.unreadable import Unreadable

Path = tuple[str | int, ...]

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_NEWLINE = re.compile(r"\r\n|\r|\n")
# What makes a plain scalar something else than its text, at its start, inside, or in a flow collection.
_NOT_PLAIN = re.compile(r"[\s\-?:,\[\]{}#&*!|>'\"%@`]|.*(: |:$| #|\s$|\n)|$|(true|false|yes|no|on|off|null|~)$", re.I)
_NOT_IN_FLOW = re.compile(r"[,\[\]{}]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar value. `span` leaves out its tag and anchor; `style` is '' (plain), a quote, '|' or '>'.

    `path` is the way to it from the top: ("services", "web", "environment", "TZ"); a list's items count from 0.
    """

    path: Path
    value: str
    span: Span
    written: str
    style: str
    flow: bool


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable or a build argument of a service.

    `section` is environment or args. `span` is the value's text alone, without quotes and without `NAME=`, where the
    text says the value as it is (`verbatim`); else the whole scalar.
    """

    service: str
    section: str
    name: str
    value: str
    scalar: Scalar
    span: Span
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A Compose file. What an alias or a merge key (`<<`) repeats is listed once, where it is written."""

    scalars: tuple[Scalar, ...]
    variables: tuple[Variable, ...]


def parse(text: str) -> Document:
    """Read a Compose file. Raises Unreadable."""
    try:
        root = YAML().compose(text)
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or type(error).__name__
        raise Unreadable(f"cannot be parsed as YAML: {problem}", mark.line + 1 if mark else 1) from None
    reader = _Reader(text)
    return Document(tuple(reader.scalars(root)), tuple(reader.variables(root)))


def scalars(text: str, root: Node | None) -> tuple[Scalar, ...]:
    """The scalar values of a YAML document that was composed from the text, in its order."""
    return tuple(_Reader(text).scalars(root))


def replacement(variable: Variable, value: str) -> tuple[Span, str]:
    """What to write where, so that the variable has this value; quotes and `NAME=` stay as they are.

    Raises ValueError for a block scalar (`|`, `>`).
    """
    scalar = variable.scalar
    if scalar.style in ("|", ">"):
        raise ValueError("a block scalar is not rewritten")
    listed = f"{variable.name}={value}" if isinstance(scalar.path[-1], int) else value
    if variable.verbatim and (scalar.style or not _needs_quotes(listed, scalar.flow)):
        escape = "\\" in value or scalar.style in value if scalar.style else False
        if not escape:
            return variable.span, value
    return scalar.span, '"' + listed.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _needs_quotes(value: str, flow: bool) -> bool:
    return _NOT_PLAIN.match(value) is not None or (flow and _NOT_IN_FLOW.search(value) is not None)


class _Reader:
    """Walks the nodes of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]
        self.known: dict[int, Scalar] = {}
        self.seen: set[int] = set()

    def scalars(self, node: Node | None, path: Path = (), flow: bool = False) -> Iterator[Scalar]:
        """The scalar values under a node, in the order of the text."""
        if node is None or id(node) in self.seen:
            return
        self.seen.add(id(node))
        if isinstance(node, ScalarNode):
            self.known[id(node)] = self._scalar(node, path, flow)
            yield self.known[id(node)]
        elif isinstance(node, MappingNode):
            for key, value in node.value:
                name = key.value if isinstance(key, ScalarNode) else ""
                yield from self.scalars(value, (*path, name), flow or bool(node.flow_style))
        elif isinstance(node, SequenceNode):
            for number, value in enumerate(node.value):
                yield from self.scalars(value, (*path, number), flow or bool(node.flow_style))

    def _scalar(self, node: ScalarNode, path: Path, flow: bool) -> Scalar:
        start, end = node.start_mark.index, node.end_mark.index
        if properties := _PROPERTIES.match(self.text, start, end):
            start = properties.end()
        # ruamel marks with a bell where a folded text was folded.
        value = node.value.replace("\a", "") if node.style == ">" else node.value
        return Scalar(path, value, self._span(start, end), self.text[start:end], node.style or "", flow)

    def _span(self, start: int, end: int) -> Span:
        first, last = bisect.bisect(self.starts, start), bisect.bisect(self.starts, end)
        return Span(first, start - self.starts[first - 1] + 1, last, end - self.starts[last - 1] + 1)

    def variables(self, root: Node | None) -> Iterator[Variable]:
        """The environment and the build arguments of every service; `scalars` must have run."""
        done: set[int] = set()
        for service, node in _entries(_child(root, "services")):
            held = {"environment": _child(node, "environment"), "args": _child(_child(node, "build"), "args")}
            for section, entries in held.items():
                for name, value, scalar in self._held(entries):
                    if id(scalar) not in done:
                        done.add(id(scalar))
                        yield _variable(service, section, name, value, scalar)

    def _held(self, node: Node | None) -> Iterator[tuple[str, str, Scalar]]:
        if isinstance(node, SequenceNode):
            for item in node.value:
                if isinstance(item, ScalarNode) and "=" in item.value:
                    name, _, value = item.value.partition("=")
                    yield name, value, self.known[id(item)]
            return
        for name, item in _entries(node):
            if isinstance(item, ScalarNode) and item.value:
                yield name, item.value, self.known[id(item)]


def _variable(service: str, section: str, name: str, value: str, scalar: Scalar) -> Variable:
    quote = len(scalar.style) if scalar.style in ("'", '"') else 0
    inner = scalar.written[quote : len(scalar.written) - quote]
    if inner != (f"{name}={value}" if isinstance(scalar.path[-1], int) else value):
        return Variable(service, section, name, value, scalar, scalar.span, False)
    line, end = scalar.span.line, scalar.span.end_column - quote
    return Variable(service, section, name, value, scalar, Span(line, end - len(value), line, end), True)


def _entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    """The pairs of a mapping; own ones first, then those that merge keys bring in."""
    if not isinstance(node, MappingNode):
        return
    merged: list[Node] = []
    own: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            continue
        if key.value == "<<":
            merged += value.value if isinstance(value, SequenceNode) else [value]
        else:
            own.add(key.value)
            yield key.value, value
    for other in merged:
        yield from ((name, value) for name, value in _entries(other) if name not in own)


def _child(node: Node | None, name: str) -> Node | None:
    return next((value for key, value in _entries(node) if key == name), None)
