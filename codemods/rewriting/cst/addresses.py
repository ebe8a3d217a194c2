"""Give a setting's companion from the environment where the setting is given: CACHE_REDIS_URL beside CACHE_TYPE."""

from __future__ import annotations

import libcst as cst

from codemods.rewriting.cst.added import with_argument, with_entry
from codemods.rewriting.cst.layout import fitted
from codemods.rewriting.edit import Edit
from codemods.rewriting.source.environment import possible
from codemods.vocabulary.rule import Skip


def addressed(
    node: cst.CSTNode, key: str, companion: str, edit: Edit
) -> cst.CSTNode | cst.FlattenSentinel[cst.BaseStatement]:
    """The assignment followed by one of the companion, or the call or dictionary with one entry more."""
    value = edit.expression(possible(edit, companion))
    match node:
        case cst.Call():
            place = next(n for n, each in enumerate(node.args) if each.keyword and each.keyword.value == key)
            return fitted(with_argument(node, companion, value, place), edit)
        case cst.Dict():
            name = edit.expression(edit.string(companion))
            place = next(n for n, each in enumerate(node.elements) if _is_key(each, key))
            return fitted(with_entry(node, name, value, place), edit)
        case cst.SimpleStatementLine(body=[cst.Assign(targets=[target])]):
            code = cst.Module([]).code_for_node(target.target)
            other = edit.statement(f"{code.replace(key, companion)} = {cst.Module([]).code_for_node(value)}")
            return cst.FlattenSentinel([node, other])
    raise Skip(f"{key} is given in a way that can't be followed")


def _is_key(element: cst.BaseDictElement, key: str) -> bool:
    return (
        isinstance(element, cst.DictElement)
        and isinstance(element.key, cst.SimpleString)
        and element.key.evaluated_value == key
    )
