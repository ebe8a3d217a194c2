"""OP507: the URL of another service written in the code.

Where a service finds its neighbours is a property of the environment: localhost here, a name of the cluster there.

Before::

    def order(number):
        return requests.get(f"http://orders:8080/orders/{number}").json()

After::

    def order(number):
        return requests.get(
            os.environ.get("ORDERS_URL", "http://orders:8080") + f"/orders/{number}",
        ).json()

By hand: read the part of the URL that differs between environments from a setting, today's value as its default.
Public addresses that are the same everywhere may stay.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from codemods.domains.connections.addresses import connection
from codemods.domains.connections.started_here import is_started_here
from codemods.domains.connections.urls import any_base, asks_service, is_url_name, service_base, service_name
from codemods.domains.environments.maps import is_entry
from codemods.domains.environments.names import is_environment
from codemods.domains.settings.families import siblings
from codemods.domains.settings.literals import is_service_code
from codemods.domains.settings.movable import alternatives, is_alternative, may_move
from codemods.domains.settings.overridden.by_files import given_by_named_file
from codemods.domains.settings.overridden.by_loops import is_option_default
from codemods.domains.settings.readers.of_entries import is_read_by_nobody
from codemods.domains.settings.reserved_names import names_a_page, says_too_little
from codemods.libraries.clients import BASE_KEYWORDS
from codemods.model.strings import literal
from codemods.model.targets import Place, is_environment_default, place_of, upper_snake, words
from codemods.plans.line_layout import to_lay_out
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.rule import Rule, Skip

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Url:
    """The part of the URL that the setting holds, whether that is all of it, and whether a sum needs parentheses."""

    value: str
    whole: bool
    operand: bool


rule = Rule[_Url](
    "OP507", "service-url", safety=Safety.SAFE,
    needles=("http://", "https://", "ws://", "wss://"),
)  # fmt: skip

_REMEDY = "read it from the environment, with today's value as default"
_TEMPLATE = re.compile(r"[?{%#]")


@rule.find(ast.Constant)
def literals(node: ast.Constant, file: SourceFile) -> Iterator[Finding[_Url]]:
    """URLs in plain literals."""
    if isinstance(node.value, str) and "://" in node.value[:8]:
        base = service_base(file.project, node.value) or _base_beside(file, node, node.value)
        if base:
            yield from _found(file, node, node.value, base)


@rule.find(ast.JoinedStr)
def formatted(node: ast.JoinedStr, file: SourceFile) -> Iterator[Finding[_Url]]:
    """URLs in f-strings whose host is written out."""
    start = literal(node.values[0]) if node.values else None
    # In f"http://host{x}" the host may go on in what is not known.
    if start and (base := service_base(file.project, start)) and start != base:
        yield from _found(file, node, start + "{", base)


@rule.rewrite("SimpleString", "FormattedString", "ConcatenatedString")
def to_environment(node: cst.BaseExpression, finding: Finding[_Url], edit: Edit) -> cst.BaseExpression:
    """The read of the environment, and what follows the base of the URL."""
    import libcst as cst

    from codemods.rewriting.source.environment import optional

    read = edit.expression(optional(edit, finding.settings[0].name, finding.data.value))
    if finding.data.whole:
        return read
    rest = _without(node, finding.data.value)
    total = cst.BinaryOperation(left=read, operator=cst.Add(), right=rest)
    if finding.data.operand:
        return total.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return total


@rule.rewrite("Call", "Dict", role="layout")
def layout(node: cst.Call | cst.Dict, finding: Finding[_Url], edit: Edit) -> cst.BaseExpression:
    """The call, one argument a line where one line is too short for all."""
    from codemods.rewriting.cst.layout import fitted

    return fitted(node, edit)


def _without(node: cst.BaseExpression, base: str) -> cst.BaseExpression:
    """The literal without the base that it begins with."""
    import libcst as cst

    match node:
        case cst.SimpleString() if base in node.value:
            return node.with_changes(value=node.value.replace(base, "", 1), lpar=(), rpar=())
        case cst.FormattedString(parts=[cst.FormattedStringText() as first, *others]) if base in first.value:
            parts = [first.with_changes(value=first.value.replace(base, "", 1)), *others]
            return node.with_changes(parts=parts, lpar=(), rpar=())
        case cst.ConcatenatedString():
            left = _without(node.left, base)
            if isinstance(left, cst.SimpleString) and not left.raw_value:
                return node.right
            return node.with_changes(left=left, lpar=(), rpar=())
    raise Skip("the URL is written with escapes")


def _found(file: SourceFile, node: ast.expr, text: str, base: str) -> Iterator[Finding[_Url]]:
    parent = file.parents[node]
    # What goes on behind "#" a person's browser is to show.
    if isinstance(parent, ast.JoinedStr | ast.Expr) or "#" in text:
        return
    top = _expression(file, node)
    place = place_of(file, top)
    if place is None or not _is_service(file, top, place):
        return
    if not may_move(file, top, place.name, "" if place.kind == "local" else place.kind):
        return
    if not is_service_code(file, node) or is_alternative(file, top) or is_environment_default(file, place.name):
        return
    if place.kind == "constant" and is_option_default(file, place.name):
        return
    if place.kind == "attribute" and is_started_here(file, node, base):
        return
    if is_entry(file, top) or is_read_by_nobody(file, place):
        return
    whole = top is node and place.kind not in ("argument", "keyword") and not _TEMPLATE.search(text)
    value = text if whole or place.name in BASE_KEYWORDS else base
    whole = whole or value == text
    group = alternatives(file, top, place.name) if whole else ""
    name = _named(place, base)
    what = place.name if place.kind in ("constant", "attribute", "setting") else "a call"
    message = f"the URL {base} is written in the code for {what}"
    if not name or place.name.startswith("_") or _several(file, node, base):
        yield file.finding(
            rule, place.shown, message, "read it from a setting that is called after the service", safety=Safety.NONE,
            left=(base.lower(),),
        )  # fmt: skip
        return
    if place.kind in ("constant", "attribute", "setting") and (loads := given_by_named_file(file, top)):
        yield file.finding(
            rule, place.shown, message, f"set it in the file that {loads} loads over it, as the other settings",
            safety=Safety.NONE,
        )  # fmt: skip
        return
    sites = (file.site(node), *to_lay_out(file, place.owner if isinstance(place.owner, ast.Call) else None))
    yield file.finding(
        rule, place.shown, message, _REMEDY,
        # What lies on one machine moves together, or not at all.
        sites=sites, group=group or f"{file.path}:{urlsplit(base).hostname}",
        data=_Url(value, whole, _binds_tighter(file, node)),
        settings=(Setting(name, value=None if group else value),),
    )  # fmt: skip


def _base_beside(file: SourceFile, node: ast.Constant, text: str) -> str:
    """The base of any URL that is one environment's, as that of another one tells in a class beside this one."""
    place, owner = place_of(file, node), file.enclosing_class(node)
    if place is None or place.kind != "attribute" or owner is None:
        return ""
    others = (literal(value) for _, _, value in siblings(file, owner, place.name))
    return any_base(file.project, text) if any(each and service_base(file.project, each) for each in others) else ""


def _several(file: SourceFile, node: ast.expr, base: str) -> bool:
    """Whether other constants of the file begin with the same address: one setting for all is the owner's to make."""
    others = [
        each
        for each in file.nodes(ast.Constant)
        if isinstance(each.value, str) and each is not node and service_base(file.project, each.value) == base
    ]
    places = [place_of(file, each) for each in others]
    return any(each is not None and each.kind in ("constant", "attribute", "setting") for each in places)


def _expression(file: SourceFile, node: ast.expr) -> ast.expr:
    """The whole expression that begins with the literal: `"…" + x`, `"…" % x`, `"…".format(x)`."""
    parent = file.parents.get(node)
    match parent:
        case ast.BinOp(left=left, op=ast.Add() | ast.Mod()) if left is node:
            return _expression(file, parent)
        case ast.Attribute(attr="format" | "rstrip"):
            call = file.parents.get(parent)
            return _expression(file, call) if isinstance(call, ast.Call) and call.func is parent else node
    return node


def _is_service(file: SourceFile, node: ast.expr, place: Place) -> bool:
    """Whether the place is one from which a service is called."""
    match place.kind, place.owner:
        case (("constant" | "attribute" | "setting"), _):
            # What is on this very host whatever the environment: a browser's way back to a program on the desk.
            return "LOCALHOST" not in place.name and (place.name.isupper() or is_url_name(place.name))
        case "member", ast.Name(id="self" | "cls"):
            return is_url_name(place.name)
        case "local", ast.FunctionDef() | ast.AsyncFunctionDef() as function:
            calls = [each for each in ast.walk(function) if isinstance(each, ast.Call) and asks_service(file, each)]
            return any(
                isinstance(each, ast.Name) and each.id == place.name for call in calls for each in ast.walk(call)
            )
        case "key", ast.Dict() as owner:
            if is_environment(place.name, surely=False):
                return False
            holder = place_of(file, owner)
            return holder is not None and holder.kind in ("constant", "attribute") and holder.name.isupper()
        case "argument", ast.Call() as call:
            return asks_service(file, call)
        case "keyword", ast.Call() as call:
            if place.name in BASE_KEYWORDS:
                return connection(file, call) is None
            return place.name == "url" and asks_service(file, call)
    return False


def _named(place: Place, base: str) -> str:
    """What the setting is called: as the constant, else after the service; '' where the address names none."""
    own = upper_snake(place.name)
    if place.kind == "key":
        return own if is_url_name(own) else f"{own}_URL"
    if place.kind in ("constant", "attribute", "setting") and (place.name.isupper() or len(words(own)) > 1):
        return own
    told = len(words(own)) > 1 and "base" not in words(own) and not (says_too_little(own) or names_a_page(own))
    return own if place.kind in ("local", "member") and told else service_name(base)


def _binds_tighter(file: SourceFile, node: ast.expr) -> bool:
    """Whether a sum in the literal's place needs parentheses."""
    parent = file.parents.get(node)
    return isinstance(parent, ast.Attribute) or (isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Mod))
