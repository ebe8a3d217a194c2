"""Put a statement under `if __name__ == "__main__":`."""

from __future__ import annotations

import textwrap

import libcst as cst

from codemods.rewriting.edit import Edit


def under_guard(node: cst.SimpleStatementLine, edit: Edit) -> cst.If:
    """The statement under the main guard, two blank lines and its comments above."""
    code = cst.Module([node.with_changes(leading_lines=[])]).code.strip()
    guard = edit.statement(f"if __name__ == {edit.string('__main__')}:\n{textwrap.indent(code, '    ')}\n")
    blank = [cst.EmptyLine(indent=False), cst.EmptyLine(indent=False)]
    comments = [line for line in node.leading_lines if line.comment is not None]
    return cst.ensure_type(guard, cst.If).with_changes(leading_lines=[*blank, *comments])
