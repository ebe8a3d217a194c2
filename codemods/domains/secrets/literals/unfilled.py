"""Whether a literal is a form that nobody has filled in, for a secret that others check: nothing opens by it."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator

from codemods.domains.secrets.names_and_values import is_signing_name
from codemods.domains.secrets.placeholders import describes_itself, is_form_of_account, is_own_name, is_placeholder
from codemods.model.names import last_name
from codemods.model.strings import literal
from codemods.model.targets import words
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# Whom a service lets in itself: with such a word everybody comes in.
_ITS_OWN = frozenset(("admin", "root", "superuser", "user", "default", "initial", "basic", "salt"))
_PASSWORD = re.compile(r"(?:PASSWORD|PASSWD|PASS|PWD)$")
_CHECKS = frozenset(("compare_digest", "safe_str_cmp", "check_password_hash", "verify"))
# What starts a server beside the service, which the same word would be given to.
_DEFINITIONS = frozenset(("compose", "dockerfile", "shell", "unit", "procfile", "yaml", "ini"))


def is_unfilled(file: SourceFile, names: Collection[str], value: str) -> bool:
    """Whether the value of a setting, called by one of the names, only says what belongs there, and nothing of the tree
    is opened by it: no key that signs, no account of the service, no server that is given the same word.
    """
    known = [each for each in names if each]
    if any(is_signing_name(each) or not _ITS_OWN.isdisjoint(words(each)) for each in known):
        return False
    told = is_placeholder(value) or any(
        is_own_name(each, value) or describes_itself(each, value) or is_form_of_account(user, value)
        for each in known
        for user in ("", *_users_beside(file, each))
    )
    return (
        told
        and not any(_is_checked(file.project, each) for each in known)
        and not _is_given_to_others(file.project, value)
    )


def _users_beside(file: SourceFile, name: str) -> Iterator[str]:
    """What the file gives the user of a password for a name: `MAIL_USERNAME` beside `MAIL_PASSWORD`."""
    stem = _PASSWORD.sub("", name)
    users = {f"{stem}{each}" for each in ("USER", "USERNAME", "LOGIN")} if stem != name else set()
    for each in file.nodes(ast.Assign) if users else ():
        if any(last_name(target) in users for target in each.targets):
            yield literal(each.value) or ""


@once
def _is_checked(project: Project, name: str) -> bool:
    """Whether code compares something that it is given with the setting."""
    return any(
        last_name(side) == name
        for file in project.words.holding(name.encode(), whole=True)
        if file.kind == "python" and not project.is_test(file.path)
        for side in _compared(file)
    )


def _compared(file: SourceFile) -> Iterator[ast.expr]:
    try:
        for each in file.nodes(ast.Compare):
            yield from (each.left, *each.comparators)
        for call in file.nodes(ast.Call):
            if last_name(call.func) in _CHECKS:
                yield from call.args
    except Unreadable:
        return


@once
def _is_given_to_others(project: Project, value: str) -> bool:
    data = value.encode()
    return any(each.kind in _DEFINITIONS and data in each.data for each in project.files.values())
