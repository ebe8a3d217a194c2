"""OP604: the configuration is picked by the environment's name, or fixed to one environment's.

`from_object(config[name])` knows the environments of the code and no other. The name says where the program runs; it
takes the place of all that should be said one by one.

By hand: load one class, the same everywhere, that reads its values from the environment. Keep the way in for tests:
`create_app("testing")`, or a configuration as argument.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.analysis.config_classes import picks_environment
from codemods.analysis.environments import config_receiver
from codemods.analysis.source import SourceFile
from codemods.analysis.values import argument
from codemods.finding import Finding, Safety
from codemods.rule import Rule

rule = Rule(
    "OP604", "environment-object", safety=Safety.NONE,
    needles=("from_object",),
)  # fmt: skip


@rule.find(ast.Call)
def objects(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls of `config.from_object` with what an environment's name picks."""
    function = node.func
    if not isinstance(function, ast.Attribute) or function.attr != "from_object":
        return
    picked = argument(node, 0, "obj")
    if picked is None or not config_receiver(file, function.value) or file.project.is_test(file.path):
        return
    if picks_environment(file, picked):
        yield file.finding(
            rule, node, "the environment's name picks the configuration: another environment has none",
            "load one configuration that reads its values from the environment", safety=Safety.NONE,
        )  # fmt: skip
