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
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.analysis.connection_calls import Connect
from codemods.analysis.connections import (
    connection,
    dictionary,
    is_secret_part,
    parse_uri,
    parts,
)  # fmt: skip
from codemods.analysis.literals import is_service_code
from codemods.analysis.names import called
from codemods.analysis.secrets import spellings
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety, Setting
from codemods.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule(
    "OP502",
    "connection-arguments",
    needles=(
        "connect", "Connection", "create_pool", "URL.create", "URL(", "Redis", "Mongo", "Elasticsearch", "OpenSearch",
        "PlainCredentials", "boto", "Minio", "Kafka", "Client", "Database(", "driver(", "Cluster(", "FTP", "Server(",
        ".login(", "HTTPBasicAuth", "HTTPDigestAuth", "SMTP(", "PlainTextAuthProvider", "password", "PASSWORD",
    ),
    safety=Safety.SAFE,
)  # fmt: skip

_KINDS = {
    "psycopg": "POSTGRES", "psycopg2": "POSTGRES", "asyncpg": "POSTGRES", "aiopg": "POSTGRES", "pymysql": "MYSQL",
    "mysql": "MYSQL", "MySQLdb": "MYSQL", "mariadb": "MYSQL", "aiomysql": "MYSQL", "pymssql": "MSSQL",
    "cx_Oracle": "ORACLE", "oracledb": "ORACLE", "pyodbc": "ODBC",
}  # fmt: skip
_DSN_PASSWORD = re.compile(r"(?:password|passwd|pwd)\s*=\s*'?([^\s;']+)", re.IGNORECASE)


@rule.find(ast.Call)
def calls(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls that open a connection with literal arguments."""
    connect = connection(file, node)
    if connect is not None and is_service_code(file, node):
        kind = _KINDS.get(called(file, node).partition(".")[0], "")
        function = node.func.attr if isinstance(node.func, ast.Attribute) else file.source(node.func)
        yield from _found(file, node, f"{function}()", kind, connect, list(parts(node, connect)))


@rule.find(ast.Dict)
def dictionaries(node: ast.Dict, file: SourceFile) -> Iterator[Finding]:
    """Dictionaries of connection arguments: `{"host": …, "user": …, "password": …}`."""
    found = dictionary(file, node)
    if found is not None and is_service_code(file, node):
        connect, values = found
        yield from _found(file, node, "a connection", "", connect, values)


@rule.rewrite("BaseExpression")
def from_environment(node: cst.BaseExpression, finding: Finding, edit: Edit) -> cst.BaseExpression:
    """The argument as the environment gives it."""
    from codemods.rewriting.environment import number, optional, required
    from codemods.rewriting.expressions import in_place_of

    index = finding.sites.index(edit.site)
    setting = finding.settings[index]
    value = setting.value or ""
    if setting.secret:
        new = required(edit, setting.name)
    else:
        new = (number if finding.data["numbers"][index] else optional)(edit, setting.name, value)
    return in_place_of(node, edit.expression(new))


@rule.rewrite("Call", "Dict", role="layout")
def layout(node: cst.Call | cst.Dict, finding: Finding, edit: Edit) -> cst.BaseExpression:
    """The whole call, one argument a line where one line is too short for all."""
    from codemods.rewriting.layout import fitted

    return fitted(node, edit)


def _found(
    file: SourceFile, node: ast.AST, what: str, kind: str, connect: Connect, values: list[tuple[str, ast.expr]]
) -> Iterator[Finding]:
    literals = [(suffix, value) for suffix, value in values if _is_setting(suffix, value)]
    secret = [each for each in literals if _is_secret(*each)]
    public = [each for each in literals if not _is_secret(*each)]
    conceal = tuple(each for _, value in secret for each in (*spellings(file, value), *_passwords(value)))
    for chosen, safety, remedy in (
        (public, Safety.SAFE, "read them from the environment, today's values as defaults"),
        (secret, Safety.UNSAFE, "read it from the environment, keep the value in .env"),
    ):
        if chosen:
            yield file.finding(
                rule, node, f"{what} takes its {_listed(chosen)} from the code", remedy, safety=safety, conceal=conceal,
                sites=(*(file.site(value) for _, value in chosen), file.site(node, "layout")),
                settings=tuple(_setting(connect, kind, *each, secret=safety is Safety.UNSAFE) for each in chosen),
                data={"numbers": [_is_number(value) for _, value in chosen]},
            )  # fmt: skip


def _is_setting(suffix: str, value: ast.expr) -> bool:
    if not isinstance(value, ast.Constant) or isinstance(value.value, bool):
        return False
    if isinstance(value.value, int):
        return suffix == "PORT"
    if not isinstance(value.value, str) or not value.value.strip():
        return False
    if suffix == "DSN":
        return parse_uri(value.value) is None and ("=" in value.value or "/" in value.value)
    return parse_uri(value.value) is None


def _is_number(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, int)


def _is_secret(suffix: str, value: ast.expr) -> bool:
    return is_secret_part(suffix) or (suffix == "DSN" and bool(_passwords(value)))


def _passwords(value: ast.expr) -> list[str]:
    return (
        _DSN_PASSWORD.findall(value.value) if isinstance(value, ast.Constant) and isinstance(value.value, str) else []
    )


def _setting(connect: Connect, kind: str, suffix: str, value: ast.expr, secret: bool) -> Setting:
    assert isinstance(value, ast.Constant)
    others = (f"{kind}_{suffix}",) if kind and connect.service == "DB" else ()
    return Setting(f"{connect.service}_{suffix}", value=str(value.value), secret=secret, others=others)


def _listed(chosen: list[tuple[str, ast.expr]]) -> str:
    names = list(dict.fromkeys(suffix.lower().replace("_", " ") for suffix, _ in chosen))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
