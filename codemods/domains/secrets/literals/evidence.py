"""Whether a literal is a secret: by its form, by the name that it is given to, by who takes it."""

from __future__ import annotations

import ast
import re

from codemods.domains.connections.addresses import connection, dictionary, is_dict, parse_uri
from codemods.domains.secrets.literals.example_addresses import is_in_example
from codemods.domains.secrets.literals.names_in_use import is_name_in_use
from codemods.domains.secrets.literals.word_tables import is_in_word_table
from codemods.domains.secrets.names_and_values import (
    is_literal_secret,
    is_sample,
    is_secret_name,
    is_signing_name,
    known_format,
)
from codemods.domains.secrets.placeholders import is_mapping_key, is_placeholder, is_prefix, stands_for_host_too
from codemods.libraries.connections import SIGNING
from codemods.model.names import last_name
from codemods.model.overlays.fallbacks import is_fallback
from codemods.model.targets import Place, is_environment_default, place_of, words
from codemods.project.source_file import SourceFile

# Whose attribute a service's secret is: `app.secret_key`, `settings.api_key`.
_OF_SERVICE = frozenset(("app", "application", "server", "config", "conf", "cfg", "settings", "bot"))
_FIRM = ("constant", "attribute", "setting", "member", "item")
# Whose arguments stand in an address.
_ADDRESSES = frozenset(("url_for", "url_path_for", "reverse", "reverse_lazy", "redirect"))

# With such a key a provider of payments takes no money: what it is the fallback of is the service's own.
_TEST_MODE = re.compile(r"[sr]k_test_")


def is_secret(file: SourceFile, node: ast.Constant, place: Place, value: str) -> bool:
    """Whether the literal, in the place that it is given to, is a secret of the service. Raises Unreadable."""
    if place.kind in ("return", "argument"):
        found = place.kind == "argument" and bool(known_format(value)) and not speaks(place)
        return found and not (_TEST_MODE.match(value) and is_fallback(file, node))
    shows = known_format(value)
    if not shows and not is_secret_name(place.name) and not place.name.lower().endswith(("key", "salt")):
        return False
    if parse_uri(value) is not None or is_sample(file, node) or stands_for_host_too(file, value):
        return False
    # The arguments of a connection are told of together.
    if isinstance(place.owner, ast.Call) and _connects(file, place.owner, place):
        return False
    if isinstance(place.owner, ast.Dict | ast.Call) and dictionary(file, place.owner) is not None:
        return False
    if shows:
        return True
    if isinstance(place.owner, ast.Call) and _makes_address(place.owner):
        return False
    if isinstance(place.owner, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in place.owner.bases):
        return False
    firm = place.kind in _FIRM and (place.name.isupper() or place.kind in ("setting", "member"))
    firm = firm or (place.kind in ("parameter", "attribute") and is_signing_name(place.name))
    firm = firm or (isinstance(place.owner, ast.Call) and is_signing_name(place.name) and _signs(place.owner))
    if place.kind == "key" and isinstance(place.owner, ast.Dict | ast.Call):
        holder = place_of(file, place.owner)
        firm = holder is not None and holder.kind in _FIRM and holder.name.isupper() and not _lists(holder.name)
    if place.kind == "local" and is_in_example(file, place):
        return False
    if is_in_word_table(file, place, value) and not (place.name.isupper() and is_signing_name(place.name)):
        return False
    if place.kind == "member" and not _is_of_service(file, place):
        firm = False
    if is_placeholder(value) and place.kind not in ("constant", "attribute", "setting", "member"):
        return False
    if not is_literal_secret(place.name, value, firm) or is_name_in_use(file, place, value):
        return False
    if place.kind not in ("constant", "attribute"):
        return True
    if is_prefix(file, place.name, value) and not is_signing_name(place.name):
        return False
    return not is_environment_default(file, place.name) and not is_mapping_key(file, place.name)


def _makes_address(call: ast.Call) -> bool:
    """Whether the call puts its arguments into an address that everybody can read: `url_for("demos", demo_key="a")`."""
    return last_name(call.func) in _ADDRESSES


def _signs(call: ast.Call) -> bool:
    """Whether the call makes what signs cookies, or adds it: `add_middleware(SessionMiddleware, secret_key="…")`."""
    return any(last_name(each) in SIGNING for each in (call.func, *call.args[:1]))


def _is_of_service(file: SourceFile, place: Place) -> bool:
    """Whether an attribute's owner is the application, its configuration or a library, rather than some record."""
    owner = place.owner
    if is_signing_name(place.name) and not (isinstance(owner, ast.Name) and owner.id in ("self", "cls")):
        return True
    last = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    if not _OF_SERVICE.isdisjoint(words(last)):
        return True
    return isinstance(owner, ast.expr) and any(_binds(each, last) for each in file.nodes(ast.Import))


def _binds(statement: ast.Import, name: str) -> bool:
    return any((each.asname or each.name.partition(".")[0]) == name for each in statement.names)


def _connects(file: SourceFile, call: ast.Call, place: Place) -> bool:
    around = file.parents.get(call)
    if is_dict(call) and isinstance(around, ast.keyword) and around.arg is None:
        owner = file.parents.get(around)
        return isinstance(owner, ast.Call) and _connects(file, owner, place)
    connect = connection(file, call)
    return connect is not None and place.name in connect.keywords


def _lists(name: str) -> bool:
    return not {"messages", "errors", "labels", "fields", "columns", "names", "headers", "choices"}.isdisjoint(
        words(name)
    )


def speaks(place: Place) -> bool:
    """Whether the argument belongs to a call that compares or prints."""
    function = place.owner.func if isinstance(place.owner, ast.Call) else None
    name = getattr(function, "attr", getattr(function, "id", ""))
    return name in (
        "startswith",
        "endswith",
        "replace",
        "match",
        "search",
        "compile",
        "print",
        "info",
        "debug",
        "warning",
        "error",
        "exception",
        "split",
    )
