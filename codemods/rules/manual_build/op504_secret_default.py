"""OP504: a secret is read from the environment, with a literal to fall back to.

A service that nobody gave its secret starts all the same, with one that everybody can read in the repository. The
mistake shows only when somebody uses it to forge a session.

Before::

    SECRET_KEY = os.environ.get("SECRET_KEY") or "hard to guess string"
    TOKEN = os.getenv("API_TOKEN", "dev-token")

After::

    SECRET_KEY = os.environ["SECRET_KEY"]
    TOKEN = os.environ["API_TOKEN"]

By hand: require the variable, so that a service without its secret does not start. Keep the old default in `.env`,
which git ignores, for whoever develops, and load that file (`load_dotenv()`, Compose's `env_file`, a shell). What
asks to be replaced (`"changeme"`) or says what belongs there (`"secret-key"`) is reported where it signs or lets
somebody in, and stays, and so do a default that the code compares its secret with, and one of a stand-in at
http://localhost. So is the default of an option (`--api-key`): give it none, and let a variable give it (`envvar=`), as
a command line is seen by everybody on the machine.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.commands.by_hand import is_run_by_hand
from codemods.domains.connections.addresses import parse_uri
from codemods.domains.connections.aws import may_be_absent
from codemods.domains.deployment.switches import left_out_by_deployment
from codemods.domains.secrets.asking_comments import asking
from codemods.domains.secrets.comparisons import is_refused
from codemods.domains.secrets.literals.for_some import is_beside_sqlite, is_for_debugging
from codemods.domains.secrets.literals.unfilled import is_unfilled
from codemods.domains.secrets.names_and_values import (
    is_default_secret,
    is_hard_to_guess,
    is_literal_secret,
    is_random,
    is_signing_name,
    known_format,
    spellings,
)
from codemods.domains.secrets.placeholders import describes_itself, is_placeholder, is_stock_of_machine
from codemods.domains.secrets.places import obstacle
from codemods.domains.secrets.readers import is_asked_by_nobody
from codemods.domains.secrets.scanner_marks import is_marked
from codemods.domains.secrets.stubs import stub_of
from codemods.domains.settings.literals import is_service_code
from codemods.domains.settings.readers.of_command_line import option_default, option_names, option_variable
from codemods.libraries.settings import FAILING
from codemods.model.environment_reads import environment_read
from codemods.model.names import called
from codemods.model.overlays.replaced import is_bound_again, is_replaced, is_replaced_in_heirs
from codemods.model.strings import argument, keyword, literal
from codemods.model.targets import environment_of, place_of, words
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Default:
    """Whether the secret need not be there."""

    may_be_absent: bool


rule = Rule[_Default](
    "OP504", "secret-default", safety=Safety.UNSAFE,
    needles=("env", "decouple", "option", "Option", "add_argument", "define(", "DEFINE_string"),
)  # fmt: skip

_ACCOUNTS = frozenset(("admin", "user", "new", "default", "initial", "superuser", "account"))
_SAYS_WHAT = "give it a value that nobody else knows, from the environment: this one only says what belongs there"
_OF_A_STUB = "keep it to the settings of development: it opens what answers at {} there"


@rule.find(ast.Call)
def defaults(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Default]]:
    """`environ.get("SECRET_KEY", "x")`, `environ.get("SECRET_KEY") or "x"`, `config("SECRET_KEY", default="x")`."""
    read = environment_read(file, node)
    if read is None:
        yield from _of_any_name(file, node)
    if read is None or read[2]:
        return
    name, default, _ = read
    parent = file.parents.get(node)
    whole: ast.expr = node
    if isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.Or) and parent.values[0] is node:
        whole = parent
        if default is None or not literal(default):
            default = parent.values[-1]
    elif isinstance(parent, ast.Attribute) and parent.attr == "encode" and default is not None:
        whole = node
    value = literal(default)
    place = place_of(file, whole)
    target = place.name if place is not None else ""
    if not value or not is_service_code(file, node) or environment_of(file, node) in ("development", "local"):
        return
    uri = parse_uri(value)
    if not (uri.password if uri is not None else is_default_secret(name, target, value)):
        return
    if uri is not None and is_stock_of_machine(uri.user, uri.password, uri.host):
        return
    if left_out_by_deployment(file, node) or any(
        settled(file, whole) for settled in (is_bound_again, is_for_debugging, is_replaced, is_replaced_in_heirs)
    ):
        return
    if is_unfilled(file, (name, target), value) or (not is_hard_to_guess(value) and is_asked_by_nobody(file, whole)):
        return
    guessed = not is_hard_to_guess(value)
    if guessed and (is_refused(file.project, (name, target), value) or is_beside_sqlite(file, whole)):
        return
    assert default is not None
    conceal = (*spellings(file, default), *([uri.password] if uri else []))
    statement = file.parents.get(whole)
    site = file.site(whole)
    if called(file, node).endswith(".setdefault") and isinstance(statement, ast.Expr):
        site = file.site(statement, "remove")
    library = called(file, node).startswith(FAILING)
    if library and (keyword(node, "default") is None or whole is not node) and len(node.args) < 2:
        return
    if is_marked(file, node):
        return
    shown = place.shown if place is not None and place.kind != "argument" else node
    why = obstacle(file, node, (name, target), value)
    why = why or (_SAYS_WHAT if describes_itself(name, value) else "")
    if not why and (stub := stub_of(file, name, value)):
        why = _OF_A_STUB.format(stub)
    if why:
        yield file.finding(
            rule, shown, f"{name} falls back to a secret in the code", why, safety=Safety.NONE, conceal=conceal
        )
        return
    asked = asking(file, node) if not site.role else None
    sites = (site,) if asked is None else (site, file.site(asked, "comment"))
    yield file.finding(
        rule, shown, f"{name} falls back to a secret in the code", "require the variable, without a default",
        sites=sites, settings=(Setting(name, value=value, secret=True, fixed=True),), conceal=conceal,
        data=_Default(may_be_absent(file, whole, name)), library=library,
    )  # fmt: skip


def _of_any_name(file: SourceFile, node: ast.Call) -> Iterator[Finding[_Default]]:
    """`getenv(prefix + "DATABASE_URL", "postgresql://shop:pw@db/shop")`: which variables these are is not known."""
    if called(file, node) not in ("os.environ.get", "os.getenv") or not is_service_code(file, node):
        return
    default = argument(node, 1, "default")
    uri = parse_uri(literal(default) or "")
    if default is not None and uri is not None and uri.password and not is_placeholder(uri.password):
        yield file.finding(
            rule, node, "a variable falls back to a secret in the code", "require the variable, without a default",
            safety=Safety.NONE, conceal=(uri.password, *spellings(file, default)),
        )  # fmt: skip


@rule.find(ast.Call)
def options(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Default]]:
    """`click.option("--api-key", default="x")`, `parser.add_argument("--token", default="x")`, `typer.Option("x")`."""
    default = option_default(file, node)
    value = literal(default)
    if default is None or not value or not is_service_code(file, node):
        return
    uri = parse_uri(value)
    names = option_names(file, node)
    found = next((each for each in names if _is_option_secret(each, value)), "")
    if not (uri.password and not is_placeholder(uri.password) if uri is not None else found):
        return
    if is_marked(file, node) or (is_run_by_hand(file) and not known_format(value) and not is_random(value)):
        return
    shown = found or next(iter(names), "an option")
    variable = option_variable(node)
    remedy = (
        f"give it no default: {variable} gives it" if variable else "give it no default, and let a variable give it"
    )
    yield file.finding(
        rule, node, f"the option {shown} falls back to a secret in the code", remedy, safety=Safety.NONE,
        conceal=(*spellings(file, default), *([uri.password] if uri else [])),
    )  # fmt: skip


def _is_option_secret(name: str, value: str) -> bool:
    plain = name.strip("-")
    first, *rest = words(plain) or [""]
    # `--password` and `--admin-password` may be those of an account that the command makes.
    of_system = rest[-1:] in (["password"], ["passwd"], ["pwd"]) and first not in _ACCOUNTS
    firm = is_signing_name(plain) or of_system
    return not is_placeholder(value) and is_literal_secret(plain, value, firm)


@rule.rewrite("BaseExpression")
def require(node: cst.BaseExpression, finding: Finding[_Default], edit: Edit) -> cst.BaseExpression:
    """The read without its default."""
    import libcst as cst

    from codemods.rewriting.cst.expressions import in_place_of
    from codemods.rewriting.source.environment import possible, required

    if finding.library and isinstance(node, cst.Call):
        kept = [each for each in node.args[1:] if each.keyword is not None and each.keyword.value != "default"]
        args = [node.args[0], *kept]
        ended = args[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        if len(args) > 1 or "#" in cst.Module([]).code_for_node(node):
            return node.with_changes(args=[*args[:-1], ended])
        nothing = cst.SimpleWhitespace("")
        return node.with_changes(
            args=[ended.with_changes(whitespace_after_arg=nothing)], whitespace_before_args=nothing
        )
    source = possible if finding.data.may_be_absent else required
    return in_place_of(node, edit.expression(source(edit, finding.settings[0].name)))


@rule.rewrite("SimpleStatementLine", role="comment")
def uncommented(node: cst.SimpleStatementLine, finding: Finding[_Default], edit: Edit) -> cst.SimpleStatementLine:
    """The statement without the comment that asks to change its default."""
    from codemods.rewriting.cst.comments import without_trailing

    return without_trailing(node)
