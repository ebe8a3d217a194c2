"""OP608: a variable that says only which environment this is, and so picks everything else.

One variable stands for all settings: nothing can be changed alone, and an environment that the code does not know
cannot be started.

By hand: pass no name. Let the configuration read each setting from the environment; let tests hand in their own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.environments.names import is_development, is_environment, is_variable
from codemods.domains.environments.open_default import is_open
from codemods.domains.environments.pattern import is_told_elsewhere, makes, picks
from codemods.model.environment_reads import environment_read
from codemods.model.names import called
from codemods.model.strings import literal
from codemods.plans.secret_steps import is_alone
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

# A server imports such a file, though nothing here names it.
_SERVED = re.compile(r"(^|/)(\w*wsgi\w*|asgi|app|application|main|run|server|serve|manage|index|index_app|web)\.py$")

rule = Rule(
    "OP608",
    "environment-name",
    needles=(
        "_ENV",
        "ENVIRONMENT",
        "'ENV'",
        '"ENV"',
        "_CONFIG",
        "_SETTINGS",
        "STAGE",
        "CONFIG_NAME",
        "CONFIG_MODE",
        "APP_MODE",
        "'production'",
        '"production"',
        "'prod'",
        '"prod"',
        "'staging'",
        '"staging"',
    ),
    safety=Safety.NONE,
)


@rule.find(ast.Call, ast.Subscript)
def reads(node: ast.Call | ast.Subscript, file: SourceFile) -> Iterator[Finding]:
    """Reads of such a variable whose value picks a configuration. Comparisons are OP601's."""
    read = environment_read(file, node)
    if read is None or not is_variable(read[0]) or file.project.is_test(file.path):
        return
    if file.project.is_migration(file.path):
        return
    if picks(file, node) and not is_told_elsewhere(file, rule.code) and not is_open(file):
        yield file.finding(
            rule, node, f"{read[0]} names the environment, and the name picks the configuration",
            "let the configuration read each setting from the environment", safety=Safety.NONE,
        )  # fmt: skip


@rule.find(ast.Call)
def fixed(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls of the project's own factory with an environment to deploy to: `app = create_app("production")`."""
    named = [literal(each) for each in (*node.args, *(each.value for each in node.keywords))]
    names = [each for each in named if each and is_environment(each) and not is_development(each)]
    if not names or not makes(node) or file.project.is_test(file.path) or not _is_own(file, node):
        return
    if is_alone(file) and not _SERVED.search(file.path):
        return
    yield file.finding(
        rule, node, f"the code says that this is {names[0]}: the image can run as nothing else",
        "let the configuration read each setting from the environment", safety=Safety.NONE,
    )  # fmt: skip


def _is_own(file: SourceFile, node: ast.Call) -> bool:
    module, _, _ = called(file, node).rpartition(".")
    return bool(module) and file.project.module(module, file.path) is not None
