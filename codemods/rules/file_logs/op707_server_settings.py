"""OP707: a gunicorn configuration that names a log file.

Before::

    accesslog = os.path.join(log_dir, "access.log")
    errorlog = '/var/log/shop/error.log'

After::

    accesslog = "-"
    errorlog = "-"

By hand: `-` is stdout for the access log and stderr for the error log.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.domains.logs.choice import CHOSEN, is_chosen
from codemods.domains.logs.paths import writes_no_file
from codemods.domains.logs.process_managers import keeper_of
from codemods.libraries.server_options import GUNICORN_LOGS, GUNICORN_OTHERS
from codemods.model.strings import text
from codemods.plans.removal import removal
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule("OP707", "server-settings", needles=("accesslog", "errorlog", "logfile"), safety=Safety.SAFE)

_DAEMON = re.compile(rb"^daemon\s*=\s*(?!False\b|0\b|None\b)", re.MULTILINE)
_EXPRESSIONS = (
    "SimpleString", "FormattedString", "ConcatenatedString", "BinaryOperation", "Call", "Name", "Attribute",
    "Subscript",
)  # fmt: skip


@rule.find(ast.Assign)
def log_files(node: ast.Assign, file: SourceFile) -> Iterator[Finding]:
    """Module-level settings of gunicorn that name a file."""
    match node.targets:
        case [ast.Name(id=name)] if name in GUNICORN_LOGS and node in file.tree.body and _is_configuration(file):
            pass
        case _:
            return
    known = text(file, node.value).known
    if known in ("-", "", "\0") or known.startswith("-") or writes_no_file(file, node.value):
        return
    if _DAEMON.search(file.spelled):
        remedy = f'let gunicorn run in the foreground, and {name} = "-"'
        yield file.finding(rule, node, f"gunicorn writes its {name} to a local file", remedy, safety=Safety.NONE)
        return
    if is_chosen(file, node.value):
        yield file.finding(rule, node, f"gunicorn writes its {name} to a local file", CHOSEN, safety=Safety.NONE)
        return
    if keeper := keeper_of(file.project, "gunicorn"):
        remedy = f'let {keeper} pass on what gunicorn says, which it keeps in a file now, and {name} = "-"'
        yield file.finding(rule, node, f"gunicorn writes its {name} to a local file", remedy, safety=Safety.NONE)
        return
    yield file.finding(
        rule, node, f"gunicorn writes its {name} to a local file", f'{name} = "-"',
        sites=(file.site(node.value), *removal(file, [], [node.value], [node.value])),
    )  # fmt: skip


def _is_configuration(file: SourceFile) -> bool:
    """Whether the file is gunicorn's, by its name or by what else it sets."""
    name = file.path.rpartition("/")[2]
    return "gunicorn" in name or len(set(GUNICORN_OTHERS.findall(file.spelled))) > 1


@rule.rewrite(*_EXPRESSIONS)
def to_stdout(node: cst.BaseExpression, finding: Finding, edit: Edit) -> cst.BaseExpression:
    """The standard stream."""
    return edit.expression(edit.string("-"))
