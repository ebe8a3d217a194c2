"""Where a service connects to: connection URIs, and the arguments of the calls that open a connection."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.formats import userinfo
from codemods.libraries.connections import CALLS, KAFKA, KAFKA_KEYS, KAFKA_SERVERS, SECRETS, URI_PREFIXES, URI_VARIABLES
from codemods.libraries.drivers import SERVER, SQL, Connect
from codemods.model.names import called, may_be_called
from codemods.model.scopes import lookup, stored_name
from codemods.model.targets import defaults
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

# What a file that holds a URI has in its bytes; the scheme can stand in a literal of its own.
URI_NEEDLES = (*(f"{scheme}{end}" for scheme in URI_VARIABLES for end in ("://", "+")), '"://', "'://")
_URI = re.compile(r"(?P<scheme>db\+|[a-z][a-z0-9]*)(?P<driver>(\+[a-z0-9_]+)*)://(?P<rest>.+)", re.DOTALL)
UNKNOWN = "\0"
# The settings that say where a server is.
ADDRESSES = ("HOST", "URL", "SERVER", "SERVERS", "BOOTSTRAP_SERVERS", "ENDPOINT")

_EXAMPLE = re.compile(r"[<>]|^(host|hostname|server|example\.\w+|your\W?\w+|\w*_host)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Uri:
    """A connection URI. An unknown piece stands as a NUL character."""

    scheme: str
    variable: str
    user: str
    password: str
    host: str
    path: str

    @property
    def prefix(self) -> str:
        """What the variables of such a server begin with: RABBITMQ for amqp."""
        return URI_PREFIXES.get(self.scheme, "")

    @property
    def is_example(self) -> bool:
        """Whether it only shows the form: `postgresql://user:password@host/name`, `ldap://<address>`."""
        return _EXAMPLE.search(self.host.partition(":")[0]) is not None

    @property
    def is_file(self) -> bool:
        """Whether it names a file and no server."""
        return self.scheme == "sqlite"


def parse_uri(text: str) -> Uri | None:
    """Read a connection URI of a database, cache or queue; None for what is none, or is only a scheme."""
    match = _URI.match(text)
    if match is None:
        return None
    scheme = match["scheme"].rstrip("+") if match["scheme"] != "db+" else match["driver"].lstrip("+")
    if text.startswith("db+"):
        scheme = re.split(r"[+:]", text)[1]
    variable = URI_VARIABLES.get(scheme)
    if variable is None or (scheme == "unix" and "redis" not in text):
        return None
    user, password, host, path, _ = userinfo.divided(match["rest"])
    return Uri(scheme, variable, user, password, host, path.removeprefix("/"))


_DICTIONARIES = tuple(
    (re.compile(pattern, re.IGNORECASE), service)
    for pattern, service in (
        ("redis|cache", "REDIS"), ("mongo", "MONGO"), ("rabbit|amqp", "RABBITMQ"), ("mail|smtp", "SMTP"),
        ("db|database|mysql|postgres|pg|sql|oracle|conn|config|settings|params|credentials", "DB"),
    )
)  # fmt: skip


# What clients take as a list of addresses too, or as one text with commas.
LISTED = "BOOTSTRAP_SERVERS"
LAST = frozenset(name.rpartition(".")[2] for name in CALLS)
KEYWORDS = frozenset(keyword for connect in CALLS.values() for keyword in connect.keywords)
# The libraries that have a call with this last word.
ROOTS = {
    last: tuple(sorted({name.partition(".")[0] for name in CALLS if name.rpartition(".")[2] == last})) for last in LAST
}


def connection(file: SourceFile, call: ast.Call) -> Connect | None:
    """What the call takes if it opens a connection to a service, by the qualified name of what it calls."""
    return CALLS.get(called(file, call)) if may_be_called(file, call, LAST) else None


def parts(call: ast.Call, connect: Connect) -> Iterator[tuple[str, ast.expr]]:
    """The settings that a connecting call is given, each with its value; lists of one and dictionaries are opened."""
    starred = next((i for i, each in enumerate(call.args) if isinstance(each, ast.Starred)), len(call.args))
    for suffix, value in zip(connect.positions, call.args[:starred], strict=False):
        if suffix:
            yield from _opened(connect, suffix, value)
    for keyword in _keywords(call):
        if keyword.arg in connect.keywords:
            yield from _opened(connect, connect.keywords[keyword.arg], keyword.value)


def unmoved(call: ast.Call, connect: Connect) -> tuple[str, ...]:
    """The parts of the address that the call is given in a form which no one variable can hold: several servers."""
    return tuple(dict.fromkeys(_written_out(call, connect)))


def defaulted(file: SourceFile, call: ast.Call, connect: Connect) -> tuple[str, ...]:
    """The parts of the address that stand in the code as defaults of the function's own parameters."""
    found = []
    for suffix, value in parts(call, connect):
        if suffix not in (*ADDRESSES, "USER", "NAME") or not isinstance(value, ast.Name):
            continue
        for each in lookup(file, value, value.id):
            arguments = file.parents.get(each.node)
            if each.kind == "param" and isinstance(arguments, ast.arguments):
                own = [default for parameter, default in defaults(arguments) if parameter is each.node]
                found += [suffix for default in own if isinstance(default, ast.Constant) and default.value]
    return tuple(dict.fromkeys(found))


def goes_to_several(file: SourceFile, call: ast.Call) -> bool:
    """Whether what the call makes, like the object that knows a password, goes into one that connects to several."""
    return call in _going_to_several(file)


@once
def _going_to_several(file: SourceFile) -> set[ast.expr]:
    found: set[ast.expr] = set()
    for each in file.nodes(ast.Call):
        connect = connection(file, each)
        if connect is not None and unmoved(each, connect):
            for value in (*each.args, *(keyword.value for keyword in each.keywords)):
                bound = lookup(file, value, value.id) if isinstance(value, ast.Name) else ()
                found.update((value, *(one.value for one in bound if one.value is not None)))
    return found


def _written_out(call: ast.Call, connect: Connect) -> Iterator[str]:
    opened = {value for _, value in parts(call, connect)}
    given = [*zip(connect.positions, call.args, strict=False)]
    given += [(connect.keywords.get(each.arg or "", ""), each.value) for each in _keywords(call)]
    for suffix, value in given:
        shown = isinstance(value, ast.List | ast.Tuple | ast.Set | ast.Dict) and value not in opened
        if suffix in ADDRESSES and shown and any(each not in opened for each in _literals(value)):
            yield suffix


def _literals(value: ast.expr) -> Iterator[ast.Constant]:
    """The strings of a display of servers; of a server's dictionary those that say where it is."""
    match value:
        case ast.Constant(value=str()):
            yield value
        case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts):
            for each in elts:
                yield from _literals(each)
        case ast.Dict():
            for key, each in zip(value.keys, value.values, strict=True):
                if _constant(key) in SERVER:
                    yield from _literals(each)


def _keywords(call: ast.Call) -> Iterator[ast.keyword]:
    """The keywords of a call, those of `**dict(…)` and `**{…}` among them."""
    for each in call.keywords:
        if each.arg is None and isinstance(each.value, ast.Call) and is_dict(each.value):
            yield from each.value.keywords
        elif each.arg is None and isinstance(each.value, ast.Dict):
            yield from (ast.keyword(arg=key, value=value) for key, value in _pairs(each.value) if key)
        else:
            yield each


def login_beside(file: SourceFile, call: ast.AST | None) -> str:
    """The place of a call that connects and is given a literal password; '' for any other."""
    connect = connection(file, call) if isinstance(call, ast.Call) else None
    if connect is None or not isinstance(call, ast.Call):
        return ""
    secret = (value for suffix, value in parts(call, connect) if is_secret_part(suffix))
    return place_of_call(file, call) if any(isinstance(each, ast.Constant) and each.value for each in secret) else ""


def place_of_call(file: SourceFile, call: ast.expr | ast.stmt) -> str:
    """What tells a call from all others: what it is given moves together, or not at all."""
    return f"{file.path}:{call.lineno}:{call.col_offset}"


def is_dict(call: ast.Call) -> bool:
    """Whether a call makes a dictionary of its keywords alone."""
    return isinstance(call.func, ast.Name) and call.func.id == "dict" and not call.args


def dictionary(file: SourceFile, node: ast.Dict | ast.Call) -> tuple[Connect, list[tuple[str, ast.expr]]] | None:
    """The settings in a dictionary of connection arguments, if it is one: a host, and whom to log in as or where.

    Its name has to say so too, or a connecting call has to take it with `**`.
    """
    pairs = _pairs(node)
    keys = [key for key, _ in pairs if key]
    if KAFKA_SERVERS in keys:
        return KAFKA, [(suffix, value) for key, value in pairs if (suffix := KAFKA_KEYS.get(key))]
    suffixes = [SQL.get(key.lower(), "NAME" if key == "NAME" else "") for key in keys]
    if sum(key == _constant(value) for key, value in pairs) > 1:
        return None
    if "HOST" not in suffixes or not {"USER", "PASSWORD", "NAME"} & set(suffixes) or len(keys) != len(pairs):
        return None
    holder = file.parents.get(node)
    if isinstance(holder, ast.keyword) and isinstance(call := file.parents.get(holder), ast.Call):
        # What is in `**dict(…)` and `**{…}` is the call's own.
        connect = connection(file, call) if isinstance(node, ast.Dict) and holder.arg is not None else None
    elif isinstance(holder, ast.Assign | ast.AnnAssign):
        target = holder.targets[0] if isinstance(holder, ast.Assign) else holder.target
        connect = _by_name(stored_name(target))
    elif isinstance(holder, ast.Dict) and "ENGINE" in keys:
        connect = Connect("DB", SQL)
    else:
        connect = None
    if connect is None:
        return None
    return connect, [(suffix, value) for suffix, (_, value) in zip(suffixes, pairs, strict=True) if suffix]


def _pairs(node: ast.Dict | ast.Call) -> list[tuple[str, ast.expr]]:
    """The keys and values of a dictionary, '' for a key that is no literal."""
    if isinstance(node, ast.Call):
        return [(each.arg or "", each.value) for each in node.keywords] if is_dict(node) else []
    keys = (_constant(each) for each in node.keys)
    return [(key if isinstance(key, str) else "", value) for key, value in zip(keys, node.values, strict=True)]


def _constant(node: ast.expr | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def _by_name(name: str) -> Connect | None:
    for pattern, service in _DICTIONARIES:
        if pattern.search(name):
            return Connect(service, SQL)
    return None


def is_secret_part(suffix: str) -> bool:
    """Whether the setting of a connection is a secret: PASSWORD, SECRET_ACCESS_KEY, ACCESS_KEY_ID."""
    return suffix.endswith(SECRETS)


def _opened(connect: Connect, suffix: str, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(value, ast.List | ast.Tuple):
        if suffix == "AUTH" and len(value.elts) == 2:
            yield from zip(("USER", "PASSWORD"), value.elts, strict=True)
        elif suffix == "SERVER" and isinstance(value, ast.Tuple) and len(value.elts) == 2:
            yield from zip(("HOST", "PORT"), value.elts, strict=True)
        elif len(value.elts) == 1:
            yield from _opened(connect, suffix, value.elts[0])
        elif (
            suffix == LISTED
            and isinstance(value, ast.List)
            and all(isinstance(_constant(each), str) for each in value.elts)
        ):
            yield suffix, value
    elif isinstance(value, ast.Dict):
        for key, each in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in SERVER:
                yield SERVER[key.value], each
    else:
        yield suffix, value
