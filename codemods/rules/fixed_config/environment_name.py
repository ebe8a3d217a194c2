"""OP608: a variable that says only which environment this is, and so picks everything else.

One variable stands for all settings: nothing can be changed alone, and an environment that the code does not know
cannot be started.

By hand: pass no name. Let the configuration read each setting from the environment; let tests hand in their own.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.analysis.config_pattern import is_told_elsewhere, picks
from codemods.analysis.environment import environment_read
from codemods.analysis.environments import is_variable
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety
from codemods.rule import Rule

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
    if picks(file, node) and not is_told_elsewhere(file, rule.code):
        yield file.finding(
            rule, node, f"{read[0]} names the environment, and the name picks the configuration",
            "let the configuration read each setting from the environment", safety=Safety.NONE,
        )  # fmt: skip
