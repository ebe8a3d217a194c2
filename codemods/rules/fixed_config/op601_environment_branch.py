"""OP601: code that switches on the environment's name.

Every environment needs a new branch, and a new image, before it can exist; none can be changed from outside. What
differs between environments are values, and values come from the environment.

Before::

    if env == "production":
        DB_HOST = "really-prod.db"
        PAGE_SIZE = 50
    else:
        DB_HOST = "localhost"
        PAGE_SIZE = 10

After::

    DB_HOST = os.environ.get("DB_HOST", "localhost")
    PAGE_SIZE = int(os.environ.get("PAGE_SIZE", "10"))

The other environments' values move to `env/<environment>.env`: whoever set only the name must now set the values. It is
written only where every environment, another one, and a variable that is empty or not set get what they get today, and
never where a debugger would be on wherever that file is forgotten.

By hand: give each difference a setting of its own, named after what it does, with the value for development as its
default. A branch that does more than assign needs a setting that says what to do, not where.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.commands.by_hand import is_run_by_hand
from codemods.domains.commands.main_guards import is_passed_by
from codemods.domains.environments.alternatives import steps
from codemods.domains.environments.branches import Switch, dead_name, pick, switch
from codemods.domains.environments.names import comparison, subject
from codemods.domains.environments.no_choice import (
    is_asked_by_tests_alone,
    is_default,
    kept_uses,
    limits_nothing,
    only_gives_defaults,
    tells,
)
from codemods.domains.environments.pattern import is_told_elsewhere
from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.runtime.signals import ends_process
from codemods.libraries.standard import ENVIRONMENT_GETS
from codemods.model.names import qualified
from codemods.model.strings import argument
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.rule import Rule, Skip

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Switch:
    """The branch whose assignments stay, and of each setting, by its key, the kind and the default."""

    branch: int
    values: Mapping[str, tuple[str, str | None]]


rule = Rule[_Switch](
    "OP601",
    "environment-branch",
    needles=tuple(
        f"{quote}{word}"
        for quote in ("'", '"')
        for name in ("prod", "dev", "stag", "stg", "pre", "qa", "uat", "sandbox", "local", "docker", "heroku", "live")
        for word in (name, name.capitalize(), name.upper())
    ),
    safety=Safety.UNSAFE,
)

_REMEDY = "give each value that differs a setting of its own, read from the environment"
_ONE_NAME = "read one variable of one name in every environment: what is chosen here is part of a variable's name"
_SKIPPED = (ast.Assert, ast.While)


@rule.find(ast.If, ast.IfExp, ast.Match)
def switches(node: ast.If | ast.IfExp | ast.Match, file: SourceFile) -> Iterator[Finding[_Switch]]:
    """If statements, conditional expressions and match statements on the environment's name."""
    found = switch(file, node)
    if found is None or all(names and found.is_testing(names) for names in found.named):
        return
    if _is_elsewhere(file, node):
        return
    if _takes_the_name(file, found) or limits_nothing(file, found):
        return
    picked = pick(file, found)
    message = "the environment's name decides here: an environment that the code does not name cannot be configured"
    if picked is None and (_refuses(file, node) or _guards(file, node)):
        return
    if picked is None or _names_variables(file, node):
        yield file.finding(rule, node, message, _REMEDY if picked is None else _ONE_NAME, safety=Safety.NONE)
        return
    sites = picked.sites
    group = ""
    if dead := dead_name(file, found):
        statement, group = dead
        sites = (*sites, *([file.site(statement, "remove")] if statement else []))
    values = {
        each.key: (choice.kind, choice.default) for each, choice in zip(picked.settings, picked.choices, strict=True)
    }
    yield file.finding(
        rule, node, message, f"{_REMEDY}; {steps(file, picked.settings)}",
        sites=sites, data=_Switch(picked.branch, values), settings=picked.settings, group=group,
        conceal=tuple(value for each in picked.settings if each.secret for value in each.environments.values()),
    )  # fmt: skip


@rule.find(ast.Compare)
def comparisons(node: ast.Compare, file: SourceFile) -> Iterator[Finding[_Switch]]:
    """Tests for an environment that are kept or passed on: `debug = env != "production"`."""
    test = comparison(file, node)
    if test is None or test.testing or _is_elsewhere(file, node):
        return
    for each in file.ancestors(node):
        if isinstance(each, _SKIPPED) or (isinstance(each, ast.If | ast.IfExp) and node in ast.walk(each.test)):
            return
        if isinstance(each, ast.stmt):
            break
    uses = kept_uses(file, node)
    if is_default(file, node) or only_gives_defaults(file, node) or is_asked_by_tests_alone(file, node):
        return
    if is_passed_by(file, node) or (uses and all(is_passed_by(file, each) for each in uses)):
        return
    yield file.finding(
        rule, node, "a switch hangs on the environment's name",
        "give the switch a setting of its own that says what it does", safety=Safety.NONE,
    )  # fmt: skip


def _takes_the_name(file: SourceFile, found: Switch) -> bool:
    """Whether all environments that are not named get what is made of their own name: `f"{env}-"`, `buckets[env]`."""
    others = [body for names, body in zip(found.named, found.bodies, strict=True) if not names]
    statements = [each for body in others for each in (body if isinstance(body, list) else [body])]
    if not statements or any(isinstance(each, ast.Raise) or tells(each) for each in statements):
        return False
    return any(
        (held := subject(file, inner)) is not None and held.key == found.key
        for each in statements for inner in ast.walk(each)
    )  # fmt: skip


def _names_variables(file: SourceFile, node: ast.AST) -> bool:
    """Whether what is chosen becomes part of a variable's name: `os.getenv(prefix + "DATABASE_URL")`."""
    chosen = node if isinstance(node, ast.stmt) else file.statement(node)
    given = {each.id for each in ast.walk(chosen) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    asked = [
        argument(each, 0, "key") for each in file.nodes(ast.Call) if qualified(file, each.func) in ENVIRONMENT_GETS
    ]
    asked += [each.slice for each in file.nodes(ast.Subscript) if qualified(file, each.value) == "os.environ"]
    return any(isinstance(each, ast.Name) and each.id in given for one in asked if one for each in ast.walk(one))


def _is_elsewhere(file: SourceFile, node: ast.AST) -> bool:
    """Whether this is no service's code, or the tail of a chain that its head reports."""
    if any(switch(file, each) is not None for each in _before(file, node)):
        return True
    if file.project.is_test(file.path) or file.project.is_migration(file.path) or is_run_by_hand(file):
        return True
    return _is_command(file, node)


def _before(file: SourceFile, node: ast.AST) -> Iterator[ast.If | ast.IfExp]:
    """The conditions of the chain that stand before this one: of its `if` and `elif`, or of one expression."""
    while True:
        match parent := file.parents.get(node):
            case ast.IfExp(orelse=tail) if tail is node and isinstance(node, ast.IfExp):
                pass
            case ast.If(orelse=[tail]) if tail is node and _is_elif(file, node):
                pass
            case _:
                return
        yield parent
        node = parent


def _is_elif(file: SourceFile, node: ast.AST) -> bool:
    span = file.span(node)
    return file.lines[span.line - 1][span.column - 1 :].startswith("elif")


def _refuses(file: SourceFile, node: ast.AST) -> bool:
    """Whether a script that a person runs ends here, as it is for other environments."""
    if not isinstance(node, ast.If) or node.orelse or not all(map(tells, node.body[:-1])):
        return False
    last = node.body[-1].value if isinstance(node.body[-1], ast.Expr) else node.body[-1]
    return ends_process(file, last) and phases(file, node) <= {Phase.SCRIPT, Phase.COMMAND}


def _guards(file: SourceFile, node: ast.AST) -> bool:
    """Whether a name that the service's dictionary or classes of settings lack is refused: they tell of the fault."""
    if not isinstance(node, ast.If) or node.orelse or not all(map(tells, node.body[:-1])):
        return False
    return isinstance(node.body[-1], ast.Raise) and is_told_elsewhere(file, "OP608")


def _is_command(file: SourceFile, node: ast.AST) -> bool:
    """Whether it stands in a command, which a person runs by hand and may well refuse to run in production."""
    function = file.function(node)
    decorators = [] if isinstance(function, ast.Lambda | None) else function.decorator_list
    return any("command" in ast.unparse(each) for each in decorators)


@rule.rewrite("If", "Match")
def to_settings(node: cst.If | cst.Match, finding: Finding[_Switch], edit: Edit) -> object:
    """The default branch's assignments, each reading its setting."""
    import libcst as cst

    branch: cst.CSTNode | None = node
    for _ in range(finding.data.branch):
        branch = branch.orelse if isinstance(branch, cst.If) else branch
    if isinstance(node, cst.Match):
        branch = node.cases[finding.data.branch]
    body = branch.body if isinstance(branch, cst.If | cst.Else | cst.MatchCase) else None
    if not isinstance(body, cst.IndentedBlock):
        raise Skip("the branch stands on one line")
    statements: list[cst.BaseStatement] = []
    for number, line in enumerate(body.body):
        if not isinstance(line, cst.SimpleStatementLine) or len(line.body) != 1:
            raise Skip("two statements stand on one line")
        statement = line.body[0]
        if not isinstance(statement, cst.Assign | cst.AnnAssign):
            raise Skip("the branch does more than assign")
        value = edit.expression(_source(edit, finding, finding.settings[number]))
        statements.append(line.with_changes(body=[statement.with_changes(value=value)]))
    first = statements[0]
    if isinstance(first, cst.SimpleStatementLine):
        statements[0] = first.with_changes(leading_lines=[*node.leading_lines, *first.leading_lines])
    return cst.FlattenSentinel(statements)


@rule.rewrite("IfExp", role="expression")
def to_setting(node: cst.IfExp, finding: Finding[_Switch], edit: Edit) -> cst.BaseExpression:
    """The read of the setting."""
    return edit.expression(_source(edit, finding, finding.settings[0]))


@rule.rewrite("SimpleString", "ConcatenatedString", "Integer", "Float", "Name", "UnaryOperation", role="default")
def to_read(node: cst.CSTNode, finding: Finding[_Switch], edit: Edit) -> cst.BaseExpression:
    """The value that stood before the branches, now the setting's default."""
    return edit.expression(_source(edit, finding, finding.setting(edit.site)))


def _source(edit: Edit, finding: Finding[_Switch], setting: Setting) -> str:
    from codemods.rewriting.source.typed import read

    kind, default = finding.data.values[setting.key]
    return read(edit, setting.name, kind, None if setting.secret else default)
