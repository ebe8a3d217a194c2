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
secret that was ever committed is known: make a new one. A placeholder is reported and stays.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from codemods.domains.connections.addresses import connection, dictionary, is_dict, parse_uri
from codemods.domains.connections.aws_keys import may_be_absent
from codemods.domains.connections.constants import flows, where
from codemods.domains.secrets.asking_comments import asking
from codemods.domains.secrets.example_addresses import is_in_example
from codemods.domains.secrets.names_and_values import (
    is_literal_secret,
    is_sample,
    is_secret_name,
    is_signing_name,
    known_format,
    says_format,
    spellings,
)
from codemods.domains.secrets.of_packages import is_of_a_command
from codemods.domains.secrets.placeholders import is_mapping_key, is_placeholder, is_prefix
from codemods.domains.secrets.places import is_of_account, obstacle
from codemods.domains.secrets.scanner_marks import is_for_trial, is_marked
from codemods.domains.secrets.word_tables import is_in_word_table
from codemods.domains.settings.literals import is_service_code, to_lay_out
from codemods.libraries.connections import SERVICES
from codemods.model.names import called, last_name, qualified
from codemods.model.targets import (
    Place,
    environment_of,
    environment_wins,
    is_environment_default,
    place_of,
    upper_snake,
    words,
)
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

# Whose attribute a service's secret is: `app.secret_key`, `settings.api_key`.
_OF_SERVICE = frozenset(("app", "application", "server", "config", "conf", "cfg", "settings", "bot"))
_FIRM = ("constant", "attribute", "setting", "member", "item")
# Whose arguments stand in an address.
_ADDRESSES = frozenset(("url_for", "url_path_for", "reverse", "reverse_lazy", "redirect"))
# Names so general that the setting needs to say whose it is.
_GENERAL = frozenset(
    ("API_KEY", "TOKEN", "ACCESS_TOKEN", "AUTH_TOKEN", "SECRET", "PASSWORD", "KEY", "API_SECRET", "API_TOKEN", "PWD")
)
_NO_OWNER = frozenset(
    ("requests", "httpx", "builtins", "flask", "app", "config", "self", "data", "payload", "settings", "params", "json")
)
# Modules whose names say nothing of what a secret in them is for.
_ANY_MODULE = frozenset((
    "main", "app", "run", "server", "wsgi", "asgi", "manage", "index", "init", "core", "base", "common",
    "util", "utils", "helper", "helpers", "constant", "constants", "const", "consts", "view", "views",
    "route", "routes", "model", "models", "api", "bot", "env", "environment", "secret", "secrets", "key",
    "keys", "token", "tokens", "default", "defaults", "task", "tasks", "web", "service", "services", "client",
    "script", "local", "production", "development", "setup",
))  # fmt: skip
_DROPPED = frozenset((
    "config", "conf", "cfg", "settings", "dict", "credentials", "creds", "params", "data", "info", "options", "headers",
))  # fmt: skip


# A client's own name in front of what it speaks to: `aiosmtplib`, `pymemcache`.
_CLIENT = re.compile(r"^(?:aio|async|py)_?(?=[a-z]{4})|(?:lib|_?client|_sdk)$")
_KEYED = re.compile(r"(?:^|[\s;])(?:password|pwd)\s*=\s*'?([^\s;'{}%<>$*]+)", re.IGNORECASE)
_ADDRESSED = re.compile(r"(?:^|[\s;])(?:host|server|dbname|database|uid|user(?: id)?)\s*=\s*\S", re.IGNORECASE)


@rule.find(ast.Constant)
def keyed(node: ast.Constant, file: SourceFile) -> Iterator[Finding[_Literal]]:
    """Passwords in connection strings of keys and values: `"host=db user=shop password=…"`, `"SERVER=db;PWD=…"`."""
    text = node.value if isinstance(node.value, str) else ""
    found = _KEYED.search(text) if _ADDRESSED.search(text) else None
    place = place_of(file, node) if found else None
    if found is None or place is None or is_placeholder(found[1]) or not is_service_code(file, node):
        return
    yield file.finding(
        rule, place.shown, f"{place.name or 'a connection string'} holds a password",
        "compose it from settings of the environment, without a literal password", safety=Safety.NONE,
        conceal=(found[1], *spellings(file, node)),
    )  # fmt: skip


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
    place = place_of(file, node)
    if place is None or not is_service_code(file, node) or not _is_secret(file, node, place, value):
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
    if environment_wins(file, node) or "\0" in value:
        yield file.finding(
            rule, place.shown, f"{described} falls back to a secret in the code", "drop it: require the variable",
            safety=Safety.NONE, conceal=conceal,
        )  # fmt: skip
        return
    if why := _obstacle(file, node, place, value):
        yield file.finding(
            rule, place.shown, f"{described} is written in the code", why, safety=Safety.NONE, conceal=conceal
        )
        return
    yield _finding(file, node, place, described, value, conceal)


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
    holder = place_of(file, place.owner) if isinstance(place.owner, ast.Dict) else None
    if holder is not None and not {"default", "defaults"}.isdisjoint(words(holder.name)):
        return "give no default: whoever sets nothing gets a secret that everybody can read"
    return ""


def _finding(
    file: SourceFile, node: ast.Constant, place: Place, described: str, value: str, conceal: tuple[str, ...]
) -> Finding[_Literal]:
    form = "text"
    if isinstance(node.value, bytes):
        try:
            node.value.decode("utf-8")
            form = "bytes"
        except UnicodeDecodeError:
            form, value = "hex", node.value.hex()
    said = "hexadecimal digits" if form == "hex" else ""
    if _sets_environment(file, place):
        setting = Setting(place.name, value=value, secret=True, fixed=True)
        site = file.site(place.shown, "remove")
        return file.finding(
            rule, place.shown, f"{described} is set to a secret in the code", "let the platform set it",
            sites=(site,), settings=(setting,), conceal=conceal, data=_Literal(form, may_be_absent=False),
        )  # fmt: skip
    holder = file.parents.get(place.shown)
    broken = to_lay_out(file, holder)
    asked = asking(file, node)
    told = (file.site(asked, "comment"),) if asked is not None else ()
    setting = replace(_setting(file, node, place, value), form=said)
    if setting.name in _GENERAL and not place.name.isupper():
        return file.finding(
            rule, place.shown, f"{described} is written in the code",
            f"read it from a setting that says whose it is: {setting.name} alone says too little",
            safety=Safety.NONE, conceal=conceal,
        )  # fmt: skip
    return file.finding(
        rule, place.shown, f"{described} is written in the code", "read it from the environment",
        sites=(file.site(node), *broken, *told), settings=(setting,), conceal=conceal,
        data=_Literal(form, may_be_absent(file, node, setting.name)),
    )  # fmt: skip


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


def _setting(file: SourceFile, node: ast.Constant, place: Place, value: str) -> Setting:
    own = upper_snake(place.name).removeprefix("X_") or known_format(value) or "API_KEY"
    owner = _owner(file, place)
    names = [own]
    if owner and owner not in own:
        names.insert(0 if own in _GENERAL else 1, f"{owner}_{own}")
    if own in _GENERAL and (used := flows(file.project).get(where(file, node), "")):
        # As everybody calls it who connects by it.
        names = [used]
    environment = environment_of(file, node) if place.kind == "attribute" else ""
    return Setting(
        names[0],
        value=None if environment else value,
        secret=True,
        others=tuple(names[1:]),
        environments={environment: value} if environment else {},
        fixed=place.kind == "attribute" and "_" in own and own.isupper() and bool(environment),
    )


def _owner(file: SourceFile, place: Place) -> str:
    """Whose secret it is, as a prefix: the library that is called, the dictionary's name, the module's."""
    if isinstance(place.owner, ast.Call):
        library = called(file, place.owner).partition(".")[0]
        name = SERVICES.get(library) or _CLIENT.sub("", library)
    elif isinstance(place.owner, ast.Dict):
        holder = place_of(file, place.owner)
        name = holder.name if holder is not None else ""
    elif isinstance(place.owner, ast.ClassDef) and not _DROPPED.issuperset(words(place.owner.name)):
        name = place.owner.name
    elif isinstance(place.owner, ast.expr):
        name = getattr(place.owner, "id", getattr(place.owner, "attr", ""))
    else:
        name = file.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
        name = "" if not _ANY_MODULE.isdisjoint(words(name)) else name
    kept = [each for each in words(name) if each not in _DROPPED]
    return "_".join(kept).upper() if kept and name.lower() not in _NO_OWNER else ""


def _is_secret(file: SourceFile, node: ast.Constant, place: Place, value: str) -> bool:
    if place.kind in ("return", "argument"):
        return place.kind == "argument" and bool(known_format(value)) and not _speaks(place)
    if parse_uri(value) is not None or is_sample(file, node):
        return False
    if known_format(value):
        return True
    if not is_secret_name(place.name) and not place.name.lower().endswith("key"):
        return False
    if isinstance(place.owner, ast.Call) and (_connects(file, place.owner, place) or _makes_address(place.owner)):
        return False
    if isinstance(place.owner, ast.Dict | ast.Call) and dictionary(file, place.owner) is not None:
        return False
    if isinstance(place.owner, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in place.owner.bases):
        return False
    firm = place.kind in _FIRM and (place.name.isupper() or place.kind in ("setting", "member"))
    firm = firm or (place.kind == "parameter" and is_signing_name(place.name))
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
    if not is_literal_secret(place.name, value, firm):
        return False
    if place.kind not in ("constant", "attribute"):
        return True
    if is_prefix(file, place.name, value) and not is_signing_name(place.name):
        return False
    return not is_environment_default(file, place.name) and not is_mapping_key(file, place.name)


def _makes_address(call: ast.Call) -> bool:
    """Whether the call puts its arguments into an address that everybody can read: `url_for("demos", demo_key="a")`."""
    return last_name(call.func) in _ADDRESSES


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


def _sets_environment(file: SourceFile, place: Place) -> bool:
    return place.kind == "item" and isinstance(place.owner, ast.expr) and qualified(file, place.owner) == "os.environ"


def _lists(name: str) -> bool:
    return not {"messages", "errors", "labels", "fields", "columns", "names", "headers", "choices"}.isdisjoint(
        words(name)
    )


def _speaks(place: Place) -> bool:
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
        "split",
    )
