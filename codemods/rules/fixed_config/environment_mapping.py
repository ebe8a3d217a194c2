"""OP602: a dictionary with an entry for each environment.

The environments that can exist are the keys of a dictionary in the code. A new one, or another value for an old one,
needs a new image.

Before::

    DB_HOST = {"production": "really-prod.db", "staging": "staging.db"}.get(env, "localhost")

After::

    DB_HOST = os.environ.get("DB_HOST", "localhost")

The other environments' values move to `env/<environment>.env`: whoever set only the name must now set the values. It is
written only where every environment, another one, and a variable that is empty or not set get what they get today; a
name that the dictionary lacks and that stops the program is such a result too.

By hand: give each value a setting of its own. A dictionary of classes goes when one class reads all that differs from
the environment; the key by which suites ask for their configuration stays.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from codemods.analysis.alternatives import (
    alternatives,
    default_branch,
    exposes,
    has_testing,
    reading,
    setting_name,
    steps,
)
from codemods.analysis.config_classes import words
from codemods.analysis.environments import (
    Subject,
    is_environment,
    is_handed_in,
    is_testing,
    is_used_elsewhere,
    subject,
)
from codemods.analysis.judge import agrees
from codemods.analysis.scopes import lookup
from codemods.analysis.source import SourceFile
from codemods.analysis.values import literal
from codemods.finding import Finding, Safety
from codemods.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule(
    "OP602",
    "environment-mapping",
    needles=(
        *(
            f"{quote}{word}"
            for quote in ("'", '"')
            for word in ("prod", "Prod", "PROD", "stag", "STAG", "dev", "Dev", "DEV")
        ),
        "prod=",
        "production=",
        "dev=",
        "development=",
        "staging=",
    ),
    safety=Safety.UNSAFE,
)

_CALLED = re.compile(r"config|settings|conf\b|environment|_env\b|envs?$", re.IGNORECASE)
_REMEDY = "give each value a setting of its own, read from the environment"


@rule.find(ast.Dict, ast.Call)
def mappings(node: ast.Dict | ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Dictionaries whose keys are environments, that hold classes or are looked up by the environment's name."""
    entries = _entries(node)
    if entries is None or not _keys_are_environments(entries) or file.project.is_test(file.path):
        return
    if file.project.is_migration(file.path):
        return
    name = _assigned_name(file, node)
    uses = [node] if name is None else _uses(file, name)
    lookups = [looked for each in uses if (looked := _lookup(file, each))]
    holds_classes = all(_is_class(each) for each in entries.values())
    if not lookups and not (holds_classes and (name is None or _CALLED.search(name.id) or _all_configs(entries))):
        return
    message = "the environments that can exist are the keys of this dictionary"
    found = None
    if len(lookups) == len(uses) == 1 and not has_testing(map(str.lower, entries)):
        found = _fix(file, node, name, entries, *lookups[0])
    if found is not None:
        yield file.finding(rule, node, message, f"{_REMEDY}; {steps(found['settings'])}", **found)
        return
    remedy = "let one class read what differs from the environment; keep the tests' key" if holds_classes else _REMEDY
    yield file.finding(rule, node, message, remedy, safety=Safety.NONE)


def _fix(
    file: SourceFile, node: ast.expr, name: ast.Name | None, entries: dict[str, ast.expr],
    whole: ast.expr, present: Subject, default: ast.expr | None,
) -> dict[str, Any] | None:  # fmt: skip
    """The keywords of a finding that can be fixed: one lookup of literals of one kind, for one target."""
    if is_handed_in(file, whole, present.key):
        return None
    parent = file.parents[whole]
    target: ast.expr | str
    match parent:
        case ast.Assign(targets=[target]):
            pass
        case ast.keyword(arg=str(target)):
            pass
        case _:
            return None
    keys = [(each.lower(),) for each in entries]
    values = list(entries.values())
    number = default_branch(keys, present.default, None)
    if default is None and number is not None:
        default = values[number]
    choice = alternatives(
        {key: value for (key,), value in zip(keys, values, strict=True) if value is not default}, default
    )
    called = setting_name(target, file.data)
    if choice is None or not called or exposes(called, choice) or "#" in file.source(node):
        return None
    setting = choice.setting(called)
    if not agrees(file, whole, {whole: reading(setting, choice)}, (setting,), [*entries, present.default or ""]):
        return None
    sites = [file.site(whole, "lookup")]
    if name is not None:
        statement = file.statement(name)
        if not isinstance(statement, ast.Assign) or (statement in file.tree.body and is_used_elsewhere(file, name.id)):
            return None
        sites.append(file.site(statement, "remove"))
    conceal = tuple(setting.environments.values()) if setting.secret else ()
    return {
        "sites": tuple(sites),
        "settings": (setting,),
        "data": {"kind": choice.kind, "default": choice.default},
        "conceal": conceal,
    }


def _entries(node: ast.Dict | ast.Call) -> dict[str, ast.expr] | None:
    """The values by key, of a display or of `dict(…)` with keywords."""
    if isinstance(node, ast.Dict):
        keys = [literal(each) for each in node.keys]
        known = [each for each in keys if each is not None]
        return dict(zip(known, node.values, strict=True)) if len(known) == len(keys) else None
    if isinstance(node.func, ast.Name) and node.func.id == "dict" and not node.args:
        named = {each.arg: each.value for each in node.keywords if each.arg}
        return named if len(named) == len(node.keywords) else None
    return None


def _keys_are_environments(entries: dict[str, ast.expr]) -> bool:
    """Whether each key but one names an environment, and one of them surely."""
    named = [each for each in entries if is_environment(each, surely=False) or is_testing(each)]
    return len(entries) >= 2 and len(named) >= max(2, len(entries) - 1) and any(map(is_environment, named))


def _is_class(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    if isinstance(node, ast.Call) and not node.args:
        return _is_class(node.func)
    path = literal(node)
    if path is not None and "." in path:
        name = path.rpartition(".")[2]
    return bool(re.match(r"_?[A-Z]\w*[a-z]", name))


def _all_configs(entries: dict[str, ast.expr]) -> bool:
    return all({"config", "settings", "configuration"} & set(words(ast.unparse(each))) for each in entries.values())


def _assigned_name(file: SourceFile, node: ast.expr) -> ast.Name | None:
    match file.parents[node]:
        case ast.Assign(targets=[ast.Name() as name]) | ast.AnnAssign(target=ast.Name() as name):
            return name
    return None


def _uses(file: SourceFile, name: ast.Name) -> list[ast.expr]:
    bindings = lookup(file, name, name.id)
    return [
        each
        for each in ast.walk(file.tree)
        if isinstance(each, ast.Name)
        and each.id == name.id
        and isinstance(each.ctx, ast.Load)
        and lookup(file, each, name.id) is bindings
    ]


def _lookup(file: SourceFile, node: ast.expr) -> tuple[ast.expr, Subject, ast.expr | None] | None:
    """The whole expression `node[env]` or `node.get(env, default)`, the environment's name and the default."""
    parent = file.parents[node]
    if isinstance(parent, ast.Subscript) and parent.value is node:
        found = subject(file, parent.slice)
        return (parent, found, None) if found else None
    call = file.parents.get(parent)
    if isinstance(parent, ast.Attribute) and parent.attr == "get" and isinstance(call, ast.Call) and call.args:
        found = subject(file, call.args[0])
        return (call, found, call.args[1] if len(call.args) > 1 else None) if found else None
    return None


@rule.rewrite("Subscript", "Call", role="lookup")
def to_setting(node: cst.CSTNode, finding: Finding, edit: Edit) -> cst.BaseExpression:
    """The read of the setting."""
    from codemods.rewriting.typed import read

    setting = finding.settings[0]
    default = None if setting.secret else finding.data["default"]
    return edit.expression(read(edit, setting.name, finding.data["kind"], default))
