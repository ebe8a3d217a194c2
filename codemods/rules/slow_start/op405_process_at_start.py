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
import posixpath
from collections.abc import Iterator

from codemods.domains.runtime.startup import at_start, witness
from codemods.domains.state.told_by_file import is_told_by_file, is_told_by_variable
from codemods.libraries.programs import TELL_OF_MACHINE
from codemods.libraries.standard import STARTS
from codemods.model.names import called, may_be_called
from codemods.model.scopes import lookup
from codemods.model.strings import argument, text
from codemods.plans.wait_removal import loop_around, waits, waits_for
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP405", "process-at-start", needles=("subprocess", "os.system", "os.popen"), safety=Safety.NONE)

_LAST = frozenset(each.rpartition(".")[2] for each in STARTS)


@rule.find(ast.Call)
def programs(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """The programs that the service's start runs, but those that ask the machine that it starts on."""
    runs = may_be_called(file, node, _LAST) and called(file, node) in STARTS
    if not runs or _asks_machine(file, node) or not at_start(file, node):
        return
    # A loop that asks a program until it succeeds waits: OP402 tells of it.
    if waits_for(file, node) and (loop := loop_around(file, node)) is not None and waits(file, loop):
        return
    if not is_told_by_file(file, node) and not is_told_by_variable(file, node):
        yield file.finding(
            rule, node, f"each start of the service runs a program ({witness(file, node)})",
            "run it when the image is built, or as a step of the deploy", safety=Safety.NONE,
        )  # fmt: skip


def _asks_machine(file: SourceFile, node: ast.Call) -> bool:
    """Whether the program is one that tells of the machine: `subprocess.check_output(["hostname", "-f"])`."""
    given = argument(node, 0, "args", "cmd", "command")
    if isinstance(given, ast.Name) and len(found := lookup(file, given, given.id)) == 1 and found[0].value is not None:
        given = found[0].value
    if isinstance(given, ast.List | ast.Tuple) and given.elts:
        given = given.elts[0]
    elif isinstance(given, ast.Call) and called(file, given) == "shlex.split" and given.args:
        given = given.args[0]
    words = text(file, given).prefix.split() if given is not None else []
    return bool(words) and posixpath.basename(words[0]) in TELL_OF_MACHINE
