"""Places in the code where a secret can't simply be read from the environment instead."""

from __future__ import annotations

import ast
from collections.abc import Collection

from codemods.domains.secrets.comparisons import is_compared
from codemods.domains.secrets.literals.for_some import heir_without, switch_of
from codemods.domains.secrets.literals.signing import signs_nothing
from codemods.domains.secrets.readers import is_asked_by_nobody
from codemods.libraries.sqlalchemy import COLUMN
from codemods.model.overlays.fallbacks import is_fallback
from codemods.model.overlays.loaded import overlay
from codemods.model.targets import Place, words
from codemods.model.types import ancestry, evaluate
from codemods.project.audience.started import is_imported_library
from codemods.project.givers import exporter
from codemods.project.source_file import SourceFile

_DEFINED = "take the default away and pass the secret: a default is read when the function is defined"
_COMPARED = "drop the default and the comparison with it: both would read the same variable"
_EXPORTED = "drop it here: {} sets the variable, whatever the code or `.env` says"
_UNREAD = "take it out: nothing reads it"
_SIGNS_NOTHING = "take it out: nothing here keeps a session, or signs anything else with it"
_FALLBACK = "drop it: whoever gives no secret is to get an error, and no secret that everybody can read"
_OVERLAID = "set it by what is loaded over it ({}), or leave it empty here: each installation has its own"
_IMPORTED = (
    "let the service that imports this package give it: nothing starts the package by itself, so that nothing would "
    "read a .env beside it"
)
_SWITCHED = "drop it, and ask for the secret only where {} is on: whoever leaves that off is to start without it"
_REPLACED = "require it in the classes that use it: {} gives a value of its own, and is to start without the variable"
# What code says of a person, and never of a service that it connects to.
_OF_A_PERSON = frozenset((
    "email", "email_address", "first_name", "firstname", "last_name", "lastname", "full_name", "fullname", "role",
    "roles", "is_admin", "is_superuser", "is_staff", "is_active", "birthday", "phone",
))  # fmt: skip
_ACCOUNTS = frozenset(("user", "superuser", "account", "member", "admin", "customer", "person", "employee", "staff"))


def obstacle(file: SourceFile, node: ast.AST, names: Collection[str], value: str) -> str:
    """Why the secret is not to be read from the environment in its place: what to do instead, or ''.

    `names`: what the code calls it.
    """
    if _is_default(file, node):
        return _DEFINED
    if any(is_compared(file.project, name, value) for name in {*filter(None, names)}):
        return _COMPARED
    if is_asked_by_nobody(file, node):
        return _UNREAD
    if any(signs_nothing(file, each) for each in names):
        return _SIGNS_NOTHING
    root = file.project.service_root(file.path)
    if script := next(filter(None, (exporter(file.project, root, each) for each in names if each)), None):
        return _EXPORTED.format(f"{script.path}:{script.line}")
    if is_fallback(file, node):
        return _FALLBACK
    if where := overlay(file, node):
        return _OVERLAID.format(where)
    if switch := switch_of(file, node):
        return _SWITCHED.format(switch)
    if heir := heir_without(file, node, names):
        return _REPLACED.format(heir)
    return _IMPORTED if is_imported_library(file.project, root) else ""


def is_of_account(file: SourceFile, place: Place) -> bool:
    """Whether what gets the secret is an account that the code makes: a row of the service's own, a call that says so,
    a dictionary that tells of a person."""
    match place.owner:
        case ast.Dict(keys=keys):
            return any(isinstance(each, ast.Constant) and str(each.value).lower() in _OF_A_PERSON for each in keys)
        case ast.Call(func=function, keywords=keywords):
            last = _words(function)
            said = not _ACCOUNTS.isdisjoint(last[-1:]) or any(
                (each.arg or "").lower() in _OF_A_PERSON for each in keywords
            )
            return said or _is_row(file, function)
        case ast.expr() as owner:
            return _is_row(file, owner)
    return False


def _words(function: ast.expr) -> list[str]:
    return words(getattr(function, "attr", getattr(function, "id", "")))


def _is_row(file: SourceFile, node: ast.expr) -> bool:
    """Whether it is a class that says what a row has, or an instance of one."""
    return any(
        _has_columns(owner)
        for each in evaluate(file, node)
        if isinstance(each.node, ast.ClassDef)
        for _, owner in ancestry(each.file, each.node)
    )


def _has_columns(owner: ast.ClassDef) -> bool:
    values = (each.value for each in owner.body if isinstance(each, ast.Assign | ast.AnnAssign))
    return any(isinstance(each, ast.Call) and COLUMN.search(ast.unparse(each.func)) for each in values)


def _is_default(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is part of a parameter's default."""
    for each in file.ancestors(node):
        if isinstance(each, ast.arguments):
            return True
        if isinstance(each, ast.stmt):
            return False
    return False
