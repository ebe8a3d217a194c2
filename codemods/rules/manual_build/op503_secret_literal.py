"""OP503: a secret is written in the code.

Everybody who can read the repository, pull the image or see a traceback has it; changing it means to build and deploy
anew. One image can't serve two environments, because each has a secret of its own.

Before::

    app.config["SECRET_KEY"] = "keep-calm"
    API_KEY = "live-4f3b2a"
    FERNET_KEY = b"kZr0Vd0"

After::

    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    API_KEY = os.environ["API_KEY"]
    FERNET_KEY = os.environ["FERNET_KEY"].encode()

By hand: read it from the environment without a default, so that a service without its secret does not start. Keep
today's value in `.env`, which git ignores, and in the platform's secret store; what starts the service has to load
that file (`load_dotenv()`, Compose's `env_file`, a shell), and an image's build or a test that imports the code needs
the variable too. AWS's keys that only boto3 gets may be absent (`os.environ.get`): it takes the task's role then. A
secret that was ever committed is known: make a new one. A placeholder that signs, or lets somebody in, is reported and
stays.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from codemods.domains.connections.addresses import connection
from codemods.domains.connections.aws import may_be_absent
from codemods.domains.connections.composed import assembled, string_around
from codemods.domains.secrets.asking_comments import asking
from codemods.domains.secrets.in_pyfiles import loaded_secrets
from codemods.domains.secrets.literals.evidence import is_secret, speaks
from codemods.domains.secrets.literals.for_some import is_for_debugging
from codemods.domains.secrets.literals.owners import GENERAL, setting
from codemods.domains.secrets.literals.unfilled import is_unfilled
from codemods.domains.secrets.names_and_values import (
    is_default_secret,
    is_hard_to_guess,
    known_format,
    says_format,
    spellings,
)
from codemods.domains.secrets.of_packages import is_of_a_command
from codemods.domains.secrets.placeholders import is_placeholder
from codemods.domains.secrets.places import is_of_account, obstacle
from codemods.domains.secrets.readers import is_asked_by_nobody
from codemods.domains.secrets.scanner_marks import is_for_trial, is_marked
from codemods.domains.settings.literals import is_service_code
from codemods.formats import ini
from codemods.model.environment_reads import environment_read
from codemods.model.names import qualified
from codemods.model.overlays.replaced import is_bound_again
from codemods.model.strings import literal
from codemods.model.targets import (
    Place,
    environment_wins,
    field_of,
    place_of,
    words,
)
from codemods.plans.line_layout import to_lay_out
from codemods.project.ignored_files import git_verdict
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

_NEEDLES = (
    "secret", "SECRET", "Secret", "password", "PASSWORD", "Password", "passwd", "PASSWD", "token", "TOKEN", "Token",
    "_key", "_KEY", "Key", "apikey", "APIKEY", "-key", "_PASS", "_pass", "_PWD", "pwd", "SALT", "PSK", "passphrase",
    "PASSPHRASE", "PASSWRD", "PSWD", "pswd", "PSW", "psw", "PWD", "Pwd", "_PW", "_pw",
    "PW_", "pw_", "credential", "CREDENTIAL", "AKIA", "ghp_", "xoxb-", "AIza", "SG.", "PRIVATE KEY",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Literal:
    """What the literal is (text, bytes, or hex for bytes that are no text), and whether it need not be there."""

    form: str
    may_be_absent: bool


rule = Rule[_Literal]("OP503", "secret-literal", needles=_NEEDLES, safety=Safety.UNSAFE)

_MADE = "give the field no default, or a factory that reads the environment when an object is made"
_KEYED = re.compile(r"(?:^|[\s;])(?:password|pwd)\s*=\s*'?([^\s;'{}%<>$*\0]+)", re.IGNORECASE)
_ADDRESSED = re.compile(r"(?:^|[\s;])(?:host|server|dbname|database|uid|user(?: id)?)\s*=\s*\S", re.IGNORECASE)
_CONTROLS = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# `ALTER USER … password = 'x'` is said to a server.
_STATEMENT = re.compile(r"\b(?:select|insert|update|delete|where|and|alter|set)\b", re.IGNORECASE)


@rule.find(ini.Document)
def in_files(_: ini.Document, file: SourceFile) -> Iterator[Finding[_Literal]]:
    """Secrets in a file of Python's assignments that `from_pyfile` loads, if git does not ignore it."""
    if git_verdict(file.project, file.path):
        return
    for node, name, found in loaded_secrets(file):
        yield file.finding(
            rule, node, f"{name} is a secret in {posixpath.basename(file.path)}, which from_pyfile loads",
            f"take it out of the file, and give it by the environment: app.config[{name!r}] = os.environ[{name!r}]",
            safety=Safety.NONE, conceal=(found.secret,),
        )  # fmt: skip


@rule.find(ast.Constant)
def keyed(node: ast.Constant, file: SourceFile) -> Iterator[Finding[_Literal]]:
    """Passwords in connection strings of keys and values: `"host=db user=shop password=…"`, `"SERVER=db;PWD=…"`."""
    text = node.value if isinstance(node.value, str) else ""
    found = _KEYED.search(text) if "=" in text else None
    if found is None or is_placeholder(found[1]) or not is_service_code(file, node):
        return
    whole = string_around(file, node)
    place = place_of(file, whole)
    said = assembled(file, whole, follow=False)
    if (
        place is None
        or speaks(place)
        or not (_ADDRESSED.search(said) or _connects(file, whole, place))
        or _STATEMENT.search(said)
    ):
        return
    yield file.finding(
        rule, place.shown, f"{place.name or 'a connection string'} holds a password",
        "compose it from settings of the environment, without a literal password", safety=Safety.NONE,
        conceal=(found[1], *spellings(file, node)),
    )  # fmt: skip


def _connects(file: SourceFile, whole: ast.expr, place: Place) -> bool:
    """Whether a call that connects is given a string that is put together; of a plain one OP502 tells."""
    composed = not isinstance(whole, ast.Constant)
    return composed and isinstance(place.owner, ast.Call) and connection(file, place.owner) is not None


@rule.find(ast.Constant)
def secrets(node: ast.Constant, file: SourceFile) -> Iterator[Finding[_Literal]]:
    """Literals that are given to a name that says secret, or that show by their form what they are."""
    if (
        not isinstance(node.value, str | bytes)
        or not node.value
        or isinstance(file.parents.get(node), ast.Expr | ast.JoinedStr)
    ):
        return
    value = node.value if isinstance(node.value, str) else node.value.decode("utf-8", "backslashreplace")
    of_field = field_of(file, node)
    place = of_field or place_of(file, node)
    if place is None or not is_secret(file, node, place, value) or not is_service_code(file, node):
        return
    if is_bound_again(file, node) or is_for_debugging(file, node):
        return
    if is_unfilled(file, (place.name,), value) or (not is_hard_to_guess(value) and is_asked_by_nobody(file, node)):
        return
    conceal = (value, *spellings(file, node))
    described = place.name or "an argument"
    if _goes_into_environment(file, place):
        yield file.finding(
            rule, place.shown, f"{described} is written in the code", "let the platform set it",
            safety=Safety.NONE, conceal=conceal,
        )  # fmt: skip
        return
    trial = place.kind == "local" and is_for_trial(file, node)
    if (trial or is_marked(file, place.shown)) and not known_format(value):
        return
    if _is_default_of_read(file, node, value):
        return
    if environment_wins(file, node):
        # What nobody reads, nobody has to be given.
        remedy = "take it out: nothing reads it" if is_asked_by_nobody(file, node) else "drop it: require the variable"
        yield file.finding(
            rule, place.shown, f"{described} falls back to a secret in the code", remedy,
            safety=Safety.NONE, conceal=conceal,
        )  # fmt: skip
        return
    if why := _MADE if of_field else _obstacle(file, node, place, value):
        yield file.finding(
            rule, place.shown, f"{described} is written in the code", why, safety=Safety.NONE, conceal=conceal
        )
        return
    yield _finding(file, node, place, described, value, conceal)


def _is_default_of_read(file: SourceFile, node: ast.AST, value: str) -> bool:
    """Whether it is what a variable of a secret's name falls back to: OP504 tells that."""
    call = file.parents.get(node)
    read = environment_read(file, call) if isinstance(call, ast.Call) else None
    return read is not None and is_default_secret(read[0], "", value)


@rule.rewrite("SimpleString", "ConcatenatedString")
def from_environment(node: cst.BaseExpression, finding: Finding[_Literal], edit: Edit) -> cst.BaseExpression:
    """The secret as the environment holds it, as bytes where the code has bytes."""
    from codemods.rewriting.cst.expressions import in_place_of
    from codemods.rewriting.source.environment import possible, required

    setting = finding.settings[0]
    lenient = (setting.environments or finding.data.may_be_absent) and finding.data.form == "text"
    code = (possible if lenient else required)(edit, setting.name)
    form = {"bytes": f"{code}.encode()", "hex": f"bytes.fromhex({code})"}.get(finding.data.form, code)
    return in_place_of(node, edit.expression(form))


@rule.rewrite("Call", "Dict", role="layout")
def layout(node: cst.Call | cst.Dict, finding: Finding[_Literal], edit: Edit) -> cst.BaseExpression:
    """The whole call, one argument a line where one line is too short for all."""
    from codemods.rewriting.cst.layout import fitted

    return fitted(node, edit)


@rule.rewrite("SimpleStatementLine", role="comment")
def uncommented(node: cst.SimpleStatementLine, finding: Finding[_Literal], edit: Edit) -> cst.SimpleStatementLine:
    """The statement without the comment that asks to change its secret."""
    from codemods.rewriting.cst.comments import without_trailing

    return without_trailing(node)


def _obstacle(file: SourceFile, node: ast.AST, place: Place, value: str) -> str:
    """Why the secret is not to be read from the environment in its place: what to do instead, or ''."""
    said = words(place.name)
    if _CONTROLS.search(value) and not (isinstance(node, ast.Constant) and isinstance(node.value, bytes)):
        return "read it from the environment in another form: no line of .env holds control characters"
    if place.name and known_format(value) and not says_format(place.name, value):
        return "read it from the environment, under a name that says what it is"
    if why := obstacle(file, node, (place.name,), value):
        return why
    if is_of_a_command(file):
        return "make one where the environment gives none: whoever installs the package starts its command without any"
    if is_of_account(file, place):
        return "ask for it, or make one, when the account is made: an account is data, and no setting"
    if said[:1] in (["default"], ["initial"]):
        return "make one at the first start, or ask for it: everybody knows this one"
    if isinstance(place.owner, ast.Dict) and any(literal(each) == "private_key_id" for each in place.owner.keys):
        return "take the whole of it from one setting, or from a file that is mounted: a new key brings a new id"
    holder = place_of(file, place.owner) if isinstance(place.owner, ast.Dict) else None
    if holder is not None and not {"default", "defaults"}.isdisjoint(words(holder.name)):
        return "give no default: whoever sets nothing gets a secret that everybody can read"
    return ""


def _finding(
    file: SourceFile, node: ast.Constant, place: Place, described: str, value: str, conceal: tuple[str, ...]
) -> Finding[_Literal]:
    form = "text"
    if isinstance(node.value, bytes):
        form = "bytes" if _is_text(node.value) else "hex"
        value = value if form == "bytes" else node.value.hex()
    said = "hexadecimal digits" if form == "hex" else ""
    if _sets_environment(file, place):
        platforms = Setting(place.name, value=value, secret=True, fixed=True)
        site = file.site(place.shown, "remove")
        return file.finding(
            rule, place.shown, f"{described} is set to a secret in the code", "let the platform set it",
            sites=(site,), settings=(platforms,), conceal=conceal, data=_Literal(form, may_be_absent=False),
        )  # fmt: skip
    holder = file.parents.get(place.shown)
    broken = to_lay_out(file, holder)
    asked = asking(file, node)
    told = (file.site(asked, "comment"),) if asked is not None else ()
    named = replace(setting(file, node, place, value), form=said)
    if named.name in GENERAL and not place.name.isupper():
        return file.finding(
            rule, place.shown, f"{described} is written in the code",
            f"read it from a setting that says whose it is: {named.name} alone says too little",
            safety=Safety.NONE, conceal=conceal,
        )  # fmt: skip
    return file.finding(
        rule, place.shown, f"{described} is written in the code", "read it from the environment",
        sites=(file.site(node), *broken, *told), settings=(named,), conceal=conceal,
        data=_Literal(form, may_be_absent(file, node, named.name)),
    )  # fmt: skip


def _is_text(value: bytes) -> bool:
    """Whether a variable can hold the bytes as they are."""
    try:
        return "\0" not in value.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _goes_into_environment(file: SourceFile, place: Place) -> bool:
    """Whether the file sets an environment variable to the constant: `os.environ["TOKEN"] = TOKEN`."""
    return place.kind == "constant" and any(
        isinstance(node.value, ast.Name)
        and node.value.id == place.name
        and any(
            isinstance(each, ast.Subscript) and qualified(file, each.value) == "os.environ" for each in node.targets
        )
        for node in file.nodes(ast.Assign)
    )


def _sets_environment(file: SourceFile, place: Place) -> bool:
    return place.kind == "item" and isinstance(place.owner, ast.expr) and qualified(file, place.owner) == "os.environ"
