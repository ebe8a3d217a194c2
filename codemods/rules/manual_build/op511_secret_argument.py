"""OP511: a secret is passed as a literal argument, or stands in an Authorization header or an address's query.

No name says that it is a secret, but what takes it does: a call that signs, encrypts or logs in, a bot's client, an
`auth` pair, a header, an address (`?api_key=…`).

Before::

    token = jwt.encode(payload, "signing-secret", algorithm="HS256")
    headers = {"Authorization": "Bearer 4f3b2a9c"}

After::

    token = jwt.encode(payload, os.environ["JWT_SECRET"], algorithm="HS256")
    headers = {"Authorization": f"Bearer {os.environ['API_TOKEN']}"}

By hand: read it from the environment without a default, keep today's value in `.env`, which git ignores. A secret that
was ever committed is known: make a new one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.connections.addresses import parse_uri
from codemods.domains.connections.composed import assembled, string_around
from codemods.domains.connections.urls import asks_service
from codemods.domains.secrets.names_and_values import is_random, is_strong, is_template, known_format, spellings
from codemods.domains.secrets.placeholders import is_placeholder, is_weak
from codemods.domains.secrets.places import obstacle
from codemods.domains.secrets.scanner_marks import is_marked
from codemods.domains.settings.literals import is_service_code
from codemods.formats.userinfo import Userinfo, userinfos
from codemods.libraries.clients import CLIENT_AUTH, SENDS
from codemods.libraries.connections import SECRET_CALLS
from codemods.model.names import called, last_name, qualified
from codemods.model.strings import argument, literal
from codemods.model.targets import environment_wins, place_of, upper_snake
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

_LAST = frozenset((*(name.rpartition(".")[2] for name in SECRET_CALLS), "generate_password_hash"))
_HEADERS = (b"uthorization", b"AUTHORIZATION")
_QUERIES = ("api_key", "apikey", "appid", "app_key", "access_key", "token", "client_secret", "password", "sig", "key")
_NEEDLES = tuple(sorted({f"{name.rpartition('.')[2]}(" for name in SECRET_CALLS}))


@dataclass(frozen=True, slots=True)
class _Secret:
    """What stands before a token in its header, and whether the secret is of bytes."""

    scheme: str = ""
    is_bytes: bool = False


rule = Rule[_Secret](
    "OP511", "secret-argument", safety=Safety.UNSAFE,
    needles=(
        *_NEEDLES, *(each.decode() for each in _HEADERS), "auth=", "auth =", "_password_hash(", "://",
        *_QUERIES,
    ),
)  # fmt: skip


# What names a shared sheet or a widget in a link as well, unless an API is asked.
_OF_RESOURCES = ("key", "sig", "token")
_API = re.compile(r"api", re.IGNORECASE)
_SCHEME = re.compile(r"(Bearer |Token |Basic |Bot |key=|ApiKey |token |bearer )(\S{8,})$")
# Of a whole address the scheme or the root is known, of one that is put together perhaps neither.
_ADDRESS = re.compile(r"(?:https?|wss?)://|/|\0")
_QUERY = re.compile(
    r"(?i)[?&](?P<name>api_?key|app_?key|appid|access_?key|(?:access_|auth_|api_)?token|client_secret|password|sig|key)"
    r"=(?P<value>[^\s&#\"'{}$%<>]{6,})(?=[&#]|$)"
)
_WEB = ("http", "https", "ws", "wss", "ftp", "sftp")
_ASKS = re.compile(r"(?i)get|post|fetch|request|open|load|read|download|connect|retrieve|call|json")
_USERS = re.compile(r"users|accounts|auth|credentials", re.IGNORECASE)


@rule.find(ast.Call)
def arguments(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Secret]]:
    """Literal keys of calls that sign, encrypt or log in."""
    last = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if last not in _LAST:
        return
    name = called(file, node)
    entry = SECRET_CALLS.get(re.sub(r"^itsdangerous\.\w+\.", "itsdangerous.", name))
    if entry is not None:
        position, keyword, setting = entry
        value = _plain(argument(node, position, keyword))
        if isinstance(value, ast.Constant) and isinstance(value.value, str | bytes) and _counts(file, value):
            yield _finding(file, node, value, f"{name.rpartition('.')[2]}() takes a secret", setting)
    elif name.endswith("generate_password_hash") and node.args and (user := _listed_user(file, node)):
        value = node.args[0]
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and _counts(file, value):
            yield _finding(file, node, value, "a list of users holds a password", f"{upper_snake(user)}_PASSWORD")


def _plain(value: ast.expr | None) -> ast.expr | None:
    """The text of `"key".encode()`."""
    match value:
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str()) as text, attr="encode")):
            return text
    return value


@rule.find(ast.Assign)
def pair_of_client(node: ast.Assign, file: SourceFile) -> Iterator[Finding[_Secret]]:
    """`session.auth = ("user", "password")` of a client."""
    match node.targets, node.value:
        case [ast.Attribute(attr="auth") as target], ast.Tuple(elts=[_, ast.Constant(value=str()) as password]):
            if CLIENT_AUTH.search(qualified(file, target)) and _counts(file, password):
                yield _finding(file, node, password, "auth takes a password", "API_PASSWORD")


@rule.find(ast.keyword)
def pairs(node: ast.keyword, file: SourceFile) -> Iterator[Finding[_Secret]]:
    """`auth=("user", "password")` of a request."""
    call = file.parents[node]
    if node.arg != "auth" or not isinstance(node.value, ast.Tuple) or len(node.value.elts) != 2:
        return
    if not isinstance(call, ast.Call) or not called(file, call).endswith(SENDS):
        return
    password = node.value.elts[1]
    if isinstance(password, ast.Constant) and isinstance(password.value, str) and _counts(file, password):
        yield _finding(file, node, password, "auth takes a password", "API_PASSWORD")


@rule.find(ast.Constant)
def headers(node: ast.Constant, file: SourceFile) -> Iterator[Finding[_Secret]]:
    """`"Authorization": "Bearer …"`."""
    if not isinstance(node.value, str) or not (match := _SCHEME.match(node.value)):
        return
    place = place_of(file, node)
    if place is None or "authorization" not in place.name.lower() or not _counts(file, node):
        return
    token = match[2]
    if not is_template(token):
        yield file.finding(
            rule, place.shown, f"{place.name} is written in the code", "read the token from the environment",
            sites=(file.site(node, "header"),),
            settings=(Setting("API_TOKEN", value=token, secret=True, derived=True),),
            conceal=(token, *spellings(file, node)), data=_Secret(scheme=match[1]),
        )  # fmt: skip


@rule.find(ast.Constant)
def queries(node: ast.Constant, file: SourceFile) -> Iterator[Finding[_Secret]]:
    """Keys in the query of an address: `https://host/path?api_key=…`, also of one that is put together."""
    if not isinstance(node.value, str) or not (match := next(filter(_is_key, _QUERY.finditer(node.value)), None)):
        return
    whole = string_around(file, node)
    place = place_of(file, whole)
    said = assembled(file, whole, follow=False)
    if place is None or not _ADDRESS.match(said) or parse_uri(said) is not None or not _counts(file, node):
        return
    if match["name"].lower() in _OF_RESOURCES and not _API.search(said):
        return
    if isinstance(place.owner, ast.Call) and not (
        asks_service(file, place.owner) or _ASKS.search(last_name(place.owner.func))
    ):
        return
    yield file.finding(
        rule, place.shown, f"the query of an address holds {match['name']}",
        "read it from the environment where the address is put together", safety=Safety.NONE,
        conceal=(match["value"],),
    )  # fmt: skip


@rule.find(ast.Constant)
def userinfo_of_addresses(node: ast.Constant, file: SourceFile) -> Iterator[Finding[_Secret]]:
    """Passwords before the host of an address: `https://user:password@host/path`."""
    if not isinstance(node.value, str) or "@" not in node.value:
        return
    found = next((each for each in userinfos(node.value) if each.scheme.lower() in _WEB and _opens(each)), None)
    place = place_of(file, string_around(file, node))
    if found is None or place is None or not _counts(file, node):
        return
    if isinstance(place.owner, ast.Call) and not asks_service(file, place.owner):
        return
    yield file.finding(
        rule, place.shown, "an address holds a password",
        "read it from the environment where the address is put together, or give it as auth", safety=Safety.NONE,
        conceal=(found.password, *spellings(file, node)),
    )  # fmt: skip


def _opens(found: Userinfo) -> bool:
    """Whether the password of an address is somebody's own."""
    password = found.password
    return not is_template(password) and not is_placeholder(password) and not is_weak(password) and is_strong(password)


@rule.rewrite("SimpleString", "ConcatenatedString")
def from_environment(node: cst.BaseExpression, finding: Finding[_Secret], edit: Edit) -> cst.BaseExpression:
    """The secret as the environment holds it."""
    from codemods.rewriting.cst.expressions import in_place_of
    from codemods.rewriting.source.environment import required

    code = required(edit, finding.settings[0].name)
    return in_place_of(node, edit.expression(f"{code}.encode()" if finding.data.is_bytes else code))


@rule.rewrite("SimpleString", role="header")
def header(node: cst.SimpleString, finding: Finding[_Secret], edit: Edit) -> cst.BaseExpression:
    """An f-string of the scheme and the token, readable by every Python 3."""
    from codemods.rewriting.source.environment import required

    quote = edit.quote
    inner = required(edit, finding.settings[0].name).replace(quote, "'" if quote == '"' else '"')
    return edit.expression(f"f{quote}{finding.data.scheme}{{{inner}}}{quote}")


def _finding(file: SourceFile, shown: ast.AST, value: ast.Constant, what: str, setting: str) -> Finding[_Secret]:
    text = value.value if isinstance(value.value, str) else value.value.decode()  # type: ignore[union-attr]
    if why := obstacle(file, value, (), text):
        return file.finding(
            rule, shown, f"{what} that is written in the code", why, safety=Safety.NONE,
            conceal=spellings(file, value),
        )  # fmt: skip
    return file.finding(
        rule, shown, f"{what} that is written in the code", "read it from the environment, keep the value in .env",
        sites=(file.site(value),), settings=(Setting(setting, value=text, secret=True, derived=True),),
        conceal=spellings(file, value), data=_Secret(is_bytes=isinstance(value.value, bytes)),
    )  # fmt: skip


def _counts(file: SourceFile, node: ast.Constant) -> bool:
    value = node.value
    if isinstance(value, bytes):
        try:
            value = value.decode()
        except UnicodeDecodeError:
            return False
    if not isinstance(value, str) or not value.strip() or is_template(value) or "\0" in value:
        return False
    return (
        is_service_code(file, node)
        and not environment_wins(file, node)
        and not is_placeholder(value)
        and not is_marked(file, node)
    )


def _is_key(match: re.Match[str]) -> bool:
    """Whether a query's value is somebody's own key: an identifier, `key=`, has to look like one."""
    name, value = match["name"].lower(), match["value"]
    if is_placeholder(value) or is_weak(value):
        return False
    if is_random(value) or known_format(value):
        return True
    return name not in (*_OF_RESOURCES, "appid") and is_strong(value)


def _listed_user(file: SourceFile, node: ast.Call) -> str:
    """The key under which a dictionary of users holds the call."""
    holder = file.parents.get(node)
    if not isinstance(holder, ast.Dict):
        return ""
    outer = place_of(file, holder)
    keys = (key for key, value in zip(holder.keys, holder.values, strict=True) if value is node)
    return (literal(next(keys)) or "") if outer is not None and _USERS.search(outer.name) else ""
