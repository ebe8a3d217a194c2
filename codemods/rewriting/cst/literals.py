"""Replace literals by reads of the environment that default to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import libcst as cst

from codemods.rewriting.cst.layout import fitted
from codemods.rewriting.edit import Edit
from codemods.rewriting.source.typed import read
from codemods.vocabulary.rule import Skip


class Injected(NamedTuple):
    """A literal of a call: its setting, its kind and text, the argument's number in the order of the text, and the
    element's number where the argument is a tuple, else -1.
    """

    setting: str
    kind: str
    default: str
    position: int
    element: int


def injected_call(node: cst.Call, literals: Iterable[Injected], edit: Edit) -> cst.Call:
    """The call with reads for its literals."""
    args = list(node.args)
    for setting, kind, default, position, element in literals:
        new = edit.expression(read(edit, setting, kind, default))
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
