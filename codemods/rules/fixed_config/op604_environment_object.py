"""OP604: the configuration is picked by the environment's name, or fixed to one environment's.

`from_object(config[name])` knows the environments of the code and no other. The name says where the program runs; it
takes the place of all that should be said one by one.

By hand: load one class, the same everywhere, that reads its values from the environment. Keep the way in for tests:
`create_app("testing")`, or a configuration as argument.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.environments.branches import switch
from codemods.domains.environments.open_default import is_open
from codemods.domains.environments.pattern import also, beside, is_first, is_told_elsewhere, loads_picked
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule(
    "OP604", "environment-object", safety=Safety.NONE,
    needles=("from_object",),
)  # fmt: skip


@rule.find(ast.Call)
def objects(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls of `config.from_object` with what an environment's name picks."""
    if file.project.is_test(file.path) or not loads_picked(file, node) or _hangs_on_branch(file, node):
        return
    if is_first(file, node, rule.code) and not is_told_elsewhere(file, rule.code) and not is_open(file):
        message = "the environment's name picks the configuration: another environment has none"
        yield file.finding(
            rule, node, message + beside(file, node),
            "load one configuration that reads its values from the environment", safety=Safety.NONE,
            also=also(file, node),
        )  # fmt: skip


def _hangs_on_branch(file: SourceFile, node: ast.Call) -> bool:
    """Whether a branch on the environment's name, which is told already, loads it."""
    around = (each for each in file.ancestors(node) if isinstance(each, ast.If | ast.IfExp | ast.Match))
    return any(switch(file, each) is not None for each in around)
