"""What a value in the code is called: the constant, setting, keyword, key or parameter that it is given to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.libraries.settings import FIELD_FACTORIES, FIELDS, FILLS_CONFIG, VEILS
from codemods.model.environment_reads import environment_read
from codemods.model.from_outside.classes import is_given_class
from codemods.model.from_outside.tables import is_asked_by_key
from codemods.model.names import called, last_name, qualified
from codemods.model.parsable import readable
from codemods.model.scopes import lookup, scope_of
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once

_UPPER = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# As people cut names: the number stays with its word in `s3_bucket` and `oauth2Key`.
_PARTS = re.compile(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+")
_CONFIG = re.compile(r"(^|_)(config|conf|cfg|settings)$", re.IGNORECASE)
_CONNECTS = re.compile(
    r"connect|engine|client|url|session|database|redis|mongo|update|mapping|init|celery|pool|broker", re.I
)
_ENVIRONMENT_CLASS = re.compile(
    r"^(?:Config)?(Dev|Development|Develop|Local|Prod|Production|Live|Stag|Stage|Staging)(?:elopment)?(?:Config\w*|Settings)?$",
    re.IGNORECASE,
)
_ENVIRONMENTS = {"d": "development", "l": "local", "p": "production", "s": "staging"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands.

    `kind` is constant (module level), attribute (class body), local, member (`x.name = …`), setting (of a Flask
    configuration), item (`x["name"] = …`), keyword, key (of a dict), argument (positional), parameter (a default) or
    return. `name` is empty for an argument. `owner` is the class, call, dict, function or object that the name
    belongs to. `shown` is the node that a report points at.
    """

    kind: str
    name: str
    shown: ast.AST
    owner: ast.AST | None = None


def place_of(file: SourceFile, node: ast.AST) -> Place | None:
    """Where the value of an expression goes first; None where it is only compared, printed, joined and so on."""
    parent = file.parents.get(node)
    match parent:
        case ast.Assign(value=value) if value is node:
            return _assigned(file, parent.targets[0], parent)
        case ast.AnnAssign(value=value) if value is node:
            return _assigned(file, parent.target, parent)
        case ast.keyword():
            return _keyword(file, parent)
        case ast.Dict():
            return _key(file, parent, node)
        case ast.Call() if node in parent.args and _is_veil(file, parent):
            return place_of(file, parent)
        case ast.Call() if node in parent.args:
            return _argument(file, parent, node)
        case ast.arguments():
            return _parameter(file, parent, node)
        case ast.Return():
            function = file.function(parent)
            name = getattr(function, "name", "")
            return Place("return", name, parent, function) if name else None
        case ast.IfExp() if node is not parent.test:
            return place_of(file, parent)
        case ast.Tuple() | ast.List():
            return _element(file, parent, node)
        case ast.Attribute(attr="encode" | "strip"):
            call = file.parents.get(parent)
            return place_of(file, call) if isinstance(call, ast.Call) and call.func is parent else None
        case _:
            return None


def field_of(file: SourceFile, node: ast.AST) -> Place | None:
    """The field of a class whose default a value is: `key: str = field(default="x")`, `Field(default_factory=…)`."""
    holder = file.parents.get(node)
    if isinstance(holder, ast.Call) and node in holder.args and _is_veil(file, holder):
        return field_of(file, holder)
    if isinstance(holder, ast.Lambda) and holder.body is node:
        node, holder = holder, file.parents.get(holder)
        if not isinstance(holder, ast.keyword) or holder.arg not in FIELD_FACTORIES:
            return None
    elif isinstance(holder, ast.keyword) and holder.arg != "default":
        return None
    call = file.parents.get(holder) if isinstance(holder, ast.keyword) else holder
    if not isinstance(call, ast.Call) or (name := called(file, call)) not in FIELDS:
        return None
    place = FIELDS[name]
    if not isinstance(holder, ast.keyword) and (place is None or call.args[place : place + 1] != [node]):
        return None
    found = place_of(file, call)
    return found if found is not None and found.kind == "attribute" else None


def _is_veil(file: SourceFile, call: ast.Call) -> bool:
    """Whether the call is `SecretStr(…)` or the like: who has its value asks for it."""
    return last_name(call.func).startswith("Secret") and called(file, call) in VEILS


def words(name: str) -> list[str]:
    """The lower-case words of a name in any style: `apiKey`, `API_KEY`, `api-key`."""
    return [each.lower() for each in _WORDS.findall(name)]


def upper_snake(name: str) -> str:
    """The name as a variable of the environment would be called; one that is written so stays as it is."""
    return name if _UPPER.fullmatch(name) else "_".join(_PARTS.findall(name)).upper()


def environment_of(file: SourceFile, node: ast.AST) -> str:
    """The environment (development, local, staging, production) that the class around the node is written for."""
    owner = file.enclosing_class(node)
    return environment_named(owner.name) if owner else ""


def environment_named(name: str) -> str:
    """The environment that a class, or a key of a dictionary of settings, is called after; '' for none."""
    match = _ENVIRONMENT_CLASS.match(name)
    return _ENVIRONMENTS[match[1][0].lower()] if match else ""


def environment_wins(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node only counts where the environment holds nothing: a default, an else, an except."""
    child = node
    for each in file.ancestors(node):
        match each:
            case ast.BoolOp(op=ast.Or()) | ast.IfExp() if each is not node and _reads_environment(file, each):
                return True
            case ast.Call() if environment_read(file, each) is not None:
                return True
            case ast.If() if child is not each.test and _reads_environment(file, each.test):
                return True
            case ast.ExceptHandler():
                attempt = file.parents[each]
                if isinstance(attempt, ast.Try) and any(_reads_environment(file, part) for part in attempt.body):
                    return True
            case ast.Dict() if is_asked_by_key(file, each):
                return True
            case ast.ClassDef():
                # A field of pydantic's settings is the environment's, and the value its default.
                return not _belongs_to_class(child) and is_given_class(file, each)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return False
        child = each
    return False


def is_given_field(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is the default of a field that pydantic's settings take from the environment."""
    statement = file.statement(node)
    owner = file.parents.get(statement)
    return isinstance(owner, ast.ClassDef) and not _belongs_to_class(statement) and is_given_class(file, owner)


def _belongs_to_class(statement: ast.AST) -> bool:
    return isinstance(statement, ast.AnnAssign) and "ClassVar" in ast.unparse(statement.annotation)


def is_environment_default(file: SourceFile, name: str) -> bool:
    """Whether a constant of the file is the default of a variable: `environ.get("URL", DEFAULT_URL)`. One that calls
    itself a default may be another file's.
    """
    if name in _environment_defaults(file) or "default" not in name.lower():
        return name in _environment_defaults(file)
    others = readable(file.project.words.holding(name.encode(), whole=True))
    return any(each.kind == "python" and name in _environment_defaults(each) for each in others)


@once
def _environment_defaults(file: SourceFile) -> set[str]:
    found: set[str] = set()
    for node in (*file.nodes(ast.Call), *file.nodes(ast.Subscript)):
        read = environment_read(file, node)
        if read is not None:
            parent = file.parents.get(node)
            defaults = [read[1], *(parent.values[1:] if isinstance(parent, ast.BoolOp) else ())]
            found.update(each.id for each in defaults if isinstance(each, ast.Name))
            found.update(each.attr for each in defaults if isinstance(each, ast.Attribute))
    for owner in file.nodes(ast.ClassDef):
        if is_given_class(file, owner):
            fields = (each for each in owner.body if isinstance(each, ast.AnnAssign) and not _belongs_to_class(each))
            found.update(each.value.id for each in fields if isinstance(each.value, ast.Name))
    return found


def is_passed_on(file: SourceFile, local: Place) -> bool:
    """Whether a function's local name is handed to a call that connects or configures, kept or returned."""
    function = local.owner
    if function is None:
        return False
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id == local.name and isinstance(node.ctx, ast.Load):
            parent = file.parents.get(node)
            if isinstance(parent, ast.Return | ast.Assign):
                return True
            if isinstance(parent, ast.keyword):
                parent = file.parents.get(parent)
            if isinstance(parent, ast.Call) and _CONNECTS.search(last_name(parent.func)):
                return True
    return False


def is_config(node: ast.AST) -> bool:
    """Whether an expression is a configuration by its name: `app.config`, `current_app.config`, `settings`."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return _CONFIG.search(name) is not None


def _reads_environment(file: SourceFile, node: ast.AST) -> bool:
    return any(_is_read(file, each) for each in ast.walk(node))


def _is_read(file: SourceFile, node: ast.AST) -> bool:
    if environment_read(file, node) is not None:
        return True
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        if any(each.value is not None and environment_read(file, each.value) for each in lookup(file, node, node.id)):
            return True
        return qualified(file, node) == "os.environ"
    return isinstance(node, ast.Attribute) and node.attr == "environ" and qualified(file, node) == "os.environ"


def _assigned(file: SourceFile, target: ast.expr, statement: ast.stmt) -> Place | None:
    if isinstance(target, ast.Name):
        scope = scope_of(file, statement)
        kind = {ast.Module: "constant", ast.ClassDef: "attribute"}.get(type(scope), "local")
        return Place(kind, target.id, statement, scope)
    if isinstance(target, ast.Attribute):
        return Place("member", target.attr, statement, target.value)
    if isinstance(target, ast.Subscript) and (name := literal(target.slice)):
        return Place("setting" if is_config(target.value) else "item", name, statement, target.value)
    return None


def _keyword(file: SourceFile, node: ast.keyword) -> Place | None:
    call = file.parents[node]
    if node.arg is None or not isinstance(call, ast.Call):
        return None
    if isinstance(call.func, ast.Attribute) and call.func.attr in FILLS_CONFIG and is_config(call.func.value):
        return Place("setting", node.arg, node, call.func.value)
    if isinstance(call.func, ast.Name) and call.func.id == "dict":
        return Place("key", node.arg, node, call)
    return Place("keyword", node.arg, node, call)


@fact
def _keys(file: SourceFile, parent: ast.Dict) -> dict[ast.AST, ast.expr | None]:
    """The key of each value of a dictionary, made once: tables of ten thousand entries exist."""
    return dict(zip(parent.values, parent.keys, strict=True))


def _key(file: SourceFile, parent: ast.Dict, node: ast.AST) -> Place | None:
    key = _keys(file, parent).get(node)  # a key is given to nothing itself
    name = literal(key)
    if name is None or key is None:
        return None
    call = file.parents.get(parent)
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in FILLS_CONFIG:
        return Place("setting" if is_config(call.func.value) else "key", name, key, call.func.value)
    return Place("key", name, key, parent)


def _argument(file: SourceFile, call: ast.Call, node: ast.AST) -> Place | None:
    if isinstance(call.func, ast.Attribute) and call.func.attr == "setdefault" and len(call.args) == 2:
        name = literal(call.args[0])
        if name and node is call.args[1] and is_config(call.func.value):
            return Place("setting", name, call, call.func.value)
    return Place("argument", "", node, call)


def _parameter(file: SourceFile, arguments: ast.arguments, node: ast.AST) -> Place | None:
    for arg, default in defaults(arguments):
        if default is node:
            return Place("parameter", arg.arg, node, file.parents[arguments])
    return None


def defaults(arguments: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr]]:
    """The parameters that have a default, each with it."""
    positional = [*arguments.posonlyargs, *arguments.args]
    yield from zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True)
    for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield arg, default


def _element(file: SourceFile, parent: ast.Tuple | ast.List, node: ast.AST) -> Place | None:
    statement = file.parents.get(parent)
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
        if isinstance(target, ast.Tuple | ast.List) and len(target.elts) == len(parent.elts):
            return _assigned(file, target.elts[parent.elts.index(node)], statement)  # type: ignore[arg-type]
        return None
    return place_of(file, parent) if len(parent.elts) == 1 else None
