"""OP405: a program that is run while the service starts.

The start takes as long as the program, at each start of each worker, and the image has to hold it. What it makes is
lost with the container.

Before::

    VERSION = subprocess.check_output(["git", "describe"]).decode()

    def build():
        os.system("npm run build")

    def create_app():
        app = Flask(__name__)
        build()

By hand: run what makes files when the image is built (`RUN npm run build`), what changes data as a step of the
deploy, and what has to go on beside the service in a container of its own. Pass a version in as a setting.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.runtime.startup import at_start, witness
from codemods.domains.state.told_by_file import is_told_by_file
from codemods.libraries.standard import STARTS
from codemods.model.names import called, may_be_called
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP405", "process-at-start", needles=("subprocess", "os.system", "os.popen"), safety=Safety.NONE)

_LAST = frozenset(each.rpartition(".")[2] for each in STARTS)


@rule.find(ast.Call)
def programs(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """The programs that the service's start runs."""
    runs = may_be_called(file, node, _LAST) and called(file, node) in STARTS
    if runs and at_start(file, node) and not is_told_by_file(file, node):
        yield file.finding(
            rule, node, f"each start of the service runs a program ({witness(file, node)})",
            "run it when the image is built, or as a step of the deploy", safety=Safety.NONE,
        )  # fmt: skip
