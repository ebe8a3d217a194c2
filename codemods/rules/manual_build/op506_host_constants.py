"""OP506: hosts, ports, database names, mail servers and buckets written in the code.

Each environment has its own. Written in the code they mean an edit before every build, and one image for each
environment.

Before::

    DB_HOST = "localhost"  # the database
    DB_PORT = 5432
    DB_NAME = "shop"

After::

    DB_HOST = os.environ.get("DB_HOST", "localhost")  # the database
    DB_PORT = int(os.environ.get("DB_PORT", "5432"))
    DB_NAME = os.environ.get("DB_NAME", "shop")

By hand: read each from the environment, under the constant's own name, with today's value as the default.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.connections.accounts import is_account_of_machine
from codemods.domains.connections.addresses import parse_uri
from codemods.domains.connections.buckets import bucket
from codemods.domains.connections.constants import flows, where
from codemods.domains.connections.container_ports import is_port_of_container
from codemods.domains.connections.hosts import is_anothers, is_fixed
from codemods.domains.runtime.entry_points import Role
from codemods.domains.runtime.processes import process
from codemods.domains.secrets.names_and_values import is_secret_name
from codemods.domains.secrets.placeholders import is_placeholder
from codemods.domains.settings.families import family, family_key
from codemods.domains.settings.literals import is_host, is_service_code, literal_kind
from codemods.domains.settings.movable import alternatives, is_alternative, may_move
from codemods.domains.settings.naming import is_setting_value, setting_kind, with_port
from codemods.domains.settings.overridden.by_files import given_by_named_file
from codemods.domains.settings.readers.of_command_line import option_default, option_names, option_variable
from codemods.domains.settings.readers.of_entries import is_read_by_nobody
from codemods.domains.settings.readers.of_keys import is_key_of_data
from codemods.domains.settings.reserved_names import LISTENS, says_too_little
from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.strings import literal
from codemods.model.targets import defaults, place_of, upper_snake, words
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Literal:
    """The literal's kind and text."""

    kind: str
    text: str


rule = Rule[_Literal](
    "OP506", "host-constants", safety=Safety.SAFE,
    needles=("Kafka", "host", "HOST", "port", "PORT", "MAIL", "SERVER", "server", "user", "USER", "name", "NAME", "DB",
             "db", "BUCKET", "bucket", "Bucket", "load_file", "Minio", "get_blob_client", "REGION", "region",
             "DATABASE", "database", "Elasticsearch", "Cluster", "BROKER", "broker", "add_argument", "option(",
             "Option("),
)  # fmt: skip

_REMEDY = "read it from the environment, with today's value as default"
# Where a process that is started itself listens, or finds what is beside it on a developer's machine.
_OWN = frozenset(("localhost", "127.0.0.1", "0.0.0.0", "::1", "::", "[::1]", "[::]", "example.com", "example.org"))
# A URL of a network of one's own: an address of private use, a name without a domain or with one that nobody sells.
_INSIDE = re.compile(
    r"https?://((?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+)+|[\w-]+(?:\.[\w-]+)*\.(?:internal|local|lan|svc|corp|intranet)"
    r"|(?!localhost)[A-Za-z][\w-]*)(?=[:/]|$)"
)
_STARTED: tuple[Role, ...] = ("web", "worker")
_USUAL = frozenset(("usual", "standard"))
_NAMED = ("constant", "attribute", "setting")


@rule.find(ast.Assign, ast.AnnAssign)
def constants(node: ast.Assign | ast.AnnAssign, file: SourceFile) -> Iterator[Finding[_Literal]]:
    """Constants, class attributes and settings, by their names or by the call that they reach."""
    if isinstance(node.value, ast.Constant):
        yield from _found(file, node.value)


@rule.find(ast.Assign, ast.AnnAssign)
def servers(node: ast.Assign | ast.AnnAssign, file: SourceFile) -> Iterator[Finding[_Literal]]:
    """Lists of servers that a connecting call is given by their name: `BROKERS = ["k1:9092", "k2:9092"]`."""
    if not isinstance(node.value, ast.List | ast.Tuple):
        return
    flow, place = flows(file.project).get(where(file, node.value), ""), place_of(file, node.value)
    if not flow or place is None or not is_service_code(file, node.value):
        return
    texts = [each.value for each in node.value.elts if isinstance(each, ast.Constant)]
    if all(is_fixed(file.project, str(each)) or is_placeholder(str(each)) for each in texts):
        return
    yield file.finding(
        rule, place.shown, f"{place.name} is written in the code",
        f"read it from the environment, as {flow}, and split it at its commas", safety=Safety.NONE,
    )  # fmt: skip


@rule.find(ast.keyword)
def keywords(node: ast.keyword, file: SourceFile) -> Iterator[Finding[_Literal]]:
    """Settings that are given as keywords: `app.config.update(MAIL_SERVER="…")`."""
    if isinstance(node.value, ast.Constant) and node.arg and node.arg.isupper():
        yield from _found(file, node.value)


@rule.find(ast.Dict)
def items(node: ast.Dict, file: SourceFile) -> Iterator[Finding[_Literal]]:
    """Settings that are given in a dictionary: `app.config.update({"MAIL_SERVER": "…"})`."""
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value.isupper():
            yield from _found(file, value)


@rule.find(ast.Call)
def buckets(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Literal]]:
    """Buckets that calls of an object store's client name, each once in a file: their setting has no name yet."""
    named = bucket(file, node)
    if named is None or not is_service_code(file, node) or is_placeholder(str(named.value)):
        return
    calls = sorted(file.nodes(ast.Call), key=lambda each: (each.lineno, each.col_offset))
    same = [each for each in calls if (other := bucket(file, each)) and other.value == named.value]
    if same[0] is node:
        yield file.finding(
            rule, named, f"the bucket {named.value!s} is written in the code",
            "read it from the environment, under one name for all of its uses", safety=Safety.NONE,
            also=tuple((file.path, each.lineno) for each in same[1:]),
        )  # fmt: skip


@rule.find(ast.Call)
def options(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Literal]]:
    """Options whose default is where another service is, and that neither a start nor a variable gives."""
    default = option_default(file, node)
    value = literal(default) or ""
    names = option_names(file, node) if value else []
    if not names or option_variable(node) or not is_service_code(file, node) or is_fixed(file.project, value):
        return
    host = _host_of(names[0], value).partition(":")[0].lower()
    if not host or host in _OWN or not is_host(host) or is_placeholder(value):
        return
    starting = [
        each for role in _STARTED for each in process(file.project, role).entries.get(file.path, ()) if each.firm
    ]
    if not starting or any(_gives_option(each.words, names) for each in starting):
        return
    yield file.finding(
        rule, node, f"the option {names[0]} has an address written in the code, and no start gives another",
        "let the environment give it", safety=Safety.NONE,
    )  # fmt: skip


def _host_of(name: str, value: str) -> str:
    """The host that an option's default names; '' for none, and for one of the web that is the same everywhere."""
    if (uri := parse_uri(value)) is not None:
        return "" if uri.password else uri.host
    if (url := _INSIDE.match(value)) is not None:
        return url[1]
    plain = upper_snake(name.strip("-"))
    said = setting_kind(plain) == "host" and is_setting_value("host", plain, ("text", value))
    return value if said and "." in value else ""


def _gives_option(words: tuple[str, ...], names: list[str]) -> bool:
    flags = [each for each in names if each.startswith("-")] or [f"--{each.replace('_', '-')}" for each in names]
    return any(word == flag or word.startswith(f"{flag}=") for word in words for flag in flags)


@rule.find(ast.FunctionDef, ast.AsyncFunctionDef)
def parameters(node: ast.FunctionDef | ast.AsyncFunctionDef, file: SourceFile) -> Iterator[Finding[_Literal]]:
    """Defaults of parameters that reach a connecting call: a read there would be evaluated at the definition."""
    found = [
        each
        for name, value in defaults(node.args)
        for each in _found(file, value)
        if not _is_passed(file, node, name.arg)
    ]
    if found:
        names = [each.message.partition(" ")[0] for each in found]
        yield file.finding(
            rule, node, f"{node.name}() has defaults written in the code for {', '.join(names)}",
            "let the caller read them from the environment", safety=Safety.NONE,
        )  # fmt: skip


@rule.rewrite("SimpleString", "ConcatenatedString", "Integer", "Name")
def to_environment(node: cst.BaseExpression, finding: Finding[_Literal], edit: Edit) -> cst.BaseExpression:
    """The read of the environment in the literal's place."""
    from codemods.rewriting.source.typed import read

    (setting,) = finding.settings
    return edit.expression(read(edit, setting.name, finding.data.kind, finding.data.text))


def _found(file: SourceFile, value: ast.expr) -> Iterator[Finding[_Literal]]:
    literal, place = literal_kind(value), place_of(file, value)
    if literal is None or place is None or is_secret_name(place.name):
        return
    kind = setting_kind(place.name) if place.kind in _NAMED and not place.name.startswith("_") else ""
    flow = ""
    if not kind or not is_setting_value(kind, place.name, literal):
        flow = flows(file.project).get(where(file, value), "")
        if not flow or is_secret_name(flow) or not is_setting_value(_flow_kind(flow), "", literal):
            return
    elif says_too_little(upper_snake(place.name)):
        flow = flows(file.project).get(where(file, value), "")
    if (kind or _flow_kind(flow)) == "host" and is_fixed(file.project, literal[1]):
        return
    if not may_move(file, value, place.name, place.kind) or not is_service_code(file, value):
        return
    if is_alternative(file, value) or is_read_by_nobody(file, place) or is_key_of_data(file, place):
        return
    # What everybody has is no setting of this service's: `USUAL_PORT = 3306`.
    if not _USUAL.isdisjoint(words(place.name)):
        return
    if kind == "port" and is_port_of_container(file, place.name):
        return
    if kind == "account" and place.kind == "constant" and is_account_of_machine(file, place.name):
        return
    if kind == "host" and place.kind == "constant" and is_anothers(file, place.name, literal[1]):
        return
    relatives = family(file, place)
    if kind == "flag" and not any(
        setting_kind(each) in ("host", "port") and literal_kind(given) for each, given in relatives.items()
    ):
        return
    if loads := given_by_named_file(file, value):
        yield file.finding(
            rule, place.shown, f"{place.name} is written in the code",
            f"set it in the file that {loads} loads over it, as the other settings", safety=Safety.NONE,
        )  # fmt: skip
        return
    listens = flows(file.project).get(where(file, value), "") in LISTENS
    group = alternatives(file, value, place.name)
    # Where one process listens is its host and its port.
    whole = group or family_key(file, relatives) or (f"{file.path}:listens" if listens else "")
    name = _chosen(place.name, with_port(flow, literal[1]))
    secret = any(is_secret_name(each) and literal_kind(given) for each, given in relatives.items())
    yield file.finding(
        rule, place.shown, f"{place.name} is written in the code", _REMEDY,
        safety=Safety.UNSAFE if secret else Safety.SAFE, sites=(file.site(value),),
        data=_Literal("flag" if kind == "flag" else literal[0], literal[1]), group=whole,
        settings=(Setting(name, value=None if group else literal[1], listens=listens),),
    )  # fmt: skip


def _is_passed(file: SourceFile, function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    """Whether there are calls of the function, and each gives the parameter something else than a literal."""
    edges = callers(Code(file, function))
    return bool(edges) and all(
        each.kind == "call" and isinstance(each.node, ast.Call) and _gives(each.node, function, name) for each in edges
    )


def _gives(call: ast.Call, function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    given = next((each.value for each in call.keywords if each.arg == name), None)
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    bound = names[:1] in (["self"], ["cls"])
    if given is None and name in names and (place := names.index(name) - bound) < len(call.args):
        given = call.args[place]
    return given is not None and not isinstance(given, ast.Constant | ast.Starred)


def _flow_kind(flow: str) -> str:
    last = flow.rpartition("_")[2]
    return {"HOST": "host", "PORT": "port", "USER": "account", "SERVERS": "host", "SERVER": "host"}.get(last, "name")


def _chosen(name: str, flow: str) -> str:
    """What the setting is called: as the constant, where that is a constant's name, else as the connection's part."""
    own = upper_snake(name)
    if own == "BOOTSTRAP_SERVERS" and not name.isupper():
        return f"KAFKA_{own}"
    return flow if flow and (not name.isupper() or says_too_little(own)) else own
