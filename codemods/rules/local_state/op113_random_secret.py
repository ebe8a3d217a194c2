"""OP113: a secret that every process invents for itself.

Each worker and each replica signs its sessions with another key, so a customer who reaches the next one is logged out,
and so is everybody after each deploy.

Before::

    app.secret_key = os.urandom(24)

    class Config:
        SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_hex(16)

After::

    app.secret_key = os.environ["SECRET_KEY"]

    class Config:
        SECRET_KEY = os.environ["SECRET_KEY"]

By hand: make the secret once, give it to all replicas through the environment, and do not start without it. A class
for development may keep its own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.domains.commands.gunicorn import preloads
from codemods.domains.secrets.literals.signing import signs_nothing
from codemods.domains.settings.missing_in_compose import lacking
from codemods.libraries.standard import RANDOM, RANDOM_BYTES
from codemods.model.environment_reads import environment_read
from codemods.model.from_outside.classes import is_given_class
from codemods.model.names import called, last_name, qualified
from codemods.model.parsable import readable
from codemods.model.scopes import lookup, stored_name
from codemods.model.targets import environment_named, environment_of, is_config, upper_snake, words
from codemods.model.test_scopes import is_test_code
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.kept import once
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule(
    "OP113", "random-secret", safety=Safety.UNSAFE,
    needles=("urandom", "secrets", "uuid", "random"),
)  # fmt: skip

_NAME = re.compile(r"(?i)^((jwt_|session_|wtf_csrf_|csrf_|flask_|app_)?secret(_key)?|.*_salt|jwt_(\w+_)?secret\w*)$")
# Whoever reads these takes text as well as bytes.
_TEXT_TOO = re.compile(r"(?i)^(jwt_|wtf_csrf_|flask_)?secret_key$")
# Stands in for somebody's own, so that a login for nobody takes as long as any other.
_FOR_NOBODY = re.compile(r"(?i)(^|_)(dummy|fake|decoy)_")
# Whose salt is a setting, and not a row's.
_HOLDERS = frozenset(("app", "application", "config", "settings", "self", "cls"))
_SPEAKS_OF_RANDOM = re.compile(r"(?i)\brandom(?:ly)?\b")
_WARNS = re.compile(r"(^|\.)(warn|warning|error|critical)$")
_REMEDY = "read it from the environment, and give all replicas the same one"


@rule.find(ast.Assign)
def random_secrets(node: ast.Assign, file: SourceFile) -> Iterator[Finding]:
    """Settings for a secret whose value, or whose default, is random."""
    name = next((found for each in node.targets if (found := stored_name(each)) and _NAME.match(found)), "")
    if (
        not name
        or _FOR_NOBODY.search(name)
        or is_test_code(file, node)
        or environment_of(file, node) in ("development", "local")
    ):
        return
    if file.function(node) is not None and not _is_setting(node.targets[0]):
        return
    if any(_is_of_blueprint(file, each) for each in node.targets):
        return
    made = [each for each in ast.walk(node.value) if isinstance(each, ast.Call) and RANDOM.match(called(file, each))]
    if not made:
        return
    if _stands_in(file, node, name) or _lets_nobody_in(file, node) or _is_kept_with_rows(file.project, name):
        return
    if signs_nothing(file, name):
        return
    root = file.project.service_root(file.path)
    where = "at each start" if preloads(file.project, root) else "in every process"
    message = f"{name} is another one {where}: sessions end at the next replica or restart"
    setting = _setting(file, node.value, name)
    text = _TEXT_TOO.match(name) or not any(called(file, each) in RANDOM_BYTES for each in made) or _is_text(node.value)
    if setting is None or not text or (setting.fixed and _is_explained(file, node)):
        yield file.finding(rule, node, message, _REMEDY, safety=Safety.NONE)
    elif service := lacking(file.project, root, setting.name):
        remedy = f"{_REMEDY}: {service} is not given {setting.name} yet"
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE)
    else:
        yield file.finding(rule, node, message, _REMEDY, sites=(file.site(node.value),), settings=(setting,))


@rule.find(ast.ClassDef)
def random_defaults(node: ast.ClassDef, file: SourceFile) -> Iterator[Finding]:
    """Fields of settings that are random where no variable is given: `SECRET_KEY: str = token_hex(32)`."""
    random = (each for each in node.body if isinstance(each, ast.AnnAssign) and _makes_random(file, each.value))
    named = ((stored_name(each.target), each) for each in random)
    found = [(name, each) for name, each in named if _NAME.match(name) and not signs_nothing(file, name)]
    if not found or is_test_code(file, node) or environment_named(node.name) in ("development", "local"):
        return
    if is_given_class(file, node):
        where = "at each start" if preloads(file.project, file.project.service_root(file.path)) else "in every process"
        name, first = found[0]
        message = f"without a variable {name} is another one {where}: sessions end at the next replica or restart"
        yield file.finding(
            rule, first, message, "drop it: require the variable", safety=Safety.NONE,
            also=tuple((file.path, each.lineno) for _, each in found[1:]),
        )  # fmt: skip


def _makes_random(file: SourceFile, value: ast.expr | None) -> bool:
    """Whether a value is made by chance, also by a function that is handed over: `Field(default_factory=token_hex)`."""
    made = (each for each in ast.walk(value or ast.Pass()) if isinstance(each, ast.Call | ast.keyword))
    return any(
        RANDOM.match(called(file, each) if isinstance(each, ast.Call) else qualified(file, each.value)) for each in made
    )


def _lets_nobody_in(file: SourceFile, node: ast.Assign) -> bool:
    """Whether the account beside the key is random too, so that nobody has a session: `PASSWORD = str(uuid4())`."""
    return any(
        isinstance(each, ast.Assign) and _is_random_alone(file, each.value)
        and any(_plain_password(stored_name(target) or "") for target in each.targets)
        for each in file.block(node)
    )  # fmt: skip


def _plain_password(name: str) -> bool:
    return words(name)[-1:] in (["password"], ["passwd"])


def _is_explained(file: SourceFile, node: ast.Assign) -> bool:
    """Whether a comment right above speaks of the random value: it would be untrue of another one."""
    above = []
    for line in reversed(file.lines[: node.lineno - 1]):
        if not line.lstrip().startswith("#"):
            break
        above.append(line)
    return any(_SPEAKS_OF_RANDOM.search(each) for each in above)


def _stands_in(file: SourceFile, node: ast.Assign, name: str) -> bool:
    """Whether it is what a branch puts in place of a setting that is missing, and the log tells so."""
    branch = file.parents[node]
    if not isinstance(branch, ast.If) or file.function(node) is not None:
        return False
    tested = any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(branch.test))
    return tested and any(
        isinstance(each, ast.Call) and _WARNS.search(ast.unparse(each.func))
        for statement in branch.body for each in ast.walk(statement)
    )  # fmt: skip


@once
def _is_kept_with_rows(project: Project, name: str) -> bool:
    """Whether the salt is written beside what it salts, where it is found again: `user.salt = SALT`."""
    return name.lower().endswith("salt") and any(
        _keeps(file, name) for file in readable(project.words.holding(name.encode(), whole=True))
        if not project.is_test(file.path)
    )  # fmt: skip


def _keeps(file: SourceFile, name: str) -> bool:
    stored = (
        _is_salt_of_row(target)
        for each in file.nodes(ast.Assign) if last_name(each.value) == name for target in each.targets
    )  # fmt: skip
    given = (
        (each.arg or "").lower().endswith("salt") and last_name(each.value) == name
        for call in file.nodes(ast.Call) if last_name(call.func)[:1].isupper() for each in call.keywords
    )  # fmt: skip
    return any(stored) or any(given)


def _is_salt_of_row(target: ast.expr) -> bool:
    match target:
        case ast.Attribute(attr=attr, value=owner) if attr.lower().endswith("salt"):
            return not is_config(owner) and last_name(owner).lower() not in _HOLDERS
    return False


def _is_setting(target: ast.expr) -> bool:
    """Whether the target is the application's: `app.secret_key`, `app.config["SECRET_KEY"]`."""
    match target:
        case ast.Attribute(attr="secret_key") | ast.Subscript(value=ast.Attribute(attr="config")):
            return True
    return False


def _is_of_blueprint(file: SourceFile, target: ast.expr) -> bool:
    """Whether the target is an attribute of a blueprint, which nothing reads: `pages.secret_key`."""
    match target:
        case ast.Attribute(value=ast.Name(id=name) as owner):
            made = [each.value for each in lookup(file, owner, name)]
            return bool(made) and all(
                isinstance(each, ast.Call) and called(file, each).rpartition(".")[2] == "Blueprint" for each in made
            )
    return False


def _setting(file: SourceFile, value: ast.expr, name: str) -> Setting | None:
    """The variable that the code reads already, or one of the target's name; None where the value is more than that."""
    reads = [read for each in ast.walk(value) if (read := environment_read(file, each)) is not None]
    if not reads:
        return Setting(upper_snake(name), secret=True) if _is_random_alone(file, value) else None
    match value:
        case ast.BoolOp(op=ast.Or(), values=[ast.Call() as first, second]):
            plain = environment_read(file, first) is not None and _is_random_alone(file, second)
        case ast.Call():
            read = environment_read(file, value)
            plain = read is not None and read[1] is not None and _is_random_alone(file, read[1])
        case _:
            plain = False
    return Setting(reads[0][0], secret=True, fixed=True) if plain and len(reads) == 1 else None


def _is_random_alone(file: SourceFile, value: ast.expr) -> bool:
    """Whether the value is a random one, perhaps in another spelling: `.hex()`, `str(…)`, `b64encode(…).decode()`."""
    match value:
        case ast.Call() if RANDOM.match(called(file, value)):
            return True
        case ast.Call(func=ast.Attribute(value=inner, attr="hex" | "decode"), keywords=[]):
            return _is_random_alone(file, inner)
        case ast.Call(args=[inner], keywords=[]):
            return re.search(r"(^builtins\.str|b64encode|hexlify)$", called(file, value)) is not None and (
                _is_random_alone(file, inner)
            )
        case ast.Attribute(value=inner, attr="hex"):
            return _is_random_alone(file, inner)
    return False


def _is_text(value: ast.expr) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr in ("hex", "decode") for each in ast.walk(value))


@rule.rewrite("BaseExpression")
def require(node: cst.BaseExpression, finding: Finding, edit: Edit) -> cst.BaseExpression:
    """A read of the environment without a default."""
    from codemods.rewriting.cst.expressions import in_place_of
    from codemods.rewriting.source.environment import required

    return in_place_of(node, edit.expression(required(edit, finding.settings[0].name)))
