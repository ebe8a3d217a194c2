"""Whether files are state: changed while the service serves, and left for another request."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Sequence

from codemods.domains.logs.paths import is_command
from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.state.no_state.brought_files import is_brought
from codemods.domains.state.no_state.fetched_files import is_filled_again
from codemods.domains.state.no_state.private_files import is_private, is_read_at_once
from codemods.domains.state.no_state.probe_files import is_for_probe
from codemods.domains.state.no_state.pushed_files import is_pushed
from codemods.domains.state.no_state.scratch_files import is_cache, is_relocation, is_scratch, is_vague
from codemods.domains.state.no_state.shared_files import is_shared
from codemods.domains.state.no_state.start_files import is_made_at_start
from codemods.domains.state.no_state.token_files import is_token
from codemods.domains.state.operations import Operation
from codemods.libraries.frameworks.command_lines import COMMANDS_OF_SERVICE
from codemods.libraries.frameworks.web import MAKING, MAKING_WORDS
from codemods.model.call_graph import main_guard
from codemods.project.project import Project
from codemods.vocabulary.kept import once

_NO_STATE = (is_vague, is_cache, is_scratch, is_relocation, is_brought, is_private, is_made_at_start, is_token,
             is_filled_again, is_read_at_once, is_shared, is_pushed, is_for_probe)  # fmt: skip
_CHANGES = ("write", "make")
_SHOWN = re.compile(r"(^|/)(static|media|public)(/|$)")
_LOG = re.compile(r"\.log$|(^|[/_.-])logs?([/_.-]|$)")


def is_state(group: Sequence[Operation]) -> bool:
    """Whether a request, or a worker of the service, changes the files and leaves them for another one.

    Files that nothing known changes count too where a request reads them, or where they are uploads or are shown.
    """
    changes = [each for each in group if each.does in _CHANGES]
    if not any(each.does == "write" for each in changes) or _is_log(changes):
        return False
    if any(asks(group) for asks in _NO_STATE):
        return False
    when = [phases(each.file, each.call) for each in changes]
    if any(each & {Phase.SERVE, Phase.WORKER} for each in when):
        return True
    unknown = [each for each, known in zip(changes, when, strict=True) if not known and _may_serve(each)]
    served = any(Phase.SERVE in phases(each.file, each.call) for each in group if each not in changes)
    return bool(unknown) and (served or (not any(when) and any(map(_is_for_users, unknown))))


def _is_log(changes: Sequence[Operation]) -> bool:
    return all(_LOG.search(each.key.begin) for each in changes)


def is_idle(group: Sequence[Operation]) -> bool:
    """Whether nothing that is known runs any of the changes."""
    return not any(phases(each.file, each.call) for each in group if each.does in _CHANGES)


def _may_serve(operation: Operation) -> bool:
    """Whether code that nothing runs may be meant for requests: no command's, no script's, near an application."""
    file = operation.file
    folder = f"{posixpath.dirname(file.path)}/"
    return any(folder.startswith(each) for each in _application_folders(file.project)) and not (
        COMMANDS_OF_SERVICE.search(file.spelled) or is_command(file) or main_guard(file)
    )


@once
def _application_folders(project: Project) -> frozenset[str]:
    """The folders, with a slash, of the files that make an application."""
    return frozenset(
        f"{posixpath.dirname(file.path)}/" for file in project.matching(MAKING, MAKING_WORDS)
        if not project.is_test(file.path)
    )  # fmt: skip


def _is_for_users(operation: Operation) -> bool:
    """Whether a method keeps an upload under a known name, or writes where browsers look."""
    owner = operation.file.function(operation.call)
    if owner is None or not isinstance(operation.file.parents.get(owner), ast.ClassDef):
        return False
    begin = operation.key.begin
    if "/" not in begin or operation.key.absolute or begin.startswith(("<", "..")):
        return False
    return _SHOWN.search(begin) is not None or getattr(operation.call.func, "attr", "") == "save"
