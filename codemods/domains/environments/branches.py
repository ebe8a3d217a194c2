"""Code that branches on the environment's name, and what settings could take its place."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from codemods.domains.environments.alternatives import (
    Alternatives,
    alternatives,
    default_branch,
    exposes,
    has_testing,
    reading,
    setting_name,
)
from codemods.domains.environments.equivalence import agrees
from codemods.domains.environments.names import Test, comparison, is_handed_in, is_testing, is_used_elsewhere, subject
from codemods.model.environment_reads import environment_read
from codemods.model.scopes import lookup, scope_of, tables
from codemods.project.source_file import SourceFile, walk
from codemods.vocabulary.finding import Setting, Site
from codemods.vocabulary.kept import once

Body = list[ast.stmt] | ast.expr


@dataclass(frozen=True, slots=True)
class Switch:
    """Branches on one subject. `named` holds each branch's names; empty for the else, which is the last.

    `plain` says that each branch is entered by equality with its names and by nothing else.
    """

    node: ast.If | ast.IfExp | ast.Match
    key: str
    default: str | None
    named: tuple[tuple[str, ...], ...]
    bodies: tuple[Body, ...] = field(compare=False)
    plain: bool

    def is_testing(self, names: Sequence[str]) -> bool:
        """Whether all the names are the test environment's."""
        return all(map(is_testing, names))


@dataclass(frozen=True, slots=True)
class Picked:
    """What a rewrite of a switch needs: the settings and their `choices`, the `branch` whose assignments stay.

    What stood before the branches is a site of its setting's key.
    """

    sites: tuple[Site, ...]
    settings: tuple[Setting, ...]
    choices: tuple[Alternatives, ...]
    branch: int = 0


def switch(file: SourceFile, node: ast.If | ast.IfExp | ast.Match) -> Switch | None:
    """The branches of a statement or expression that tests for an environment, None where it tests something else."""
    if isinstance(node, ast.Match):
        return _match(file, node)
    tests: list[Test] = []
    bodies: list[Body] = []
    plain = True
    rest: ast.AST | None = node
    while isinstance(rest, ast.If | ast.IfExp):
        test = comparison(file, rest.test)
        if test is None:
            # `env == "production" and …` is a switch too, only no plain one.
            inner = [found for each in walk(rest.test) if (found := comparison(file, each)) and not found.testing]
            if not inner:
                if not tests:
                    return None
                plain = False
                break
            test, plain = inner[0], False
        tests.append(test)
        bodies.append(rest.body)
        plain = plain and test.exact and test.subject.key == tests[0].subject.key
        orelse = rest.orelse
        if isinstance(orelse, ast.expr):
            rest = orelse
        else:
            rest = orelse[0] if len(orelse) == 1 and isinstance(orelse[0], ast.If) else None
        if not isinstance(rest, ast.If | ast.IfExp):
            if orelse:
                bodies.append(orelse)
            break
        if comparison(file, rest.test) is None and isinstance(orelse, ast.expr):
            bodies.append(orelse)
            break
    named = [each.names for each in tests] + [()] * (len(bodies) - len(tests))
    if tests[0].negated and plain and len(bodies) == 2 and len(tests) == 1:
        # Negated: the first body is everybody else's.
        bodies.reverse()
    elif any(each.negated for each in tests):
        plain = False
    return Switch(node, tests[0].subject.key, tests[0].subject.default, tuple(named), tuple(bodies), plain)


def _match(file: SourceFile, node: ast.Match) -> Switch | None:
    found = subject(file, node.subject)
    if found is None or not found.sure:
        return None
    named: list[tuple[str, ...]] = []
    plain = True
    for case in node.cases:
        match case.pattern:
            case ast.MatchValue(value=ast.Constant(value=str(name))):
                named.append((name.lower(),))
            case ast.MatchOr(patterns=patterns):
                words = [
                    each.value.value
                    for each in patterns
                    if isinstance(each, ast.MatchValue) and isinstance(each.value, ast.Constant)
                ]
                plain = plain and len(words) == len(patterns)
                named.append(tuple(str(each).lower() for each in words))
            case ast.MatchAs(pattern=None, name=None):
                named.append(())
            case _:
                return None
        plain = plain and case.guard is None
    bodies: tuple[Body, ...] = tuple(case.body for case in node.cases)
    return Switch(node, found.key, found.default, tuple(named), bodies, plain)


@once
def pick(file: SourceFile, found: Switch) -> Picked | None:
    """The settings that can take the branches' place, None where they do more than assign literals of one kind.

    And None where the result would be another one in any environment, or a debugger's switch would hang on a file that
    somebody has to load.
    """
    if not found.plain or any(map(has_testing, found.named)) or found.named.count(()) > 1:
        return None
    if is_handed_in(file, found.node, found.key):
        return None
    if isinstance(found.node, ast.IfExp):
        return _picked_expression(file, found, found.node)
    bodies = [_assigned(file, each) for each in found.bodies]
    rest = found.named.index(()) if () in found.named else None
    if rest is not None and _stops(found.bodies[rest]):
        bodies[rest], rest = {}, None
    if any(each is None for each in bodies):
        return None
    earlier = _earlier(file, found.node) if rest is None and () not in found.named else []
    number = default_branch(found.named, found.default, rest)
    assigned = [each for each in bodies if each is not None]
    targets = list(dict.fromkeys(target for each in assigned for target in each))
    before = {ast.unparse(each.targets[0]): each for each in earlier}
    if targets and all(target in before for target in targets):
        template: dict[str, ast.expr | None] = {target: before[target].value for target in targets}
        values = [_per_environment(found, assigned, target, None) for target in targets]
        number = None
    elif number is not None:
        template = dict(assigned[number])
        values = [_per_environment(found, assigned, target, number) for target in targets]
    else:
        template = dict.fromkeys(assigned[0]) if assigned else {}
        values = [_per_environment(found, assigned, target, None) for target in targets]
    if list(template) != targets or not targets:
        return None
    choices = [alternatives(each, template[target]) for each, target in zip(values, targets, strict=True)]
    names = [setting_name(_target(target), file.spelled) for target in targets]
    kept = [each for each in choices if each is not None]
    if len(kept) < len(choices) or "" in names or len(set(names)) != len(names) or any(map(exposes, names, kept)):
        return None
    settings = tuple(replace(each.setting(name), key=name) for each, name in zip(kept, names, strict=True))
    body = found.bodies[number or 0]
    reads = [reading(setting, choice) for setting, choice in zip(settings, kept, strict=True)]
    if number is None and template[targets[0]] is not None:
        lines = [before[target].value for target in targets]
        if not agrees(
            file, found.node, {found.node: (), **dict(zip(lines, reads, strict=True))}, settings, _names(found)
        ):
            return None
        if _comments(file, found.node, None):
            return None
        before_it = (file.site(each, "default", name) for each, name in zip(lines, names, strict=True))
        return Picked((*before_it, file.site(found.node, "remove")), settings, tuple(kept))
    if not isinstance(body, list) or _comments(file, found.node, body):
        return None
    written = tuple(zip(map(_target, targets), reads, strict=True))
    if not agrees(file, found.node, {found.node: written}, settings, _names(found)):
        return None
    return Picked((file.site(found.node),), settings, tuple(kept), _position(found, number or 0))


def dead_name(file: SourceFile, found: Switch) -> tuple[ast.stmt | None, str] | None:
    """The assignment of the environment's name, and a group, where only switches that all can be rewritten read it.

    The first of them takes the assignment with it; the others get None.
    """
    uses = [
        each
        for each in ast.walk(file.tree)
        if isinstance(each, ast.Name) and each.id == found.key and isinstance(each.ctx, ast.Load)
    ]
    if not uses:
        return None
    bindings = lookup(file, uses[0], found.key)
    if len(bindings) != 1 or not isinstance(bindings[0].node, ast.Assign) or len(bindings[0].node.targets) != 1:
        return None
    statement = bindings[0].node
    if subject(file, statement.value) is None or any(isinstance(each, ast.NamedExpr) for each in ast.walk(statement)):
        return None
    if any((read := environment_read(file, each)) and read[2] for each in ast.walk(statement)):
        return None  # it stops a program that lacks the variable
    if any(found.key in table.outside for table in tables(file).values()) or len(file.block(statement)) == 1:
        return None
    scope = scope_of(file, statement)
    if any(scope_of(file, each) is not scope for each in uses) or "operable: ignore" in file.text:
        return None
    if isinstance(scope, ast.Module) and is_used_elsewhere(file, found.key):
        return None
    heads = [_head(file, each, found.key) for each in uses]
    if any(each is None or pick(file, each) is None for each in heads):
        return None
    first = min((each.node for each in heads if each is not None), key=lambda node: (node.lineno, node.col_offset))
    return statement if first is found.node else None, f"{found.key}@{statement.lineno}"


def _head(file: SourceFile, use: ast.Name, key: str) -> Switch | None:
    """The outermost switch on the name that a use of it stands in."""
    head = None
    for each in file.ancestors(use):
        if isinstance(each, ast.If | ast.IfExp | ast.Match) and (found := switch(file, each)) and found.key == key:
            head = found
    return head


def _picked_expression(file: SourceFile, found: Switch, node: ast.IfExp) -> Picked | None:
    parent = file.parents[node]
    match parent:
        case ast.Assign(targets=[target], value=value) if value is node:
            name = setting_name(target, file.spelled)
        case ast.AnnAssign(target=target):
            name = setting_name(target, file.spelled)
        case ast.keyword(arg=str(word)):
            name = setting_name(word, file.spelled)
        case _:
            return None
    values: dict[str, ast.expr] = {}
    rest = found.named.index(()) if () in found.named else None
    number = default_branch(found.named, found.default, rest)
    default: ast.expr | None = None
    for position, (names, body) in enumerate(zip(found.named, found.bodies, strict=True)):
        if not isinstance(body, ast.expr):
            return None
        if position == number:
            default = body
        else:
            values |= dict.fromkeys(names or ("development",), body)
    choice = alternatives(values, default)
    if choice is None or not name or exposes(name, choice) or _comments(file, node, None):
        return None
    setting = choice.setting(name)
    if not agrees(file, node, {node: reading(setting, choice)}, (setting,), _names(found)):
        return None
    return Picked(
        (file.site(node, "expression"),),
        (setting,),
        (choice,),
    )


def _names(found: Switch) -> list[str]:
    return [name for names in (*found.named, (found.default or "",)) for name in names if name]


def _per_environment(
    found: Switch, assigned: list[dict[str, ast.expr]], target: str, default: int | None
) -> dict[str, ast.expr]:
    values: dict[str, ast.expr] = {}
    for number, (names, each) in enumerate(zip(found.named, assigned, strict=True)):
        if number != default and target in each:
            values |= dict.fromkeys(names or ("development",), each[target])
    return values


def _assigned(file: SourceFile, body: Body) -> dict[str, ast.expr] | None:
    """What the statements assign, by target; None where they do anything else, or share a line."""
    found: dict[str, ast.expr] = {}
    for statement in body if isinstance(body, list) else []:
        if file.lines[statement.lineno - 1][: file.span(statement).column - 1].strip():
            return None
        match statement:
            case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                if ast.unparse(target) in found:
                    return None
                found[ast.unparse(target)] = value
            case _:
                return None
    return found


def _target(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


def _stops(body: Body) -> bool:
    return isinstance(body, list) and len(body) == 1 and isinstance(body[0], ast.Raise)


def _earlier(file: SourceFile, node: ast.stmt) -> list[ast.Assign]:
    """The plain assignments that stand right before a statement."""
    block = file.block(node)
    found = []
    for statement in reversed(block[: block.index(node)]):
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            break
        if not isinstance(statement.value, ast.Constant | ast.UnaryOp):
            break
        found.append(statement)
    return found


def _position(found: Switch, number: int) -> int:
    """The branch's place in the text: that of a negated test is turned round."""
    bodies = [found.node.body] if isinstance(found.node, ast.If) else []
    return len(found.bodies) - 1 - number if bodies and bodies[0] is not found.bodies[0] else number


def _comments(file: SourceFile, node: ast.AST, kept: list[ast.stmt] | None) -> bool:
    """Whether comments stand in the node's lines but not in those of the statements that are kept."""
    first, last = node.lineno, node.end_lineno  # type: ignore[attr-defined]
    inside = range(kept[0].lineno, (kept[-1].end_lineno or 0) + 1) if kept else range(0)
    text = "\n".join(file.lines[first - 1 : last])
    if "#" not in text:
        return False
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(file.text).readline))
    except (tokenize.TokenError, SyntaxError):
        return True
    return any(
        each.type == tokenize.COMMENT and first <= each.start[0] <= last and each.start[0] not in inside
        for each in tokens
    )
