"""OP501: the URI of a database, cache or queue is written in the code.

The address of what a service talks to differs in every environment. Written in the code it makes an image that fits one
environment; with a password in it, everybody who can pull the image or read the repository can log in.

Before::

    SQLALCHEMY_DATABASE_URI = "postgresql://db/shop"
    CELERY_BROKER_URL = "amqp://shop:hunter2@queue:5672//"

After::

    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "postgresql://db/shop")
    CELERY_BROKER_URL = os.environ["CELERY_BROKER_URL"]

A constant's own name is its variable's, but for one: `SQLALCHEMY_DATABASE_URI` is a key of Flask-SQLAlchemy, and what
platforms, tools and other services know is `DATABASE_URL`. Where the project gives or reads either, it is that one.

By hand: read the whole URI from one variable. Today's value may stay as the default unless it holds a password; such a
URI goes to `.env`, which git ignores, and to the platform's secret store.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.domains.commands.by_hand import is_run_by_hand
from codemods.domains.commands.named_scripts import is_unnamed_command
from codemods.domains.connections.addresses import UNKNOWN, URI_NEEDLES, Uri, login_beside, parse_uri
from codemods.domains.connections.composed import assembled, is_from_environment, whole_of
from codemods.domains.connections.constants import bound
from codemods.domains.connections.dialects import names_dialect_alone
from codemods.domains.connections.hosts import is_fixed
from codemods.domains.connections.urls import meant_key, unusual
from codemods.domains.dependencies.unknown_loaders import unknown_loader
from codemods.domains.secrets.names_and_values import spellings
from codemods.domains.secrets.placeholders import is_form_of_account
from codemods.domains.secrets.places import obstacle
from codemods.domains.settings.literals import is_service_code
from codemods.domains.settings.movable import alternatives, is_alternative
from codemods.domains.settings.overridden.by_files import given_by_named_file, is_in_deployed_file
from codemods.domains.settings.overridden.by_loops import is_replaced_by_environment
from codemods.domains.settings.readers.of_entries import is_read_by_nobody
from codemods.domains.settings.reserved_names import says_too_little
from codemods.domains.settings.set_variables import given_values
from codemods.libraries.connections import CELERY_VARIABLES, FLASK_VARIABLE, TAKES_URI
from codemods.model.environment_reads import reads
from codemods.model.names import qualified
from codemods.model.overlays.replaced import is_bound_again
from codemods.model.scopes import lookup
from codemods.model.strings import text
from codemods.model.targets import (
    Place,
    environment_of,
    environment_wins,
    is_environment_default,
    is_given_field,
    is_passed_on,
    place_of,
    upper_snake,
    words,
)  # fmt: skip
from codemods.plans.line_layout import to_lay_out
from codemods.project.givers import givers
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule("OP501", "connection-uri", needles=URI_NEEDLES, safety=Safety.SAFE)

_TALKS = frozenset((
    "example", "examples", "help", "prefix", "pattern", "regex", "doc", "docs", "usage", "message", "description",
    "sample", "label",
))  # fmt: skip
_CALL_NAMED = re.compile(r"ur[il]|dsn|broker|backend|host|conn|database|storage|queue|bind|db", re.IGNORECASE)
_OWN_NAME = re.compile(r"^[A-Z][A-Z0-9_]*_(URL|URI|DSN|BROKER|BACKEND)$")
_CAMEL = re.compile(r"[a-z]+[a-z0-9]*(?:[A-Z][a-z0-9]*)+")
# `{password}`, `%s`, `%(password)s`, `<password>`, `$PASSWORD`: a form to fill in.
_TEMPLATE = re.compile(r"\{[^{}]*\}|%s|%\(\w+\)s|<[^<>]*>|\$\w+|\$\{\w+\}")
# `postgresql://db/shop?user=shop&password=…`, and the key's for TLS.
_IN_QUERY = re.compile(r"(?i)[?&](?:ssl_?)?(?:password|passwd|pwd)=([^&#\s]+)")
_SAYS_NOTHING = frozenset((
    "engine", "db", "database", "client", "conn", "connection", "session", "app", "pool", "url", "uri", "celery", "x",
))  # fmt: skip
# Keys of dictionaries that say nothing of what they hold.
_ANY_KEY = frozenset(("value", "default", "name", "text", "title", "example", "placeholder"))
_FOLDERS = frozenset(("instance_path", "root_path", "format", "parent", "join"))


@rule.find(ast.Constant, ast.JoinedStr)
def uris(node: ast.Constant | ast.JoinedStr, file: SourceFile) -> Iterator[Finding]:
    """Literal or composed connection URIs that the environment can't replace."""
    if isinstance(node, ast.Constant) and not (
        isinstance(node.value, str) and "://" in node.value[:40] and parse_uri(node.value + UNKNOWN)
    ):
        return
    whole = whole_of(file, node)
    uri = parse_uri(assembled(file, whole, follow=False))
    place = place_of(file, whole) if uri else None
    if uri is None or place is None or not _accepted(file, place) or not is_service_code(file, node):
        return
    given = uri.password or next((match[1] for match in _IN_QUERY.finditer(uri.path)), "")
    password = "" if _TEMPLATE.fullmatch(given) else given.strip(UNKNOWN)
    decided = _decided_here(file, whole, uri) and not environment_wins(file, whole)
    if not password and (not decided or is_replaced_by_environment(file, whole)):
        return
    if place.kind in ("constant", "attribute") and is_environment_default(file, place.name):
        return
    if password and _is_stock(uri, password) and (is_given_field(file, whole) or is_unnamed_command(file, whole)):
        return
    # Whoever runs the script fills it in.
    if password and is_form_of_account(uri.user, password) and is_run_by_hand(file):
        return
    if not password and (is_fixed(file.project, uri.host) or names_dialect_alone(file, whole, place)):
        return
    if uri.is_example or not _is_used(file, place) or (not password and _is_fallback(file, whole, place)):
        return
    if not password and (is_alternative(file, whole) or is_read_by_nobody(file, place) or is_bound_again(file, whole)):
        return
    yield from _found(file, whole, place, uri, password)


@rule.rewrite("BaseExpression")
def from_environment(node: cst.BaseExpression, finding: Finding, edit: Edit) -> cst.BaseExpression:
    """The expression that asks the environment first."""
    from codemods.rewriting.cst.expressions import as_default, in_place_of
    from codemods.rewriting.source.environment import possible, required, with_default

    setting = finding.settings[0]
    if setting.secret:
        new = (possible if setting.environments else required)(edit, setting.name)
    else:
        new = with_default(edit, setting.name, as_default(node, edit))
    return in_place_of(node, edit.expression(new))


@rule.rewrite("Call", "Dict", role="layout")
def layout(node: cst.Call | cst.Dict, finding: Finding, edit: Edit) -> cst.BaseExpression:
    """The whole call, one argument a line where one line is too short for all."""
    from codemods.rewriting.cst.layout import fitted

    return fitted(node, edit)


def _found(file: SourceFile, whole: ast.expr, place: Place, uri: Uri, password: str) -> Iterator[Finding]:
    name = _variable(file, place, uri)
    described = place.name if place.kind in ("constant", "attribute", "setting", "member") else f"a {uri.scheme} URI"
    message = f"{described} holds a password" if password else f"{described} is written in the code"
    value = assembled(file, whole, follow=True)
    environment = environment_of(file, whole)
    fixed = place.kind == "attribute" and file.enclosing_class(whole) is not None
    others = _other_names(file, place, uri)
    group = alternatives(file, whole, place.name) if fixed else login_beside(file, place.owner)
    holder = place.owner if place.kind in ("keyword", "argument") else file.parents.get(place.shown)
    broken = to_lay_out(file, holder)
    # To a beginning the code appends a database's name: what DATABASE_URL holds is the whole.
    begins = uri.variable == "DATABASE_URL" and bool(uri.host) and value.endswith("/")
    if begins and not password:
        yield file.finding(
            rule, place.shown, message,
            "read the whole URI from the environment where the database's name is appended", safety=Safety.NONE,
        )  # fmt: skip
        return
    if not password and (meant := meant_key(file, place)):
        yield file.finding(
            rule, place.shown, message, safety=Safety.NONE,
            remedy=f"call it {meant}, and read it from the environment: nothing reads {place.name}",
        )  # fmt: skip
        return
    reason = unusual(file, name, whole, uri.scheme) if name == uri.variable else ""
    if reason := reason or (unknown_loader(file, place.kind) if not password and name != place.name else ""):
        yield file.finding(
            rule, place.shown, message, f"let the environment replace it; {reason}", safety=Safety.NONE,
            conceal=(password, *spellings(file, whole)) if password else (),
        )  # fmt: skip
        return
    if not password and _TEMPLATE.search(f"{uri.user}:{uri.password}"):
        yield file.finding(
            rule, place.shown, message, "read what stands in it from the environment: the code fills in the "
            "rest", safety=Safety.NONE,
        )  # fmt: skip
        return
    if not password and (account := parse_uri(value)) and UNKNOWN in account.user + account.password:
        yield file.finding(
            rule, place.shown, message, "read its host from where user and password come from: a variable for the "
            "whole URI would be a second way to say these", safety=Safety.NONE,
        )  # fmt: skip
        return
    if not password and is_in_deployed_file(file, whole, place.name):
        return
    if not password and (loads := given_by_named_file(file, whole)):
        yield file.finding(
            rule, place.shown, message, f"set it in the file that {loads} loads over it, as the other settings",
            safety=Safety.NONE,
        )  # fmt: skip
        return
    called = _called(file, place, name)
    if not password:
        yield file.finding(
            rule, place.shown, message, f"let the environment replace it{called}",
            sites=(file.site(whole), *broken), group=group,
            settings=(Setting(name, value=None if group and fixed else value, others=others),),
        )  # fmt: skip
        return
    conceal = (password, *spellings(file, whole))
    # A parameter's default is read when the module is imported: whoever gives the argument would need the setting too.
    fixed_there = environment_wins(file, whole) or place.kind == "parameter" or is_alternative(file, whole)
    why = obstacle(file, whole, (name,), value)
    if names_dialect_alone(file, whole, place):
        why = "take the password out: the engine is given its connections, and needs the dialect's name alone"
    elif begins or UNKNOWN in value or fixed_there:
        why = "compose it from settings of the environment, without a literal password"
    if why:
        yield file.finding(rule, place.shown, message, why, safety=Safety.NONE, conceal=conceal)
        return
    setting = Setting(
        name, value=None if environment else value, secret=True, others=others, fixed=fixed,
        environments={environment: value} if environment else {},
    )  # fmt: skip
    yield file.finding(
        rule, place.shown, message, f"read the URI from the environment{called}, keep it in .env", safety=Safety.UNSAFE,
        sites=(file.site(whole), *broken), settings=(setting,), conceal=(*conceal, value),
    )  # fmt: skip


def _is_stock(uri: Uri, password: str) -> bool:
    """Whether it is the account that everybody makes on a database of their own: `shop:shop@localhost`."""
    own = uri.host.partition(":")[0] in ("localhost", "127.0.0.1", "::1")
    return own and password in (uri.user, "postgres", "password", "guest", "root")


def _decided_here(file: SourceFile, whole: ast.expr, uri: Uri) -> bool:
    """Whether the code says where the server or the file is; a URI put together from settings does not."""
    if not uri.is_file:
        if _TEMPLATE.search(uri.host):
            return False
        return bool(uri.host.partition(":")[0].strip(UNKNOWN)) or (
            not uri.host and bool(uri.path.partition("?")[0].strip("/" + UNKNOWN))
        )
    if uri.path.strip("/") in ("", ":memory:") or _TEMPLATE.search(uri.path):
        return False
    return not any(is_from_environment(file, each) or _from_caller(file, each) for each in ast.walk(whole))


def _from_caller(file: SourceFile, node: ast.AST) -> bool:
    """Whether it is a parameter, a global that is set later, or another object's: others say where the file is."""
    match node:
        case ast.Name(ctx=ast.Load()):
            bindings = lookup(file, node, node.id)
            return any(each.kind == "param" for each in bindings) or len(bindings) > 1
        case ast.Attribute(value=ast.Name(id="self")):
            return True
        case ast.Attribute(attr=attr):
            if attr in _FOLDERS or qualified(file, node).startswith("os."):
                return False
            found = bound(file, node)
            return found is None or not text(*found).known.strip(UNKNOWN)
    return False


def _is_fallback(file: SourceFile, whole: ast.expr, place: Place) -> bool:
    """Whether the name gets another value too, one that comes from outside."""
    if place.kind not in ("constant", "attribute", "local"):
        return False
    others = [each.value for each in lookup(file, place.shown, place.name) if each.value not in (None, whole)]
    return any(not text(file, each).prefix for each in others)


def _is_used(file: SourceFile, place: Place) -> bool:
    """Whether a function's local name goes on to what connects; it may be an example to show."""
    holder = place
    if place.kind == "key" and place.owner is not None:
        holder = place_of(file, place.owner) or place
    return holder.kind != "local" or is_passed_on(file, holder)


def _accepted(file: SourceFile, place: Place) -> bool:
    if not _TALKS.isdisjoint(words(place.name)):
        return False
    if place.kind == "key" and place.name in _ANY_KEY:
        return False
    if place.kind == "item":
        return place.owner is not None and qualified(file, place.owner) != "os.environ"
    if isinstance(place.owner, ast.Call) and place.kind in ("argument", "keyword"):
        function = place.owner.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        named = place.kind == "keyword" and _CALL_NAMED.search(place.name) is not None
        return named or TAKES_URI.search(name) is not None
    return True


def _other_names(file: SourceFile, place: Place, uri: Uri) -> tuple[str, ...]:
    """What the variable can be called where one server is not all: after what the call's result is kept as."""
    if not isinstance(place.owner, ast.Call) or (kept := place_of(file, place.owner)) is None:
        return ()
    told = set(words(kept.name)) - set(words(uri.variable)) - _SAYS_NOTHING
    # r2 says as little as a number would, and cache2 is one.
    said = any(len(each) > 1 for each in told) and not any(each.isdecimal() for each in told)
    said = said and kept.kind in ("constant", "local", "member")
    return (f"{upper_snake(kept.name)}_{uri.variable}",) if said else ()


def _variable(file: SourceFile, place: Place, uri: Uri) -> str:
    """What the setting is called: as the files around the code call it already, else as is usual."""
    own, root = upper_snake(place.name), file.project.service_root(file.path)
    if place.kind in ("constant", "attribute", "setting") and (
        own in given_values(file.project, root) or givers(file.project, root, own)
    ):
        return own
    return _usual_name(file, place, uri)


def _called(file: SourceFile, place: Place, name: str) -> str:
    """What the report says of a name that is not the constant's own: `, by DATABASE_URL, as …`."""
    if place.kind not in ("constant", "attribute", "setting") or name == upper_snake(place.name):
        return ""
    known = reads(file.project, file.project.service_root(file.path), name)
    return f", by {name}, as {'the service calls it already' if known else 'most platforms and tools call it'}"


def _usual_name(file: SourceFile, place: Place, uri: Uri) -> str:
    """As the constant, or as everybody calls the URI of such a server."""
    name, own = place.name, upper_snake(place.name)
    if name.lower() == name and name in CELERY_VARIABLES:
        return CELERY_VARIABLES[name]
    if place.kind == "key" and place.owner is not None:
        holder = place_of(file, place.owner)
        if holder is not None and "binds" in words(holder.name):
            return f"{own}_DATABASE_URL"
    if own == FLASK_VARIABLE:
        known = reads(file.project, file.project.service_root(file.path), FLASK_VARIABLE)
        return FLASK_VARIABLE if known else uri.variable
    said = name.isupper() or _CAMEL.fullmatch(name)
    return own if said and _OWN_NAME.match(own) and not says_too_little(own) else uri.variable
