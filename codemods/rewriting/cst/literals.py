"""Replace literals by reads of the environment that default to them."""

from __future__ import annotations

import libcst as cst

from codemods.rewriting.cst.layout import fitted
from codemods.rewriting.edit import Edit
from codemods.rewriting.source.typed import read
from codemods.vocabulary.finding import Finding
from codemods.vocabulary.rule import Skip


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
    changed = fitted(node.with_changes(args=args), edit)
    assert isinstance(changed, cst.Call)
    return changed
