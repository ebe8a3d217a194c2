"""Whose secret a literal is, and so what its setting is called."""

from __future__ import annotations

import ast
import re

from codemods.domains.connections.constants import flows, where
from codemods.domains.secrets.names_and_values import known_format
from codemods.libraries.connections import SERVICES
from codemods.model.names import called, is_of_project
from codemods.model.targets import Place, environment_named, environment_of, place_of, upper_snake, words
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Setting

# Names so general that the setting needs to say whose it is.
GENERAL = frozenset(
    (
        "API_KEY",
        "TOKEN",
        "ACCESS_TOKEN",
        "AUTH_TOKEN",
        "SECRET",
        "PASSWORD",
        "KEY",
        "API_SECRET",
        "API_TOKEN",
        "PWD",
        "PASSWD",
        "PASS",
    )
)
# The service's own key is called so, which the secret of a client is not.
_OF_FRAMEWORKS = frozenset(("SECRET_KEY",))
_NO_OWNER = frozenset((
    "requests", "httpx", "aiohttp", "builtins", "flask", "app", "config", "self", "data", "payload", "settings",
    "params", "json",
))  # fmt: skip
_DROPPED = frozenset((
    "config", "conf", "cfg", "settings", "dict", "credentials", "creds", "params", "data", "info", "options", "headers",
))  # fmt: skip
# What a client's name says beside what it speaks to.
_CLIENT = re.compile(r"^(?:aio|async|py)_|_(?:client|sdk)$")


def setting(file: SourceFile, node: ast.Constant, place: Place, value: str) -> Setting:
    """The setting that holds the secret, under a name that says whose it is where its own says too little."""
    own = upper_snake(place.name).removeprefix("X_") or known_format(value) or "API_KEY"
    owner = _owner(file, place)
    names = [own]
    if owner and owner not in own:
        # What says too little alone says it beside the owner's as well.
        alone = own in GENERAL or (own in _OF_FRAMEWORKS and place.kind == "member")
        names = [f"{owner}_{own}"] if alone else [own, f"{owner}_{own}"]
    if own in GENERAL and (used := flows(file.project).get(where(file, node), "")):
        # As everybody calls it who connects by it.
        names = [used]
    environment = environment_of(file, node) if place.kind == "attribute" else ""
    return Setting(
        names[0],
        value=None if environment else value,
        secret=True,
        others=tuple(names[1:]),
        environments={environment: value} if environment else {},
        fixed=place.kind == "attribute" and "_" in own and own.isupper() and bool(environment),
    )


def _owner(file: SourceFile, place: Place) -> str:
    """Whose secret it is, as a prefix, in the code's own words: the library that is called, the dictionary, the class.

    Files and folders are no owners: whoever moves the code would rename the setting. Environments share their settings.
    """
    if isinstance(place.owner, ast.Call):
        callee = called(file, place.owner)
        library = callee.partition(".")[0]
        name = SERVICES.get(library) or ("" if is_of_project(file, callee) else _CLIENT.sub("", library))
    elif isinstance(place.owner, ast.Dict):
        holder = place_of(file, place.owner)
        name = holder.name if holder is not None else ""
    elif isinstance(place.owner, ast.ClassDef) and not _DROPPED.issuperset(words(place.owner.name)):
        name = place.owner.name
    elif isinstance(place.owner, ast.Name) and place.owner.id == "self":
        # Whoever derives from a class of others may be what its name says elsewhere: an application.
        owner = file.enclosing_class(place.shown)
        name = (
            owner.name if owner is not None and not owner.bases and not _DROPPED.issuperset(words(owner.name)) else ""
        )
    elif isinstance(place.owner, ast.expr):
        name = getattr(place.owner, "id", getattr(place.owner, "attr", ""))
    else:
        return ""
    kept = [each for each in words(name) if each not in _DROPPED]
    if not kept or name.lower() in _NO_OWNER or environment_named(name) or any(each.isdecimal() for each in kept):
        return ""  # DB_2 would be a counter
    return "_".join(kept).upper()
