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
    """Classes called after an environment that hold its settings; not those of the tests."""
    if not file.project.is_test(file.path) and is_environment_class(file, node):
        yield file.finding(
            rule, node, f"{node.name} holds the settings of one environment: a new one needs a new class",
            "read what differs from the environment in one class; keep the class for tests", safety=Safety.NONE,
        )  # fmt: skip
