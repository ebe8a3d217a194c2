"""OP603: a class, or a module, of settings for each environment.

The class says what production is: a second region, a preview, a customer's own installation need a new class, and so a
new image. Values that only a class holds cannot be set from outside.

By hand: read every value that differs from the environment in one class, with the value for development as its
default. Keep the class for tests, and the key by which suites ask for it. What a class does besides (a handler, a
proxy's headers) hangs on a setting of its own that says what to do.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from codemods.domains.environments.classes import is_environment_class
from codemods.domains.environments.modules import environment_modules
from codemods.domains.environments.open_default import is_only_one, is_open
from codemods.domains.environments.pattern import also, beside, is_first, is_told_elsewhere
from codemods.domains.settings.overridden.by_files import given_by_named_file
from codemods.project.source_file import SourceFile, begin
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule(
    "OP603",
    "environment-class",
    needles=(
        "Prod",
        "PROD",
        "Dev",
        "DEV",
        "Stag",
        "STAG",
        "Stg",
        "Qa",
        "QA",
        "Uat",
        "UAT",
        "Preprod",
        "Sandbox",
        "DEBUG",
        "DATABASES",
        "ALLOWED_HOSTS",
    ),
    safety=Safety.NONE,
)


@rule.find(ast.ClassDef)
def classes(node: ast.ClassDef, file: SourceFile) -> Iterator[Finding]:
    """The first class called after an environment that holds its settings; not those of the tests."""
    if file.project.is_test(file.path) or not is_environment_class(file, node):
        return
    if _is_replaced(file, node) or is_open(file) or is_only_one(file, node):
        return
    if is_first(file, node, rule.code) and not is_told_elsewhere(file, rule.code):
        message = f"{node.name} holds the settings of one environment: a new one needs a new class"
        yield file.finding(
            rule, node, message + beside(file, node),
            "read what differs from the environment in one class; keep the class for tests", safety=Safety.NONE,
            also=also(file, node),
        )  # fmt: skip


def _is_replaced(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether a file that a variable names is loaded over the class: any installation has its own settings there."""
    given = [each.value for each in owner.body if isinstance(each, ast.Assign)]
    return bool(given) and all(given_by_named_file(file, each) for each in given)


@rule.find(ast.ImportFrom)
def modules(node: ast.ImportFrom, file: SourceFile) -> Iterator[Finding]:
    """The first module of a package that is called after an environment and changes what all settings say."""
    if node.names[0].name != "*" or file.project.is_test(file.path):
        return
    stars = [each for each in file.nodes(ast.ImportFrom) if each.names[0].name == "*"]
    if environment_modules(file)[:1] == [file] and node is min(stars, key=begin):
        stem = posixpath.basename(file.path)
        yield file.finding(
            rule, node, f"{stem} holds the settings of one environment: a new one needs a new module",
            "read what differs from the environment in one module; keep the module for tests", safety=Safety.NONE,
        )  # fmt: skip
