"""What code knows of environments: their names, the expression that holds the present one's, tests for one."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from codemods.model.environment_reads import environment_read
from codemods.model.from_outside.unset_entries import is_never_set
from codemods.model.functions import FUNCTIONS
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup, tables
from codemods.model.strings import argument, literal
from codemods.model.templates import template_texts
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_DEVELOPMENT = frozenset(("development", "develop", "dev", "local", "localhost"))
_SURE = _DEVELOPMENT - {"local", "localhost"} | {
    "production", "prod", "staging", "stage", "stg", "preprod", "pre-prod", "preproduction", "qa", "uat", "sandbox",
}  # fmt: skip
# Names that mean an environment only where an environment is spoken of.
_LIKELY = frozenset(
    ("local", "localhost", "docker", "heroku", "unix", "live", "preview", "integration", "demo", "default", "base")
)
_TESTING = frozenset(("test", "testing", "tests", "unittest", "unit_test", "pytest", "ci"))

_WORD = r"(ENV|ENVIRONMENT|ENV_NAME|ENV_TYPE|APP_MODE|CONFIG_NAME|CONFIG_MODE|CONFIG_ENV|FLASK_CONFIG|DEPLOY_STAGE)"
_VARIABLE = re.compile(
    rf"(\w+_)?{_WORD}$|(APP|FLASK|\w+_APP)_(CONFIG|SETTINGS)(_MODULE|_CLASS|_NAME)?$|STAGE$", re.IGNORECASE
)
_NO_VARIABLE = re.compile(r"VIRTUAL_?ENV|CONDA|PIPENV|PYENV|DJANGO_SETTINGS_MODULE", re.IGNORECASE)
_LOCAL_NAME = re.compile(
    r"_*((app|flask|deploy|deployment|current|run|runtime)_?)?(env|environment)(_name)?$|config_name$", re.IGNORECASE
)
_HOLDERS = re.compile(r"(.*_)?(app|application|config|settings|conf|cfg|current_app)$", re.IGNORECASE)
_CLEANERS = ("lower", "upper", "strip", "casefold", "title", "capitalize")
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """An expression that holds the environment's name.

    `key` is alike for alike expressions. `default` is the name while the variable is not set, where that is known.
    `sure` says that its own name tells it; else it is any variable of the process's environment.
    """

    key: str
    default: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of the environment's name with `names` (lower case); `exact` if it is by equality alone."""

    subject: Subject
    names: tuple[str, ...]
    negated: bool
    exact: bool

    @property
    def testing(self) -> bool:
        """Whether it only asks for the test environment."""
        return all(is_testing(each) for each in self.names)


def is_environment(name: str, surely: bool = True) -> bool:
    """Whether the word names an environment to deploy to; with `surely` false also words that often do not."""
    word = name.lower()
    return word in _SURE or (not surely and word in _LIKELY)


def is_one_environments(file: SourceFile, node: ast.AST, name: str) -> bool:
    """Whether a constant is what another one of its module or class is in another environment: STG_BASE_URL beside
    BASE_URL, or beside PROD_BASE_URL.
    """
    parts = name.split("_")
    own = next((number for number, each in enumerate(parts) if is_environment(each)), None)
    if own is None or len(parts) < 2:
        return False
    scope = file.enclosing_class(node) or file.tree
    rest = [*parts[:own], *parts[own + 1 :]]
    return any(
        other != name and [each for each in other.split("_") if not is_environment(each)] == rest
        for other in tables(file)[scope].names
    )


def is_testing(name: str) -> bool:
    """Whether the word names the environment of a test suite."""
    return name.lower() in _TESTING


def is_development(name: str) -> bool:
    """Whether the word names a developer's own environment."""
    return name.lower() in _DEVELOPMENT


def is_variable(name: str) -> bool:
    """Whether a variable or setting of this name holds the environment's name."""
    return _VARIABLE.match(name) is not None and _NO_VARIABLE.search(name) is None


def subject(file: SourceFile, node: ast.AST, depth: int = 0) -> Subject | None:
    """The environment's name that the expression holds, if it does."""
    if depth > _DEPTH:
        return None
    found: Subject | None = None
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr=attr), args=[], keywords=[]) if attr in _CLEANERS:
            return subject(file, inner, depth + 1)
        case ast.Call(args=[inner]) if called(file, node) == "builtins.str":
            return subject(file, inner, depth + 1)
        case ast.BoolOp(op=ast.Or(), values=[first, *_]):
            found = subject(file, first, depth + 1)
            return found and Subject(found.key, literal(node.values[-1]) or found.default, found.sure)
        case ast.NamedExpr(value=inner):
            return subject(file, inner, depth + 1)
        case ast.Name():
            found = _name(file, node, depth)
        case ast.Attribute(value=base, attr=attr):
            if (attr.isupper() and is_variable(attr)) or (attr.lower() in ("env", "environment") and _holds(base)):
                found = Subject(ast.dump(node), None, True)
        case ast.Subscript(value=base, slice=ast.Constant(value=str(key))) if _holds(base) and is_variable(key):
            found = None if is_never_set(file, key) else Subject(ast.dump(node), None, True)
        case ast.Call(func=ast.Attribute(value=base, attr="get")) if _holds(base):
            word = literal(argument(node, 0, "key"))
            if word and is_variable(word) and not is_never_set(file, word):
                found = Subject(ast.dump(node), literal(argument(node, 1, "default")), True)
    if found is None and (read := environment_read(file, node)):
        return Subject(read[0], literal(read[1]), is_variable(read[0]))
    return found


def comparison(file: SourceFile, node: ast.AST) -> Test | None:
    """The test for an environment that the expression is, if it is one."""
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            test = comparison(file, inner)
            return test and Test(test.subject, test.names, not test.negated, test.exact)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            if literal(left) is not None and isinstance(op, ast.Eq | ast.NotEq):
                left, right = right, left
            return _test(file, left, _words(op, right), isinstance(op, ast.NotEq | ast.NotIn), _is_exact(op, right))
        case ast.Call(func=ast.Attribute(value=inner, attr="startswith" | "endswith"), args=[word]):
            names = [each for each in [literal(word)] if each]
            return _test(file, inner, names, False, False)
        case ast.Call():
            return _asked_of_helper(file, node)
    return None


def _asked_of_helper(file: SourceFile, call: ast.Call) -> Test | None:
    """The test that a function of the project's makes of the words that it is given: `is_env("prod")`.

    A function that names the environment itself is such a test already, where it stands.
    """
    words = [literal(each) for each in call.args]
    if (
        not words
        or call.keywords
        or not any(each and (is_environment(each, False) or is_testing(each)) for each in words)
    ):
        return None
    things = evaluate(file, call.func)
    if len(things) != 1 or not isinstance(function := things[0].node, FUNCTIONS) or isinstance(function, ast.Lambda):
        return None
    match [each for each in function.body if not isinstance(each, ast.Expr)]:
        case [ast.Return(value=ast.Compare(left=held, ops=[ast.Eq() | ast.In()], comparators=[ast.Name(id=name)]))]:
            pass
        case _:
            return None
    arguments = function.args
    given = [*arguments.args, *([arguments.vararg] if arguments.vararg else [])]
    if not given or given[-1].arg != name:
        return None
    return _test(things[0].file, held, [each for each in words if each], False, False)


def is_handed_in(file: SourceFile, node: ast.AST, key: str) -> bool:
    """Whether the environment's name is a parameter here: the caller decides, not the process's environment."""
    return any(each.kind == "param" for each in lookup(file, node, key))


def is_used_elsewhere(file: SourceFile, name: str) -> bool:
    """Whether another module may take a name of this module's top level."""
    stem = file.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
    module, word = re.escape(stem), re.escape(name)
    taken = re.compile(
        rf"\b{module}\.{word}\b|\bfrom [.\w]*\b{module} import (\*|[^(\n]*\b{word}\b|\([^)]*\b{word}\b)"
        rf"|\bimport [.\w]*\b{module} as \w|\bfrom \. import \*".encode()
    )
    others = file.project.mentioning(stem.encode(), name.encode())
    if any(other is not file and taken.search(other.spelled) for other in others) or _is_starred(file, stem):
        return True
    return name.isupper() and _is_asked_for(file, name)


def _is_asked_for(file: SourceFile, name: str) -> bool:
    """Whether a configuration that a module may be loaded into is asked for: `app.config["ENV"]`, `settings.ENV`."""
    asked = re.compile(
        rf"(?i:config|conf|cfg|settings)\w*(?:\[\s*|\.get\(\s*)[\"']{name}[\"']"
        rf"|(?<![\w.])(?i:(?:\w+\.)?(?:config|conf|cfg|settings))\.{name}\b".encode()
    )
    texts = (*(each.data for each in file.project.files.values()), *template_texts(file.project))
    return any(asked.search(each) for each in texts if name.encode() in each)


def _is_starred(file: SourceFile, stem: str) -> bool:
    starred = re.compile(rf"\bfrom [.\w]*\b{re.escape(stem)} import \*".encode())
    return any(starred.search(other.spelled) for other in file.project.mentioning(stem.encode(), b"import *"))


def _words(op: ast.cmpop, right: ast.expr) -> list[str]:
    if isinstance(op, ast.Eq | ast.NotEq | ast.Is | ast.IsNot):
        word = literal(right)
        return [] if word is None else [word]
    if isinstance(op, ast.In | ast.NotIn) and isinstance(right, ast.Tuple | ast.List | ast.Set):
        words = [literal(each) for each in right.elts]
        return [] if None in words else [each for each in words if each is not None]
    return []


def _is_exact(op: ast.cmpop, right: ast.expr) -> bool:
    return isinstance(op, ast.Eq | ast.NotEq | ast.In | ast.NotIn) and bool(_words(op, right))


def _test(file: SourceFile, left: ast.expr, words: list[str], negated: bool, exact: bool) -> Test | None:
    names = tuple(each.lower() for each in words)
    if not any(is_environment(each, surely=False) or is_testing(each) for each in names):
        return None
    found = subject(file, left)
    if found is None or not (found.sure or any(is_environment(each) for each in names)):
        return None
    return Test(found, names, negated, exact)


def _holds(base: ast.expr) -> bool:
    """Whether an expression is called like an application or its configuration."""
    name = base.id if isinstance(base, ast.Name) else base.attr if isinstance(base, ast.Attribute) else ""
    return _HOLDERS.match(name) is not None


def _name(file: SourceFile, node: ast.Name, depth: int) -> Subject | None:
    bindings = lookup(file, node, node.id)
    for binding in bindings:
        if binding.kind == "value" and binding.value is not None and not isinstance(binding.node, ast.withitem):
            if found := subject(file, binding.value, depth + 1):
                return Subject(node.id, found.default, found.sure)
        elif binding.kind == "param" and _LOCAL_NAME.match(node.id):
            return Subject(node.id, None, True)
        elif binding.kind == "from" and isinstance(binding.node, ast.ImportFrom):
            return _imported(file, binding.node, node.id, depth)
    return None


def _imported(file: SourceFile, statement: ast.ImportFrom, name: str, depth: int) -> Subject | None:
    original = next(each.name for each in statement.names if (each.asname or each.name) == name)
    module = file.project.absolute_name(file.path, statement.level, statement.module)
    target = file.project.module(module, file.path)
    if target is not None and target is not file:
        try:
            bindings = tables(target)[target.tree].names.get(original, [])
        except Unreadable:
            return None
        for binding in bindings:
            if binding.value is not None and (found := subject(target, binding.value, depth + 1)):
                return Subject(name, found.default, found.sure)
    return Subject(name, None, True) if original.isupper() and is_variable(original) else None


def config_receiver(file: SourceFile, node: ast.expr) -> bool:
    """Whether the expression is the configuration of a Flask-like application: `app.config`, or a Config made here."""
    if isinstance(node, ast.Attribute) and node.attr == "config":
        return True
    return qualified(file, node) in ("flask.Config", "flask.config.Config", "quart.Config", "quart.config.Config")
