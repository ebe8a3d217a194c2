"""OP703: `logging.basicConfig` with a file's name.

The whole process logs into one file then, and nothing comes out of the container.

Before::

    logging.basicConfig(filename="app.log", filemode="w", level=logging.INFO)

After::

    logging.basicConfig(stream=sys.stdout, level=logging.INFO)

By hand: drop `filename` and `filemode`. Level and format stay. A console handler that stood beside the file goes: no
line may come twice.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.deployment.seen_files import seen
from codemods.domains.logs.choice import CHOSEN, is_asked_for, is_chosen
from codemods.domains.logs.handlers import Handler, conditions, handlers
from codemods.domains.logs.paths import is_command, writes_no_file
from codemods.domains.logs.process_managers import kept_stdout
from codemods.domains.logs.readers import read_back
from codemods.domains.logs.told import also_to_mend, said_of_file
from codemods.libraries.loggers import BASIC_FILE
from codemods.model.names import called, spelled
from codemods.model.strings import keyword, text
from codemods.model.test_scopes import is_test_code
from codemods.plans.removal import removal
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Stream:
    """How the file calls stdout, '' where it does not yet."""

    stream: str


rule = Rule[_Stream]("OP703", "basic-config", needles=("basicConfig",), safety=Safety.SAFE)


@rule.find(ast.Call)
def log_files(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Stream]]:
    """Calls of basicConfig that give a file's name."""
    filename = keyword(node, "filename")
    if filename is None or called(file, node) != "logging.basicConfig" or is_test_code(file, node):
        return
    path = filename.value
    if writes_no_file(file, path) or (isinstance(path, ast.Constant) and not path.value):
        return
    if is_asked_for(file, node):
        return
    message = "basicConfig sends the whole log to a local file"
    remedy = "log to stdout: stream=sys.stdout instead of filename"
    if reader := read_back(file, path):
        message += f", and {reader[0]}:{reader[1]} reads it back"
    if reader or isinstance(path, ast.IfExp) or keyword(node, "handlers", "stream"):
        yield file.finding(rule, filename, message, remedy, safety=Safety.NONE)
        return
    if is_chosen(file, path):
        yield file.finding(rule, filename, message, CHOSEN, safety=Safety.NONE)
        return
    consoles = [each for each in handlers(file) if _beside(file, node, each)]
    statements = [part for each in consoles for part in (*each.setup, *(use.statement for use in each.uses))]
    lost = [each.value for each in node.keywords if each.arg in BASIC_FILE]
    wider = any(each.level != 0 for each in consoles)
    told = also_to_mend(said_of_file(file, node, path, statements)) + kept_stdout(file)
    told += seen(file, text(file, path).known)
    doubtful = wider or is_command(file) or bool(told)
    yield file.finding(
        rule, filename, message, f"{remedy}{told}", safety=Safety.UNSAFE if doubtful else Safety.SAFE,
        sites=(file.site(node), *removal(file, statements, lost, [path])),
        data=_Stream(spelled(file, node, "sys.stdout")),
    )  # fmt: skip


def _beside(file: SourceFile, node: ast.Call, handler: Handler) -> bool:
    """Whether it is a console handler of the root logger alone, always there when the file is."""
    return (
        handler.kind == "stream"
        and not handler.elsewhere
        and not handler.filtered
        and bool(handler.uses)
        and all(use.logger == "root" and use.list is None for use in handler.uses)
        and all(conditions(file, node) <= use.conditions for use in handler.uses)
        and file.function(node) in (None, file.function(handler.call))
    )


@rule.rewrite("Call")
def to_stdout(node: cst.Call, finding: Finding[_Stream], edit: Edit) -> cst.Call:
    """The stream where the file's name was."""
    import libcst as cst

    kept = []
    for each in node.args:
        name = each.keyword.value if each.keyword else ""
        if name == "filename":
            stream = finding.data.stream or edit.name("sys.stdout")
            each = each.with_changes(keyword=cst.Name("stream"), value=edit.expression(stream))
        elif name in BASIC_FILE:
            continue
        kept.append(each)
    if kept[-1] is not node.args[-1]:
        last = node.args[-1]
        kept[-1] = kept[-1].with_changes(comma=last.comma, whitespace_after_arg=last.whitespace_after_arg)
    return node.with_changes(args=kept)
