"""Places in the code where a secret can't simply be read from the environment instead."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from codemods.domains.secrets.comparisons import is_compared
from codemods.model.targets import Place, words
from codemods.model.types import ancestry, evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

_DEFINED = "take the default away and pass the secret: a default is read when the function is defined"
_COMPARED = "drop the default and the comparison with it: both would read the same variable"
_OVERLAID = "set it in the file that is loaded over this one, or leave it empty here: each installation has its own"
# How SQLAlchemy, Django, Peewee and MongoEngine say what a row has.
_COLUMN = re.compile(r"(?:^|\.)(?:Column|mapped_column|\w*Field|relationship)$")
# What code says of a person, and never of a service that it connects to.
_OF_A_PERSON = frozenset((
    "email", "email_address", "first_name", "firstname", "last_name", "lastname", "full_name", "fullname", "role",
    "roles", "is_admin", "is_superuser", "is_staff", "is_active", "birthday", "phone",
))  # fmt: skip
_ACCOUNTS = frozenset(("user", "superuser", "account", "member", "admin", "customer", "person", "employee", "staff"))
# A module of defaults is loaded, and then a file that only the installation has.
_OVERLAY = re.compile(rb"from_envvar\s*\(|from_pyfile\s*\(|from_prefixed_env\s*\(")
_LOCAL = re.compile(
    rb"^\s*(?:from\s+\.?[\w.]*\b(?:local_?settings|settings_local|local_?config|config_local|private|secrets?)\s+import\s+\*"
    rb"|import\s+local_?settings\b)", re.MULTILINE,
)  # fmt: skip


def obstacle(file: SourceFile, node: ast.AST, names: Iterable[str], value: str) -> str:
    """Why the secret is not to be read from the environment in its place: what to do instead, or ''.

    `names`: what the code calls it.
    """
    if _is_default(file, node):
        return _DEFINED
    if any(is_compared(file.project, name, value) for name in {*filter(None, names)}):
        return _COMPARED
    if file.function(node) is None and _is_overlaid(file):
        return _OVERLAID
    return ""


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
    return any(isinstance(each, ast.Call) and _COLUMN.search(ast.unparse(each.func)) for each in values)


def _is_default(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is part of a parameter's default."""
    for each in file.ancestors(node):
        if isinstance(each, ast.arguments):
            return True
        if isinstance(each, ast.stmt):
            return False
    return False


def _is_overlaid(file: SourceFile) -> bool:
    """Whether a file of the installation's own is loaded over the module's values: they are only its defaults."""
    if _LOCAL.search(file.spelled):
        return True
    module = file.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    last = module.rpartition(".")[2]
    return last not in ("app", "main", "wsgi", "__init__") and any(
        _loads(each, last) for each in _overlays(file.project)
    )


def _overlays(project: Project) -> list[SourceFile]:
    """The files that load a module of settings and then another file over it."""
    return [
        each
        for each in project.mentioning(b"from_object")
        if _OVERLAY.search(each.spelled) and not project.is_test(each.path)
    ]


def _loads(file: SourceFile, module: str) -> bool:
    """Whether `from_object` names the module before something else is loaded."""
    first = re.search(rb"from_object\s*\([^)]*\b%s\b" % re.escape(module.encode()), file.spelled)
    return first is not None and _OVERLAY.search(file.spelled, first.end()) is not None
