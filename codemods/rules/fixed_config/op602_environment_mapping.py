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
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from codemods.domains.environments.alternatives import (
    alternatives,
    default_branch,
    exposes,
    has_testing,
    reading,
    setting_name,
    steps,
)
from codemods.domains.environments.equivalence import agrees
from codemods.domains.environments.maps import EnvironmentMap, environment_map
from codemods.domains.environments.names import is_handed_in, is_used_elsewhere
from codemods.domains.environments.open_default import is_open
from codemods.domains.environments.pattern import also, beside
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting, Site
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Value:
    """The kind and the text of the value that becomes the setting's default."""

    kind: str
    default: str | None


rule = Rule[_Value](
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

_REMEDY = "give each value a setting of its own, read from the environment"


@rule.find(ast.Dict, ast.Call)
def mappings(node: ast.Dict | ast.Call, file: SourceFile) -> Iterator[Finding[_Value]]:
    """Dictionaries whose keys are environments, that hold classes or are looked up by the environment's name."""
    if file.project.is_test(file.path) or file.project.is_migration(file.path):
        return
    mapping = environment_map(file, node)
    if mapping is None or (mapping.holds_classes and is_open(file)):
        return
    message = "the environments that can exist are the keys of this dictionary"
    found = _fix(file, node, mapping) if not has_testing(map(str.lower, mapping.entries)) else None
    if found is not None:
        setting = found.setting
        yield file.finding(
            rule, node, message, f"{_REMEDY}; {steps(file, (setting,))}", sites=found.sites, settings=(setting,),
            data=found.value, conceal=tuple(setting.environments.values()) if setting.secret else (),
        )  # fmt: skip
        return
    remedy = _REMEDY
    if mapping.holds_classes:
        remedy = "let one class read what differs from the environment; keep the tests' key"
        message += beside(file, node)
    yield file.finding(rule, node, message, remedy, safety=Safety.NONE, also=also(file, node))


class _Fix(NamedTuple):
    sites: tuple[Site, ...]
    setting: Setting
    value: _Value


def _fix(file: SourceFile, node: ast.expr, mapping: EnvironmentMap) -> _Fix | None:
    """What can be fixed: one lookup of literals of one kind, for one target."""
    if len(mapping.lookups) != 1 or mapping.uses != 1:
        return None
    name, entries, (looked,) = mapping.name, mapping.entries, mapping.lookups
    whole, default = looked.whole, looked.default
    if is_handed_in(file, whole, looked.present.key):
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
    number = default_branch(keys, looked.present.default, None)
    if default is None and number is not None:
        default = values[number]
    choice = alternatives(
        {key: value for (key,), value in zip(keys, values, strict=True) if value is not default}, default
    )
    called = setting_name(target, file.spelled)
    if choice is None or not called or exposes(called, choice) or "#" in file.source(node):
        return None
    setting = choice.setting(called)
    if not agrees(file, whole, {whole: reading(setting, choice)}, (setting,), [*entries, looked.present.default or ""]):
        return None
    sites = [file.site(whole, "lookup")]
    if name is not None:
        statement = file.statement(name)
        if not isinstance(statement, ast.Assign) or (statement in file.tree.body and is_used_elsewhere(file, name.id)):
            return None
        sites.append(file.site(statement, "remove"))
    return _Fix(tuple(sites), setting, _Value(choice.kind, choice.default))


@rule.rewrite("Subscript", "Call", role="lookup")
def to_setting(node: cst.CSTNode, finding: Finding[_Value], edit: Edit) -> cst.BaseExpression:
    """The read of the setting."""
    from codemods.rewriting.source.typed import read

    setting = finding.settings[0]
    default = None if setting.secret else finding.data.default
    return edit.expression(read(edit, setting.name, finding.data.kind, default))
