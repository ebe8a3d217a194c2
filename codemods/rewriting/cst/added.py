"""Add an argument to a call, or an entry to a dictionary, in the way the others are laid out."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

Parts = cst.Call | cst.Dict


def with_argument(call: cst.Call, name: str, value: cst.BaseExpression, after: int = -1) -> cst.Call:
    """The call with `name=value` behind its argument number `after`, by default the last one."""
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    new = cst.Arg(value, keyword=cst.Name(name), equal=equal)
    if not call.args:
        return call.with_changes(args=[new])
    place = len(call.args) - 1 if after < 0 else after
    last = call.args[place]
    # What stands between the last argument and the bracket is the argument's own unless a comma ends it.
    between, end = _commas(call.args, place, call.whitespace_before_args)
    new = new.with_changes(whitespace_after_arg=last.whitespace_after_arg, comma=end)
    args = [*call.args]
    args[place] = last.with_changes(comma=between, whitespace_after_arg=cst.SimpleWhitespace(""))
    args.insert(place + 1, new)
    return call.with_changes(args=args)


def with_entry(node: cst.Dict, key: cst.BaseExpression, value: cst.BaseExpression, after: int) -> cst.Dict:
    """The dictionary with another entry behind its entry number `after`."""
    between, end = _commas(node.elements, after, node.lbrace.whitespace_after)
    elements = [*node.elements]
    elements[after] = elements[after].with_changes(comma=between)
    elements.insert(after + 1, cst.DictElement(key, value, comma=end))
    return node.with_changes(elements=elements)


def _commas(
    parts: Sequence[cst.Arg] | Sequence[cst.BaseDictElement], place: int, first: cst.BaseParenthesizableWhitespace
) -> tuple[cst.Comma, cst.Comma | cst.MaybeSentinel]:
    """The comma behind a part that gets a follower, with its comment, and the comma behind the follower."""
    own = parts[place].comma
    others = [parts[each].comma for each in (place, place - 1) if 0 <= each < len(parts) - 1]
    space = next((each.whitespace_after for each in others if isinstance(each, cst.Comma)), first)
    if space is first and not isinstance(first, cst.ParenthesizedWhitespace):
        space = cst.SimpleWhitespace(" ")
    if not isinstance(own, cst.Comma):
        return cst.Comma(whitespace_after=_commented(space, None)), own
    behind = own.whitespace_after
    line = behind.first_line if isinstance(behind, cst.ParenthesizedWhitespace) else None
    return cst.Comma(whitespace_after=_commented(space, line)), cst.Comma(whitespace_after=_commented(behind, None))


def _commented(
    space: cst.BaseParenthesizableWhitespace, line: cst.TrailingWhitespace | None
) -> cst.BaseParenthesizableWhitespace:
    """The same line break with the comment of that line, or with none."""
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    plain = space.first_line.with_changes(comment=None, whitespace=cst.SimpleWhitespace(""))
    return space.with_changes(first_line=line or plain, empty_lines=[])
