"""OP707: a gunicorn configuration, or an option of Tornado's, that names a log file.

Before::

    accesslog = os.path.join(log_dir, "access.log")
    errorlog = '/var/log/shop/error.log'

After::

    accesslog = "-"
    errorlog = "-"

By hand: `-` is stdout for the access log and stderr for the error log. Tornado logs to stderr without
`log_file_prefix`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.domains.deployment.seen_files import seen
from codemods.domains.logs.choice import CHOSEN, is_chosen
from codemods.domains.logs.paths import writes_no_file
from codemods.domains.logs.process_managers import keeper_of
from codemods.libraries.server_options import GUNICORN_LOGS, GUNICORN_OTHERS, TORNADO_LOGS
from codemods.model.names import qualified
from codemods.model.strings import text
from codemods.model.test_scopes import is_test_code
from codemods.plans.removal import removal
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule(
    "OP707", "server-settings", needles=("accesslog", "errorlog", "logfile", "log_file_prefix"), safety=Safety.SAFE
)

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
    told = seen(file, known)
    yield file.finding(
        rule, node, f"gunicorn writes its {name} to a local file", f'{name} = "-"{told}',
        safety=Safety.UNSAFE if told else Safety.SAFE,
        sites=(file.site(node.value), *removal(file, [], [node.value], [node.value])),
    )  # fmt: skip


@rule.find(ast.Assign)
def tornado(node: ast.Assign, file: SourceFile) -> Iterator[Finding]:
    """Tornado's option, set in code."""
    match node.targets:
        case [ast.Attribute(attr="log_file_prefix") as target] if qualified(file, target) in TORNADO_LOGS:
            pass
        case _:
            return
    known = text(file, node.value).known
    if not known.strip("\0") or writes_no_file(file, node.value) or is_test_code(file, node):
        return
    remedy = CHOSEN if is_chosen(file, node.value) else "leave it out: Tornado logs to stderr without it"
    yield file.finding(rule, node, "Tornado writes its log to a local file", remedy, safety=Safety.NONE)


def _is_configuration(file: SourceFile) -> bool:
    """Whether the file is gunicorn's, by its name or by what else it sets."""
    name = file.path.rpartition("/")[2]
    return "gunicorn" in name or len(set(GUNICORN_OTHERS.findall(file.spelled))) > 1


@rule.rewrite(*_EXPRESSIONS)
def to_stdout(node: cst.BaseExpression, finding: Finding, edit: Edit) -> cst.BaseExpression:
    """The standard stream."""
    return edit.expression(edit.string("-"))
