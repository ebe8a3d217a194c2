"""Replace literals by reads of the environment that default to them, and keep what grows by it readable."""

from __future__ import annotations

import libcst as cst

from codemods.finding import Finding
from codemods.rewriting.edit import Edit
from codemods.rewriting.typed import read
from codemods.rule import Skip

# Longer lines are folded, if they were a single line before.
_WIDTH = 100


def injected(finding: Finding, edit: Edit, number: int = 0) -> cst.BaseExpression:
    """The read that stands for a literal of the finding.

    `data["literals"]` holds the kind and the text of each, in the order of the finding's settings.
    """
    kind, default = finding.data["literals"][number]
    return edit.expression(read(edit, finding.settings[number].name, kind, default))


def injected_call(node: cst.Call, finding: Finding, edit: Edit) -> cst.Call:
    """The call with reads for its literals.

    `data["places"]` holds for each literal the argument's number in the order of the text, and the element's number
    where the argument is a tuple, else -1.
    """
    args = list(node.args)
    for number, (position, element) in enumerate(finding.data["places"]):
        new = injected(finding, edit, number)
        value = args[position].value
        if element >= 0:
            if not isinstance(value, cst.Tuple | cst.List):
                raise Skip("the address is no tuple")
            elements = list(value.elements)
            elements[element] = elements[element].with_changes(value=new)
            new = value.with_changes(elements=elements)
        args[position] = args[position].with_changes(value=new)
    return folded(node, node.with_changes(args=args), edit)


def folded(before: cst.Call, after: cst.Call, edit: Edit) -> cst.Call:
    """The call with one argument a line, if it was on one line and has become too long for one."""
    code = cst.Module([]).code_for_node
    if "\n" in code(before) or edit.site.span.column + len(code(after)) <= _WIDTH:
        return after
    deeper = _newline(edit.indent)
    last = len(after.args) - 1
    args = [
        each.with_changes(
            comma=cst.Comma(whitespace_after=deeper if number < last else _newline("")),
            whitespace_after_arg=cst.SimpleWhitespace(""),
        )
        for number, each in enumerate(after.args)
    ]
    return after.with_changes(args=args, whitespace_before_args=deeper)


def _newline(indent: str) -> cst.ParenthesizedWhitespace:
    return cst.ParenthesizedWhitespace(
        first_line=cst.TrailingWhitespace(), indent=True, last_line=cst.SimpleWhitespace(indent)
    )
