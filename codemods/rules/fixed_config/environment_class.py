"""OP603: a class of settings for each environment.

The class says what production is: a second region, a preview, a customer's own installation need a new class, and so a
new image. Values that only a class holds cannot be set from outside.

By hand: read every value that differs from the environment in one class, with the value for development as its
default. Keep the class for tests, and the key by which suites ask for it. What a class does besides (a handler, a
proxy's headers) hangs on a setting of its own that says what to do.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.analysis.config_classes import is_environment_class
from codemods.analysis.config_pattern import beside, is_first, is_told_elsewhere
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety
from codemods.rule import Rule

rule = Rule(
    "OP603",
    "environment-class",
    needles=("Prod", "PROD", "Dev", "DEV", "Stag", "STAG", "Stg", "Qa", "QA", "Uat", "UAT", "Preprod", "Sandbox"),
    safety=Safety.NONE,
)


@rule.find(ast.ClassDef)
def classes(node: ast.ClassDef, file: SourceFile) -> Iterator[Finding]:
    """The first class called after an environment that holds its settings; not those of the tests."""
    if file.project.is_test(file.path) or not is_environment_class(file, node):
        return
    if is_first(file, node, rule.code) and not is_told_elsewhere(file, rule.code):
        message = f"{node.name} holds the settings of one environment: a new one needs a new class"
        yield file.finding(
            rule, node, message + beside(file, node),
            "read what differs from the environment in one class; keep the class for tests", safety=Safety.NONE,
        )  # fmt: skip
