"""How code uses a ConfigParser: every option that it takes out, as long as nothing else happens to the parser."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from codemods.domains.environments.names import is_used_elsewhere
from codemods.libraries.settings import PARSER_KINDS, PARSER_READS
from codemods.model.environment_reads import environment_read
from codemods.model.scopes import lookup
from codemods.model.strings import keyword, literal
from codemods.project.source_file import SourceFile


@dataclass(frozen=True, slots=True)
class Access:
    """One expression that takes an option out of a parser. `kind` is text, int, float or boolean.

    `first` says that a variable of the environment wins over it already.
    """

    node: ast.Subscript | ast.Call
    section: str
    option: str
    kind: str
    first: bool

    @property
    def variable(self) -> str:
        """The variable that could hold the option: SECTION_OPTION."""
        section, option = (re.sub(r"\W+", "_", each).strip("_").upper() for each in (self.section, self.option))
        if section == "DEFAULT" or option.startswith(f"{section}_"):
            section = "" if "_" in option else "APP"
        return f"{section}_{option}".strip("_")


def accesses(file: SourceFile, parser: ast.Name) -> list[Access] | None:
    """All options that the code takes out of the parser, None where it does something with it that cannot be seen."""
    bindings = lookup(file, parser, parser.id)
    if any(each.kind != "value" for each in bindings) or len(bindings) != 1:
        return None
    at_top = bindings[0].node in file.tree.body
    if at_top and is_used_elsewhere(file, parser.id):
        return None
    found: list[Access] = []
    return found if _follow(file, parser, bindings, None, found) else None


def holds_lists(file: SourceFile, parser: ast.Name) -> bool:
    """Whether every option is taken apart into the words of a list: data, and no settings."""
    bindings = lookup(file, parser, parser.id)
    uses = [
        _is_taken_apart(file, each) for each in file.nodes(ast.Name)
        if each.id == parser.id and isinstance(each.ctx, ast.Load) and lookup(file, each, each.id) is bindings
    ]  # fmt: skip
    return True in uses and False not in uses


def _is_taken_apart(file: SourceFile, parser: ast.Name) -> bool | None:
    """None for what takes no option out."""
    parent = file.parents[parser]
    match parent:
        case ast.Attribute(attr="get") if isinstance(call := file.parents[parent], ast.Call) and len(call.args) == 2:
            return _is_split(file, call)
        case ast.Attribute(attr=attr):
            return None if attr in PARSER_READS else False
        case ast.Subscript(ctx=ast.Load()):
            match file.parents[parent]:
                case ast.Subscript() as option if option.value is parent:
                    return _is_split(file, option)
                case ast.For(iter=walked) | ast.comprehension(iter=walked) if walked is parent:
                    return None
    return False


def _is_split(file: SourceFile, option: ast.expr) -> bool:
    around = file.parents[option]
    return isinstance(around, ast.Attribute) and around.attr in ("split", "splitlines")


def _follow(file: SourceFile, name: ast.Name, bindings: object, section: str | None, found: list[Access]) -> bool:
    """Collect the accesses through every use of a name that holds the parser, or one of its sections."""
    for node in file.nodes(ast.Name):
        if node.id == name.id and lookup(file, node, node.id) is bindings:
            if isinstance(node.ctx, ast.Load):
                if not _used(file, node, section, found):
                    return False
            elif not isinstance(node.ctx, ast.Store):
                return False
    return True


def _used(file: SourceFile, node: ast.expr, section: str | None, found: list[Access]) -> bool:
    parent = file.parents[node]
    match parent:
        case ast.Subscript(slice=ast.Constant(value=str(key)), ctx=ast.Load()) if parent.value is node:
            if section is not None:
                return _add(file, found, parent, section, key, "text")
            holder = file.parents[parent]
            if isinstance(holder, ast.Assign) and len(holder.targets) == 1 and isinstance(holder.targets[0], ast.Name):
                alias = holder.targets[0]
                bindings = lookup(file, alias, alias.id)
                return len(bindings) == 1 and _follow(file, alias, bindings, key, found)
            return _used(file, parent, key, found)
        case ast.Attribute(attr=attr) if attr in PARSER_KINDS and isinstance(file.parents[parent], ast.Call):
            call = file.parents[parent]
            assert isinstance(call, ast.Call)
            words = [literal(each) for each in call.args]
            wanted = 1 if section is not None else 2
            fallback = keyword(call, "fallback")
            if call.func is not parent or None in words[:wanted] or len(words) < wanted:
                return False
            if len(words) > wanted + (section is not None) or any(each.arg != "fallback" for each in call.keywords):
                return False
            if fallback and isinstance(fallback.value, ast.Constant) and fallback.value.value is None:
                return attr == "get" and _add(
                    file, found, call, section or str(words[0]), str(words[wanted - 1]), "text"
                )
            if fallback and attr == "get" and not isinstance(fallback.value, ast.Constant):
                return False
            return _add(file, found, call, section or str(words[0]), str(words[wanted - 1]), PARSER_KINDS[attr])
        case ast.Attribute(attr=attr) if section is None:
            return attr in PARSER_READS
        case ast.Compare(ops=[ast.In() | ast.NotIn()]):
            return node in parent.comparators
    return False


def _add(
    file: SourceFile, found: list[Access], node: ast.Subscript | ast.Call, section: str, option: str, kind: str
) -> bool:
    statement = file.statement(node)
    first = False
    for each in file.ancestors(node):
        if each is statement:
            break
        if environment_read(file, each):
            first = True
        if isinstance(each, ast.BoolOp | ast.IfExp) and any(environment_read(file, inner) for inner in ast.walk(each)):
            first = True
    if isinstance(statement, ast.Assign) and "environ" in ast.unparse(statement.targets[0]):
        return False
    found.append(Access(node, section, option, kind, first))
    return True
