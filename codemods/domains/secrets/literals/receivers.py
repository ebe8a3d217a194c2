"""Whether a literal of Python stands where something is given a secret: by a name, as an argument, in a login."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable, Iterator

from codemods.domains.connections.addresses import connection, is_secret_part, parts
from codemods.domains.secrets.in_texts.assignments import names_login, names_secret
from codemods.domains.secrets.names_and_values import is_strong
from codemods.libraries.connections import SECRETS_AT, USER_FIRST
from codemods.project.source_file import SourceFile

# What hands its argument on: `default="x"`, `Secret(value="x")`.
_HANDING = frozenset((
    "default", "default_factory", "value", "fallback", "fallback_value", "default_value", "s", "string", "data", "key",
))  # fmt: skip
# Under which a reader is told the variable's name beside a default.
_ASKING = frozenset(("envvar", "env", "env_var", "env_name", "alias", "validation_alias", "variable", "key", "name"))
# What is asked for a name, not given a value.
_READING = frozenset((
    "get", "getenv", "environ", "env", "config", "pop", "getattr", "hasattr", "require", "get_secret", "Header",
    "Cookie", "get_secret_value", "secret", "variable", "str", "get_password", "getlist", "Column", "print", "info",
    "error", "add_argument", "post", "put", "patch", "delete", "request", "urlopen", "open",
))  # fmt: skip
# What a call that takes a secret calls it.
_KEYS = frozenset(("key", "secret", "token"))
# What is told how to take a value apart, or how it is written.
_SHAPING = frozenset((
    "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "split", "rsplit", "partition", "rpartition",
    "startswith", "endswith", "encode", "decode",
))  # fmt: skip
# Who may come in, by name: `users = {"admin": "…"}`.
_ACCOUNTS = re.compile(
    r"(?i)(?:^|_)(?:users?|accounts?|logins?|cred(?:ential)?s|passwords|passwds|secrets|tokens|api_keys)$"
)
# An option's own name: `--secret-key`.
_FLAG = re.compile(r"--?[A-Za-z][\w-]*")
# What holds who logs in where, the password last: `SMTP_LOGIN = ("shop", "…")`.
_LOGINS = re.compile(
    r"(?i)(?:^|_)(?:login|auth|smtp|i?mail|imap|s?ftp|ssh|db|database|mysql|postgres|pg|mongo|redis|ldap|conn|connection"
    r"|server|account|cred(?:ential)?s?|user)s?\d*$"
)


def is_given(file: SourceFile, node: ast.Constant, named: Callable[[str], bool] | None = None) -> bool:
    """Whether what the literal is part of is given to something that is called as a secret, or as `named` says."""
    named = named or names_secret
    child: ast.AST = node
    for parent in file.ancestors(node):
        match parent:
            case ast.keyword(arg=name):
                holder = file.parents.get(parent)
                if name is not None and (named(name) or (name in _KEYS and _takes_one(holder))):
                    return True
                # `{"dev": "x", "live": "y"}[env]`: what the choice is given to says so.
                if _is_chosen_from(file, holder):
                    child = parent
                    continue
                if name in _HANDING and _asks_for_one(file.parents.get(parent), parent):
                    return True
                if name not in _HANDING and not (isinstance(child, ast.Tuple) and name == "auth"):
                    return _is_part(file, file.parents.get(parent), child)
            case ast.Call():
                if child in parent.args and (found := _as_argument(file, parent, child)) is not None:
                    return found
            case ast.Dict(keys=keys, values=values):
                if child not in values:
                    return False
                key = keys[values.index(child)]
                if isinstance(key, ast.Constant) and (named(str(key.value)) or _is_second(key, child, node)):
                    return True
                if not _is_chosen_from(file, parent):
                    return _is_of_accounts(file, parent)
            case ast.Tuple(elts=[ast.Constant(value=str(name)), second]) if second is child and named(name):
                return True
            case ast.List(elts=elements) | ast.Tuple(elts=elements) if _is_behind_option(elements, child):
                return True
            case ast.Tuple(elts=elements) if isinstance(holder := file.parents.get(parent), ast.keyword):
                if holder.arg is not None and "auth" in holder.arg and len(elements) == 2:
                    return child is elements[1]
            case ast.Compare(left=left, comparators=others):
                return any(named(_last(_unshaped(each))) for each in (left, *others))
            case ast.arguments():
                return _is_default(parent, child)
            case ast.Assign(targets=[target], value=ast.Tuple(elts=[_, second]) | ast.List(elts=[_, second])) if (
                names_login(_last(target))
            ):
                return any(each is node for each in ast.walk(second))
            case ast.Assign(targets=targets) if _is_collection(child) and any(
                _ACCOUNTS.search(_last(each)) and named(_last(each).rstrip("sS")) for each in targets
            ):
                return True
            case ast.Assign(targets=targets, value=ast.Tuple(elts=[_, *_, last]) | ast.List(elts=[_, *_, last])) if (
                last is node and is_strong(str(node.value)) and any(_LOGINS.search(_last(each)) for each in targets)
            ):
                return True
            case ast.AnnAssign(target=target, value=ast.Tuple(elts=[_, *_, last])) if last is node:
                return named(_last(target)) or (is_strong(str(node.value)) and bool(_LOGINS.search(_last(target))))
            case ast.Assign(targets=targets, value=value):
                return any(named(each) for target in targets for each in _targets(target, value, node))
            case ast.AnnAssign(target=target) | ast.NamedExpr(target=target) | ast.AugAssign(target=target):
                if child is not target or isinstance(parent, ast.AugAssign):
                    return named(_last(target))
                return False
            case ast.Return():
                return named(getattr(file.function(parent), "name", ""))
            case ast.Subscript() | ast.IfExp() if child is getattr(parent, "slice", None) or child is getattr(
                parent, "test", None
            ):
                return False
            case ast.Match(subject=subject):
                return named(_last(subject))
            case ast.Lambda() if child is not parent.body:
                return False
            case ast.stmt():
                return False
        child = parent
    return False


def _is_second(key: ast.Constant, pair: ast.AST, node: ast.AST) -> bool:
    """Whether the node is the password of `"auth": ("user", "password")`."""
    elements = pair.elts if isinstance(pair, ast.Tuple | ast.List) else []
    return len(elements) == 2 and elements[1] is node and names_login(str(key.value))


def _is_collection(node: ast.AST) -> bool:
    """Whether the node is a list or the like, also one that `frozenset` or `tuple` is made of."""
    if isinstance(node, ast.Call):
        return _last(node.func) in ("frozenset", "set", "tuple", "list")
    return isinstance(node, ast.List | ast.Tuple | ast.Set)


def _is_behind_option(words: list[ast.expr], child: ast.AST) -> bool:
    """Whether a word stands behind an option that takes a secret: `["app", "--password", "x"]`."""
    return any(_is_option(option) and following is child for option, following in itertools.pairwise(words))


def _as_argument(file: SourceFile, call: ast.Call, child: ast.AST) -> bool | None:
    """Whether an argument by position is a secret; None where what becomes of the call's result says so."""
    place = next(number for number, each in enumerate(call.args) if each is child)
    before = call.args[place - 1] if place else None
    if isinstance(before, ast.Constant) and isinstance(before.value, str) and names_secret(before.value):
        return True
    if any(each.arg in _ASKING and _is_name(each.value) for each in call.keywords):
        return not _FLAG.fullmatch(str(getattr(child, "value", "")))
    if not str(getattr(child, "value", "-")).startswith("-") and any(map(_is_option, call.args)):
        return True
    name = _last(call.func)
    if _is_part(file, call, child) or (place == 1 and USER_FIRST.search(name)):
        return True
    if name == "connect" and not place and re.match(r"\w+/[^@/\s]+@", str(getattr(child, "value", ""))):
        return True
    if connection(file, call) is None and place in _secret_places(call, before):
        return True
    if place == 1 and name in ("get", "getenv", "pop", "setdefault"):
        return None
    if isinstance(call.func, ast.Name) and name == "str":
        return None
    if place or name in _READING or name in _SHAPING or connection(file, call) is not None:
        return False
    return None


def _secret_places(call: ast.Call, before: ast.expr | None) -> tuple[int, ...]:
    """Where a call takes secrets, as its name says."""
    name = _last(call.func)
    holder = _last(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    if isinstance(before, ast.Constant) and before.value == "AUTH":
        return (1,)
    return SECRETS_AT.get(f"{holder}.{name}", SECRETS_AT.get(name, ()))


def _takes_one(call: ast.AST | None) -> bool:
    """Whether a call takes a key that is a secret: `jwt.encode(payload, key="x")`."""
    return isinstance(call, ast.Call) and bool(_secret_places(call, None))


def _is_chosen_from(file: SourceFile, node: ast.AST | None) -> bool:
    """Whether one of the values of a dictionary, or of `dict(…)`, is taken where it stands."""
    if not isinstance(node, ast.Dict) and not (isinstance(node, ast.Call) and _last(node.func) == "dict"):
        return False
    holder = file.parents.get(node)
    return isinstance(holder, ast.Subscript | ast.Attribute) and holder.value is node


def _unshaped(node: ast.AST) -> ast.AST:
    """What a text is made of: `password` of `password.strip()`."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _SHAPING:
        node = node.func.value
    return node


def _is_of_accounts(file: SourceFile, node: ast.AST) -> bool:
    """Whether a dictionary is given to a name of accounts: a password stands beside each."""
    holder = file.parents.get(node)
    while isinstance(holder, ast.Dict):
        holder = file.parents.get(holder)
    return isinstance(holder, ast.Assign) and any(_ACCOUNTS.search(_last(each)) for each in holder.targets)


def _asks_for_one(call: ast.AST | None, default: ast.keyword) -> bool:
    """Whether what is called with a default is told the name of a secret: `option("--db-password", default="x")`."""
    if not isinstance(call, ast.Call):
        return False
    return any(map(_is_name, (*call.args, *(each.value for each in call.keywords if each is not default))))


def _is_name(node: ast.AST) -> bool:
    """Whether a literal is what a secret is called, as a variable or an option."""
    value = getattr(node, "value", None)
    return isinstance(value, str) and names_secret(value.lstrip("-").replace("-", "_").replace(".", "_"))


def _is_option(node: ast.AST) -> bool:
    return str(getattr(node, "value", "")).startswith("--") and _is_name(node)


def _is_part(file: SourceFile, call: ast.AST | None, value: ast.AST) -> bool:
    """Whether the value is the password among what a call that connects is given."""
    connect = connection(file, call) if isinstance(call, ast.Call) else None
    if connect is None:
        return False
    assert isinstance(call, ast.Call)
    return any(each is value and is_secret_part(suffix) for suffix, each in parts(call, connect))


def _is_default(arguments: ast.arguments, child: ast.AST) -> bool:
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(positional[::-1], arguments.defaults[::-1], strict=False)]
    pairs += [(arg, value) for arg, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value]
    return any(value is child and names_secret(arg.arg) for arg, value in pairs)


def _targets(target: ast.expr, value: ast.expr, node: ast.AST) -> Iterator[str]:
    """The names that a node in the value of an assignment may be given to."""
    if isinstance(target, ast.Tuple | ast.List):
        for number, each in enumerate(target.elts):
            if not isinstance(value, ast.Tuple | ast.List) or len(value.elts) != len(target.elts):
                yield _last(each)
            elif any(inner is node for inner in ast.walk(value.elts[number])):
                yield from _targets(each, value.elts[number], node)
    else:
        yield _last(target)


def _last(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case ast.Call(args=[ast.Constant(value=str(name)), *_]):
            return name
        case ast.Call(func=function):
            return _last(function)
    return ""
