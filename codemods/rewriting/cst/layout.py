"""Break a call or a dictionary that a rewrite made too long: one argument a line, as a formatter would."""

from __future__ import annotations

import libcst as cst

from codemods.project.style import limit
from codemods.rewriting.edit import Edit

_WIDTH = 100

Brackets = cst.Call | cst.Dict


def fitted(node: Brackets, edit: Edit) -> Brackets:
    """The rewritten call or dictionary at the edit's site, broken if its one line would be too long.

    What stands on several lines already is left as its author laid it out, unless all arguments share one of them that
    has become too long.
    """
    width = min(_WIDTH, limit(edit.file.project, edit.file.project.service_root(edit.file.path)).code)
    span = edit.site.span
    line = edit.file.lines[span.line - 1]
    new = cst.Module([]).code_for_node(node)
    if span.line != span.end_line or "\n" in new:
        inside = new.split("\n")[1:-1]
        if len(inside) != 1 or span.end_line - span.line != 2 or len(inside[0]) <= width or "#" in new:
            return node
    elif len(line) + len(new) - (span.end_column - span.column) <= width:
        return node
    if isinstance(node, cst.Call) and len(node.args) == 1 and isinstance(node.args[0].value, cst.List | cst.Dict):
        return node
    margin = line[: len(line) - len(line.lstrip())]
    step = "\t" if margin.startswith("\t") else "    "
    inner = _line_break(margin + step, edit)
    after = cst.Comma(whitespace_after=inner)
    end = cst.Comma(whitespace_after=_line_break(margin, edit))
    if isinstance(node, cst.Call):
        plain = cst.MaybeSentinel.DEFAULT
        last = node.args[-1].with_changes(
            comma=plain if node.args[-1].star else end,
            whitespace_after_arg=end.whitespace_after if node.args[-1].star else cst.SimpleWhitespace(""),
        )
        args = [*(each.with_changes(comma=after) for each in node.args[:-1]), last]
        return node.with_changes(args=args, whitespace_before_args=inner)
    elements = [
        *(each.with_changes(comma=after) for each in node.elements[:-1]),
        node.elements[-1].with_changes(comma=end),
    ]
    return node.with_changes(
        elements=elements,
        lbrace=cst.LeftCurlyBrace(whitespace_after=inner),
        rbrace=cst.RightCurlyBrace(),
    )


def _line_break(margin: str, edit: Edit) -> cst.ParenthesizedWhitespace:
    newline = cst.Newline("\r\n" if "\r\n" in edit.file.text else None)
    return cst.ParenthesizedWhitespace(
        first_line=cst.TrailingWhitespace(newline=newline), indent=False, last_line=cst.SimpleWhitespace(margin)
    )
