"""The arguments of a log call, from what a program writes to a file: lazy, and without the line's end."""

from __future__ import annotations

import re
from collections.abc import Sequence

import libcst as cst

from codemods.rewriting.edit import Edit

_NUMBER = re.compile(r"\.\d+f|0?\d*d")


def message(node: cst.BaseExpression, edit: Edit) -> str:
    """The arguments that log a string: a plain literal and `%s` for what an f-string would put in."""
    node = _stripped(node)
    match node:
        case cst.FormattedString() if (lazy := _lazy(node)) is not None:
            return lazy
        case cst.BinaryOperation(operator=cst.Modulo(), left=cst.SimpleString(), right=cst.Tuple(elements=elements)):
            values = [_code(each.value) for each in elements]
            return ", ".join([_code(node.left), *values])
    return _code(node)


def joined(nodes: Sequence[cst.BaseExpression], edit: Edit) -> str:
    """The arguments that log what `print` would print."""
    if len(nodes) == 1:
        return message(nodes[0], edit)
    words = [_plain(each) for each in nodes]
    template = " ".join("%s" if word is None else word.replace("%", "%%") for word in words)
    values = [_code(each) for each, word in zip(nodes, words, strict=True) if word is None]
    return ", ".join([edit.string(template if values else template.replace("%%", "%")), *values])


def _plain(node: cst.BaseExpression) -> str | None:
    """The text of a string literal."""
    value = node.evaluated_value if isinstance(node, cst.SimpleString) else None
    return value if isinstance(value, str) else None


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


def _stripped(node: cst.BaseExpression) -> cst.BaseExpression:
    """The expression without the newlines at its start and end, where they stand in its literals."""
    match node:
        case cst.SimpleString():
            return node.with_changes(value=_trimmed(node.value, node.prefix, True, True))
        case cst.FormattedString(parts=[*parts]) if parts:
            return node.with_changes(parts=_trimmed_parts(parts))
        case cst.BinaryOperation(operator=cst.Add(), left=left, right=cst.SimpleString() as right):
            if right.evaluated_value == "\n":
                return _stripped(left)
            return node.with_changes(right=_stripped(right))
        case cst.BinaryOperation(operator=cst.Modulo(), left=left):
            return node.with_changes(left=_stripped(left))
        case cst.Call(func=cst.Attribute(value=cst.SimpleString() as template, attr=cst.Name("format")) as func):
            return node.with_changes(func=func.with_changes(value=_stripped(template)))
    return node


def _trimmed(source: str, prefix: str, start: bool, end: bool) -> str:
    quote = source[len(prefix) :]
    mark = quote[:3] if quote[:3] in ('"""', "'''") else quote[:1]
    body = quote[len(mark) : -len(mark)]
    return f"{prefix}{mark}{_trim(body, start, end, 'r' in prefix.lower())}{mark}"


def _trim(body: str, start: bool, end: bool, raw: bool = False) -> str:
    ends = ("\n",) if raw else ("\\n", "\n", "\\r")
    while start and body.startswith(ends):
        body = body[1:] if body[0] == "\n" else body[2:]
    while end and body.endswith(ends) and not body.endswith("\\\\n"):
        body = body[:-1] if body[-1] == "\n" else body[:-2]
    return body


def _trimmed_parts(parts: Sequence[cst.BaseFormattedStringContent]) -> list[cst.BaseFormattedStringContent]:
    kept = list(parts)
    for position, start in ((0, True), (-1, False)):
        part = kept[position]
        if isinstance(part, cst.FormattedStringText):
            kept[position] = part.with_changes(value=_trim(part.value, start, not start))
    return [each for each in kept if not isinstance(each, cst.FormattedStringText) or each.value]


def _mark(part: cst.FormattedStringExpression) -> str:
    """What `%` calls the same, '' where it does not know it."""
    spec = "".join(_code(each) for each in part.format_spec or ())
    if part.equal or (spec and (part.conversion or not _NUMBER.fullmatch(spec))):
        return ""
    return f"%{spec}" if spec else "%r" if part.conversion == "r" else "%s"


def _lazy(node: cst.FormattedString) -> str | None:
    """An f-string as a literal and its values, None where it formats them in ways that `%` does not know."""
    text, values = "", []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            text += part.value.replace("{{", "{").replace("}}", "}").replace("%", "%%")
        elif isinstance(part, cst.FormattedStringExpression) and (mark := _mark(part)):
            text += mark
            values.append(_code(part.expression))
    if len(values) != sum(isinstance(part, cst.FormattedStringExpression) for part in node.parts):
        return None
    if not values:
        text = text.replace("%%", "%")
    prefix = node.start.rstrip("\"'").replace("f", "").replace("F", "")
    literal = f"{prefix}{node.start.lstrip('rRfFbBuU')}{text}{node.end}"
    return ", ".join([literal, *values])
