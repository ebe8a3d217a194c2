"""OP502: a call that connects takes host, user, password or region from the code.

Where the database is, and as whom one logs in, differs in every environment. Written into the call, often into five or
nine copies of it, it has to be edited by hand before each build.

Before::

    connection = pymysql.connect(host="localhost", user="shop", password="hunter2", database="shop")

After::

    connection = pymysql.connect(
        host=os.environ.get("DB_HOST", "localhost"),
        user=os.environ.get("DB_USER", "shop"),
        password=os.environ["DB_PASSWORD"],
        database=os.environ.get("DB_NAME", "shop"),
    )

By hand: one variable for each argument, the same name in every copy of the call. Today's value stays as the default
unless it is a password or an access key; those go to `.env`, which git ignores, and to the platform's secret store.
AWS's keys are `os.environ.get("AWS_ACCESS_KEY_ID")`: without any, boto3 takes the role of the task or the machine.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.connections.addresses import (
    LISTED,
    connection,
    defaulted,
    dictionary,
    goes_to_several,
    is_dict,
    is_secret_part,
    parse_uri,
    parts,
    place_of_call,
    unmoved,
)
from codemods.domains.connections.aws import ENDPOINT, endpoint_variable, may_be_absent
from codemods.domains.connections.hosts import is_fixed, is_open_archive
from codemods.domains.secrets.names_and_values import spellings
from codemods.domains.secrets.placeholders import is_placeholder, is_stock, is_weak
from codemods.domains.settings.literals import is_service_code
from codemods.domains.settings.movable import is_alternative
from codemods.domains.settings.naming import holds_port, with_port
from codemods.domains.settings.overridden.by_prefix import is_given_by_prefix
from codemods.domains.settings.readers.of_unused import read_but_unused
from codemods.libraries import drivers
from codemods.libraries.connections import KAFKA, KAFKA_SERVERS
from codemods.libraries.drivers import Connect
from codemods.model.environment_reads import environment_read
from codemods.model.overlays.module import is_rebound
from codemods.model.parsable import readable
from codemods.model.test_scopes import is_test_code
from codemods.plans.line_layout import to_lay_out
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting, Site
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

_NEEDLES = (
    "connect", "Connection", "create_pool", "URL.create", "URL(", "Redis", "Mongo", "Elasticsearch", "OpenSearch",
    "PlainCredentials", "boto", "Minio", "Kafka", "Client", "Database(", "driver(", "Cluster(", "FTP", "Server(",
    "bootstrap.servers", ".login(", "HTTPBasicAuth", "HTTPDigestAuth", "SMTP(", "PlainTextAuthProvider", "password",
    "PASSWORD",
)  # fmt: skip
# A driver's call that has none of these in its name is looked for by its own.
_NAMED = {f"{name.rpartition('.')[2]}(" for name in drivers.CALLS}
_OTHERS = sorted(each for each in _NAMED if not any(needle in each for needle in _NEEDLES))


@dataclass(frozen=True, slots=True)
class _Reads:
    """Which literals, by the keys of their sites, are numbers, and which need not be there."""

    numbers: frozenset[str]
    may_be_absent: frozenset[str]


rule = Rule[_Reads](
    "OP502", "connection-arguments", needles=(*_NEEDLES, *_OTHERS), once="file", safety=Safety.SAFE,
)  # fmt: skip

_REGION = "DEFAULT_REGION"
_ADDRESSES = ("HOST", "URL", "SERVER", "SERVERS")
_WITH_OTHERS = frozenset(("PORT", _REGION))
# The broker of whoever develops is where each file says so for itself.
_OWN_HOST = re.compile(r"localhost|127\.|0\.0\.0\.0|\[?::1")
_ANYBODY = "anonymous"
_DSN_PASSWORD = re.compile(r"(?:password|passwd|pwd)\s*=\s*'?([^\s;']+)", re.IGNORECASE)


@rule.find(ast.Call)
def calls(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Reads]]:
    """Calls that open a connection with literal arguments."""
    connect = connection(file, node)
    if connect is not None and is_service_code(file, node):
        told = list(parts(node, connect))
        if connect.service == "FTP" and any(
            is_open_archive(file, node, text) for _, each in told for text in _texts(each)
        ):
            return
        function = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        left = (*unmoved(node, connect), *defaulted(file, node, connect))
        yield from _found(file, node, f"{function}()", connect, told, left)


@rule.find(ast.Dict, ast.Call)
def dictionaries(node: ast.Dict | ast.Call, file: SourceFile) -> Iterator[Finding[_Reads]]:
    """Dictionaries of connection arguments: `{"host": …, "user": …, "password": …}`, `dict(host=…, user=…)`."""
    if isinstance(node, ast.Call) and not is_dict(node):
        return
    found = dictionary(file, node)
    if found is not None and is_service_code(file, node):
        connect, values = found
        yield from _found(file, node, "a connection", connect, values)


@rule.find(ast.Assign)
def items(node: ast.Assign, file: SourceFile) -> Iterator[Finding[_Reads]]:
    """An address that is put into such a dictionary later: `config["bootstrap.servers"] = …`."""
    match node.targets:
        case [ast.Subscript(slice=ast.Constant(value=key))] if key == KAFKA_SERVERS and is_service_code(file, node):
            yield from _found(file, node, "a connection", KAFKA, [(LISTED, node.value)])


@rule.rewrite("BaseExpression")
def from_environment(node: cst.BaseExpression, finding: Finding[_Reads], edit: Edit) -> cst.BaseExpression:
    """The argument as the environment gives it."""
    import libcst as cst

    from codemods.rewriting.cst.expressions import in_place_of
    from codemods.rewriting.source.environment import number, optional, possible, required

    setting = finding.setting(edit.site)
    value = setting.value or ""
    if setting.secret:
        new = (possible if setting.key in finding.data.may_be_absent else required)(edit, setting.name)
    elif isinstance(node, cst.List | cst.Tuple):
        new = f"{optional(edit, setting.name, value)}.split({edit.string(',')})"
    else:
        new = (number if setting.key in finding.data.numbers else optional)(edit, setting.name, value)
    return in_place_of(node, edit.expression(new))


@rule.rewrite("Call", "Dict", role="layout")
def layout(node: cst.Call | cst.Dict, finding: Finding[_Reads], edit: Edit) -> cst.BaseExpression:
    """The whole call, one argument a line where one line is too short for all."""
    from codemods.rewriting.cst.layout import fitted

    return fitted(node, edit)


def _found(
    file: SourceFile,
    node: ast.expr | ast.Assign,
    what: str,
    connect: Connect,
    values: list[tuple[str, ast.expr]],
    left: tuple[str, ...] = (),
) -> Iterator[Finding[_Reads]]:
    """`left`: the parts of its address that no variable can hold, so that the others stay with them."""
    literals = [
        (suffix, value) for suffix, value in values
        if _is_setting(suffix, value) and not _is_fixed(file, suffix, value) and not is_rebound(file, value)
        and not _is_default(file, suffix, value)
    ]  # fmt: skip
    if connect.service == "API":
        # A token that is the user's name alone leaves the password empty.
        literals = [each for each in literals if not (isinstance(each[1], ast.Constant) and each[1].value == "")]
        # `("api", KEY)`: beside a key from elsewhere the user's name is a word of that service.
        if not any(each[0] == "PASSWORD" for each in literals) and len(values) > len(literals) > 0:
            literals = []
    if any(suffix == "USER" and _texts(value) == [_ANYBODY] for suffix, value in values):
        literals = [each for each in literals if each[0] not in ("USER", "PASSWORD")]
    # A port alone belongs to the host, a region is no address of a service: neither is worth a setting without more.
    told = [each for each in literals if each[0] not in _WITH_OTHERS] or _ports(values, literals)
    if told:
        told = [each for each in literals if each[0] != _REGION]
    secret = [each for each in told if _is_secret(*each)]
    public = [each for each in told if not _is_secret(*each)]
    conceal = tuple(each for _, value in secret for each in (*spellings(file, value), *_passwords(value)))
    several = isinstance(node, ast.Call) and goes_to_several(file, node)
    if (left or several) and told:
        message = f"{what} takes its {_joined([*left, *(suffix for suffix, _ in told)])} from the code"
        yield file.finding(
            rule, node, message, "read all of them from the environment, a list of servers and a parameter's default "
            "too: one without the others leads elsewhere", safety=Safety.NONE, conceal=conceal,
        )  # fmt: skip
        return
    prefix = _prefix(file, values) or connect.service
    for chosen, safety, remedy in (
        (public, Safety.SAFE, "read them from the environment, today's values as defaults"),
        (secret, Safety.UNSAFE, "read it from the environment, keep the value in .env"),
    ):
        if chosen:
            message = f"{what} takes its {_listed(chosen)} from the code"
            keyed = [(f"{number} {suffix}", suffix, value) for number, (suffix, value) in enumerate(chosen)]
            settings = tuple(
                _setting(_variable(file, node, prefix, suffix), value, secret=safety is Safety.UNSAFE, key=key)
                for key, suffix, value in keyed
            )
            if instead := _instead(file, node, connect, values, chosen):
                yield file.finding(rule, node, message, instead, safety=Safety.NONE, conceal=conceal)
                continue
            yield file.finding(
                rule, node, message, remedy, safety=safety, conceal=conceal,
                group=place_of_call(file, node) if secret else "",
                sites=(*(file.site(value, key=key) for key, _, value in keyed), *_laid_out(file, node)),
                settings=settings,
                data=_Reads(
                    numbers=frozenset(key for key, _, value in keyed if _is_number(value)),
                    may_be_absent=frozenset(
                        key
                        for setting, (key, _, value) in zip(settings, keyed, strict=True)
                        if may_be_absent(file, value, setting.name)
                    ),
                ),
            )  # fmt: skip


def _instead(
    file: SourceFile,
    node: ast.expr | ast.Assign,
    connect: Connect,
    values: list[tuple[str, ast.expr]],
    chosen: list[tuple[str, ast.expr]],
) -> str:
    """What a person is to do, where no read of the environment can take the literals' places; or ''."""
    stray = next((found for each in chosen if each[0] == LISTED and (found := _stands_elsewhere(file, each[1]))), "")
    if stray:
        return f"read it from the environment, as what stands in {stray} too"
    if connect.service == "API" or is_alternative(file, node):
        return "read all of them from the environment, whatever decides between them"
    if beside := next((found for _, value in values if (found := _configured(file, value))), ""):
        return f"read it from where {beside} beside it comes from"
    # An ADDRESS of SMTP would be a person's.
    if connect.service == "SMTP" and any(map(holds_port, (text for _, value in chosen for text in _texts(value)))):
        return "read host and port from two settings: who sets one name for both may leave the port out"
    unused = (read_but_unused(file, value) for _, value in chosen if isinstance(value, ast.Constant))
    if names := [*dict.fromkeys(filter(None, unused))]:
        return f"give it {_joined(names, spaced=False)} instead: read from the environment above, and used nowhere"
    return ""


def _configured(file: SourceFile, value: ast.expr) -> str:
    """The setting that an argument takes from the service's own configuration: `app.config["DATABASE_USER"]`; or ''."""
    match value:
        case (
            ast.Subscript(slice=ast.Constant(value=str(name)))
            | ast.Attribute(attr=name)
            | ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str(name)), *_])
        ):
            # A PASSWORD alone says nothing of whose it is, nor of what the host would be called.
            whose = name.isupper() and "_" in name
            return name if whose and environment_read(file, value) is None else ""
    return ""


def _laid_out(file: SourceFile, node: ast.expr | ast.Assign) -> tuple[Site, ...]:
    """What is broken where a line grows too long: of a call that is given `**dict(…)` that one."""
    keywords = node.keywords if isinstance(node, ast.Call) else ()
    within = (each.value for each in keywords if each.arg is None)
    broken = next(
        (each for each in within if isinstance(each, ast.Dict) or (isinstance(each, ast.Call) and is_dict(each))), None
    )
    return to_lay_out(file, node) if broken is None else (file.site(broken, "layout"),)


def _ports(values: list[tuple[str, ast.expr]], literals: list[tuple[str, ast.expr]]) -> list[tuple[str, ast.expr]]:
    """The port, where no host is given that comes from elsewhere."""
    hosts = {"HOST", "URL", "DSN"} & {suffix for suffix, _ in values}
    return [] if hosts else [each for each in literals if each[0] == "PORT"]


def _prefix(file: SourceFile, values: list[tuple[str, ast.expr]]) -> str:
    """What most of the call's other settings are called already: POSTGRES of `environ["POSTGRES_USER"]`."""
    names = [(found[0], suffix) for suffix, value in values if (found := environment_read(file, value)) is not None]
    stems = Counter(_stem(*each) for each in names)
    return next((stem for stem, times in stems.items() if 2 * times > len(names)), "")


def _stem(name: str, suffix: str) -> str:
    """What stands before the part in a variable's name: AWS of AWS_ACCESS_KEY_ID, DB of DB_PASS."""
    if name.endswith(f"_{suffix}"):
        return name.removesuffix(f"_{suffix}")
    return "" if "_" in suffix else name.rpartition("_")[0]


def _is_setting(suffix: str, value: ast.expr) -> bool:
    if isinstance(value, ast.List | ast.Tuple):
        return suffix == LISTED
    if not isinstance(value, ast.Constant) or isinstance(value.value, bool):
        return False
    if isinstance(value.value, int):
        return suffix == "PORT"
    if not isinstance(value.value, str):
        return False
    if not value.value.strip():
        return not value.value and suffix == "PASSWORD"
    if suffix == "DSN":
        return parse_uri(value.value) is None and ("=" in value.value or "/" in value.value)
    return parse_uri(value.value) is None


def _is_fixed(file: SourceFile, suffix: str, value: ast.expr) -> bool:
    """Whether the owner says that it is the same in every environment."""
    texts = _texts(value)
    return suffix.endswith(_ADDRESSES) and bool(texts) and all(is_fixed(file.project, each) for each in texts)


def _is_default(file: SourceFile, suffix: str, value: ast.expr) -> bool:
    """Whether the environment can replace it already, and it is no secret but one that anybody guesses."""
    plain = all(is_weak(each) or is_stock(each) or is_placeholder(each) for each in _texts(value))
    return (plain or not _is_secret(suffix, value)) and is_given_by_prefix(file, value)


def _texts(value: ast.expr) -> list[str]:
    """The texts of a literal, or of a list of them."""
    parts = value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
    return [each.value for each in parts if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def _stands_elsewhere(file: SourceFile, value: ast.expr) -> str:
    """Where the same broker stands in a form that no fix of this rule reads: half of an address is none."""
    project, root = file.project, file.project.service_root(file.path)
    for broker in (each for text in _texts(value) for each in text.split(",") if each and not _OWN_HOST.match(each)):
        for other in readable(project.mentioning(broker.encode())):
            if other.kind != "python" or project.service_root(other.path) != root or project.is_test(other.path):
                continue
            for each in other.nodes(ast.Constant):
                if isinstance(each.value, str) and broker in each.value and not _is_read_here(other, each):
                    return f"{other.path}:{each.lineno}"
    return ""


def _is_read_here(file: SourceFile, node: ast.Constant) -> bool:
    whole = parent if isinstance(parent := file.parents[node], ast.List | ast.Tuple) else node
    match file.parents[whole]:
        case ast.keyword() as keyword if isinstance(call := file.parents[keyword], ast.Call):
            connect = connection(file, call)
            return connect is not None and any(each in (whole, node) for _, each in parts(call, connect))
        case ast.Dict() as holder:
            found = dictionary(file, holder)
            return found is not None and any(each in (whole, node) for _, each in found[1])
        case ast.Assign(targets=[ast.Subscript(slice=ast.Constant(value=key))]):
            return bool(key == KAFKA_SERVERS)
        case ast.Call() as call if environment_read(file, call) is not None:
            return True
    return isinstance(file.parents[node], ast.Expr) or is_test_code(file, node)


def _is_number(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, int)


def _is_secret(suffix: str, value: ast.expr) -> bool:
    if isinstance(value, ast.Constant) and value.value == "":
        return False
    return is_secret_part(suffix) or (suffix == "DSN" and bool(_passwords(value)))


def _passwords(value: ast.expr) -> list[str]:
    return (
        _DSN_PASSWORD.findall(value.value) if isinstance(value, ast.Constant) and isinstance(value.value, str) else []
    )


def _variable(file: SourceFile, node: ast.AST, prefix: str, suffix: str) -> str:
    name = f"{prefix}_{suffix}"
    return endpoint_variable(file, node) if name == ENDPOINT and isinstance(node, ast.Call) else name


def _setting(name: str, value: ast.expr, secret: bool, key: str) -> Setting:
    text = str(value.value) if isinstance(value, ast.Constant) else ",".join(_texts(value))
    return Setting(with_port(name, text), value=text, secret=secret, key=key)


def _listed(chosen: list[tuple[str, ast.expr]]) -> str:
    return _joined([suffix for suffix, _ in chosen])


def _joined(suffixes: Sequence[str], *, spaced: bool = True) -> str:
    names = list(dict.fromkeys(each.lower().replace("_", " ") if spaced else each for each in suffixes))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
