"""OP605: an application whose configuration is a file, with nothing that lets the environment win.

`from_pyfile` and its like read a file of the image, or of one machine's instance folder. Another environment needs
another file, and who runs the container has no say. A file that is read last even overrides what the environment set.

Before::

    app.config.from_pyfile("config.py", silent=True)  # this machine's own

After::

    app.config.from_pyfile("config.py", silent=True)  # this machine's own
    app.config.update(
        {
            key: (
                os.environ[key].lower() in ("1", "true", "yes", "on")
                if type(value) is bool
                else type(value)(os.environ[key])
            )
            for key, value in app.config.items()
            if key in os.environ and type(value) in (str, int, float, bool)
        }
    )

The file stays and holds the defaults; text, numbers and switches can be set from outside under the setting's own name,
lists can't. What a platform, a shell or a service link sets for itself stays the file's: `HOST`, `USER`, `REDIS_PORT`.
Where code imports the file as a module too, it is only reported: there the file would still win. It is unsafe because
a variable of that name may be set already. Where one of several files is loaded, by a condition, it is only reported:
behind one of them the others would still win. Where a variable or a caller asks for a further file, the update comes
behind that one.

By hand: read each setting from the environment, with the file's value as its default.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from codemods.domains.environments.classes import names_environment, words
from codemods.domains.environments.names import config_receiver, is_environment
from codemods.domains.settings.config_files import fixed_file, looks_at_any_variable, named_file, reads_environment
from codemods.libraries.settings import FILE_LOADERS
from codemods.model.environment_reads import reads_of
from codemods.model.names import called
from codemods.model.scopes import lookup
from codemods.model.strings import argument
from codemods.plans.left_to_files import asked_of_environment, given_already, left_to_file, put_together, sets_nothing
from codemods.project.source_file import SourceFile, begin, end
from codemods.project.test_code import Use, use_of_path
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.unreadable import Unreadable

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Configuration:
    """The application's configuration, as the code names it, and the settings that stay the file's."""

    name: str
    left: tuple[str, ...] = ()


rule = Rule[_Configuration](
    "OP605",
    "config-file",
    needles=("from_pyfile", "from_json", "from_file", "from_yaml", "from_envvar"),
    safety=Safety.UNSAFE,
)

# What all environments share is none of them.
_OF_ALL = frozenset(("base", "default"))
_SETTINGS = frozenset(("config", "configs", "settings", "conf", "instance"))
# What the command line names, or what lies in the home of who runs it.
_OUTSIDE = re.compile(r"argv|\bexpanduser\(|\bPath\.home\(|[\"']~/")
_ASKS = re.compile(r"\bin os\.environ\b|\bin environ\b")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@rule.find(ast.Call)
def loaders(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Configuration]]:
    """Files read into an application's configuration, after which no variable can change it."""
    message = _message(file, node)
    if message is None or not isinstance(node.func, ast.Attribute):
        return
    remedy = (
        "let the environment win over the file's settings; then see that no variable has a setting's name by chance"
    )
    statement, config = file.statement(node), node.func.value
    earlier = _of_function(file, node, ast.unparse(config))
    if earlier.pop() is not node:
        return  # one file loaded over another is one fault: the last word has it
    also = tuple((file.path, each.lineno) for each in earlier)
    is_plain = isinstance(statement, ast.Expr) and statement.value is node and not isinstance(config, ast.Call)
    if importer := _importer(file, node):
        remedy = f"read each setting from the environment in the file itself: {importer} imports it as a module"
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE, also=also)
        return
    if not is_plain or _is_one_of_several(file, statement, ast.unparse(config)):
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE, also=also)
        return
    # Of several files in a row, the last one is the place for the override.
    block = file.block(statement)
    loads = [each for each in block if _loads_into(each, ast.unparse(config))]
    told = [each for each in loads if _message(file, each.value)]
    outside = [each for call in earlier if (each := file.statement(call)) not in block]
    last = _last_word(file, outside[-1] if outside else loads[-1], ast.unparse(config))
    if last is None:
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE, also=also)
        return
    loaded = {name for each in (*earlier, node) if (name := fixed_file(file, argument(each, 0, "filename")))}
    if asked_of_environment(file, loaded):
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE, also=also)
        return
    left = left_to_file(file, loaded)
    parts = tuple(each for each in put_together(file, loaded) if each not in left)
    yield file.finding(
        rule, node, message, "; ".join((remedy, *_steps(left, parts, given_already(file, loaded)))),
        sites=(file.site(last, "overridden"),) if statement is told[-1] else (),
        data=_Configuration(ast.unparse(config), tuple(sorted({*left, *parts}))), group=f"{file.path}:{last.lineno}",
        also=also,
    )  # fmt: skip


def _steps(left: tuple[str, ...], parts: tuple[str, ...], given: tuple[str, ...]) -> Iterator[str]:
    """What else an owner has to know of the update."""
    if left:
        yield f"{', '.join(left)}: the file's as today, as platforms, shells or links set such variables for themselves"
    if parts:
        yield f"{', '.join(parts)}: the file's as today, which puts others together of them"
    if given:
        yield f"{', '.join(given)}: given already, and begins to count"


def _last_word(file: SourceFile, load: ast.stmt, config: str) -> ast.stmt | None:
    """Behind which statement the environment has the last word: the last of a row of files, or that of a branch below
    it. Where callers get that branch unless they ask for another, it is behind the file in it; where they have to ask
    for it, as tests do, before it: what they name has the last word. Where the environment asks, it is behind the
    branch. None where other conditions load files.
    """
    scope = file.function(load) or file.tree
    below = [each for each in _statements(scope) if begin(each) > end(load) and _loads_into(each, config)]
    if not below:
        return load
    branch = file.parents.get(below[0])
    if (
        not isinstance(branch, ast.If)
        or branch not in file.block(load)
        or not all(each in branch.body for each in below)
    ):
        return None
    if reads_environment(file, branch.test) or _ASKS.search(ast.unparse(branch.test)):
        return branch
    if isinstance(branch.test, ast.Name) and all(
        each.kind == "param" for each in lookup(file, branch.test, branch.test.id)
    ):
        return max(below, key=begin) if _is_on(scope, branch.test.id) else load
    return None


def _is_on(function: ast.AST, name: str) -> bool:
    """Whether a parameter is true where no caller says otherwise, or each has to say."""
    assert isinstance(function, _FUNCTIONS)
    taken = [*function.args.posonlyargs, *function.args.args]
    given = dict(zip([each.arg for each in reversed(taken)], reversed(function.args.defaults), strict=False))
    given |= {
        each.arg: value
        for each, value in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True) if value is not None
    }  # fmt: skip
    default = given.get(name)
    return not isinstance(default, ast.Constant) or bool(default.value)


def _of_function(file: SourceFile, node: ast.Call, config: str) -> list[ast.Call]:
    """The calls of its function that are told of and load into the same configuration, in the order of the text."""
    found = [
        each for each in file.nodes(ast.Call)
        if isinstance(each.func, ast.Attribute) and ast.unparse(each.func.value) == config
        and file.function(each) is file.function(node) and _message(file, each) is not None
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.lineno, each.col_offset))


@rule.find(ast.Call)
def chosen_files(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Configuration]]:
    """`from_envvar` where the service holds a file of settings for each environment: the variable picks one of them."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr != "from_envvar" or file.project.is_test(file.path):
        return
    files = _per_environment(file) if config_receiver(file, node.func.value) else []
    if len(files) > 1:
        yield file.finding(
            rule, node, f"each environment has a file of its own in the image: {', '.join(files)}",
            "read each setting from the environment, with one file's value as its default", safety=Safety.NONE,
        )  # fmt: skip


def _per_environment(file: SourceFile) -> list[str]:
    """The service's files of settings that are called after an environment, one of them surely so.

    `local` is one beside `staging`; alone it may be any file that an installation has of its own.
    """
    root = file.project.service_root(file.path)
    stems = {
        path: posixpath.basename(path).partition(".")[0]
        for path in sorted(file.project.files)
        if path.startswith(f"{root}/" if root else "")
        and path.endswith((".cfg", ".py", ".ini", ".json", ".toml", ".conf"))
        and not _SETTINGS.isdisjoint(words(path))
    }
    sure = {path for path, stem in stems.items() if names_environment(stem)}
    likely = {path for path, stem in stems.items() if is_environment(stem, surely=False) and stem not in _OF_ALL}
    return sorted(sure | likely) if sure else []


def _importer(file: SourceFile, node: ast.Call) -> str:
    """The file that takes settings from the loaded file as from a module, past the application's configuration."""
    path = argument(node, 0, "filename")
    names = [each for each in ast.walk(path) if isinstance(each, ast.Name)] if path is not None else []
    parts = [path, *(each.value for name in names for each in lookup(file, name, name.id))]
    written = [each.value for part in parts if part is not None for each in ast.walk(part)
               if isinstance(each, ast.Constant) and isinstance(each.value, str)]  # fmt: skip
    name = next((each.rpartition("/")[2] for each in written if each.endswith(".py")), "")
    if not name:
        return ""
    stem = re.escape(name.removesuffix(".py").encode())
    taken = re.compile(
        rb"^[ \t]*(?:from[ \t]+[\w.]*\b%s[ \t]+import\b|import[ \t]+[\w.]*\b%s\b"
        rb"|from[ \t]+[\w.]+[ \t]+import[ \t][^#\n]*\b%s\b)" % (stem, stem, stem), re.MULTILINE,
    )  # fmt: skip
    root = file.project.service_root(file.path)
    users = (
        each.path for each in file.project.python()
        if taken.search(each.spelled) and file.project.service_root(each.path) == root
    )  # fmt: skip
    return next((each for each in users if not file.project.is_test(each)), "")


def _loads_into(statement: ast.stmt, config: str) -> TypeGuard[ast.Expr]:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=holder, attr=attr))):
            return attr in (*FILE_LOADERS, "from_envvar") and ast.unparse(holder) == config
    return False


def _is_one_of_several(file: SourceFile, statement: ast.stmt, config: str) -> bool:
    """Whether another branch around the statement loads a file too: behind one of them is no place for all."""
    own = file.block(statement)
    around = [each for each in file.ancestors(statement) if isinstance(each, ast.If | ast.Try | ast.Match)]
    if not around or file.function(around[-1]) is not file.function(statement):
        return False
    inner = [each for each in around if file.function(each) is file.function(statement)]
    return any(
        isinstance(each, ast.stmt) and _loads_into(each, config) and each not in own for each in ast.walk(inner[-1])
    )


def _message(file: SourceFile, node: ast.expr) -> str | None:
    """What is wrong with a call that loads a file, None where nothing is."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in FILE_LOADERS:
        return None
    if not config_receiver(file, node.func.value) or file.project.is_test(file.path):
        return None
    path = argument(node, 0, "filename")
    if path is None or _comes_from_outside(file, path) or _is_for_tests(file, path):
        return None
    statements = _statements(file.function(node) or file.tree)
    later = [each for each in statements if begin(each) > end(node)]
    if _is_overridden(file, later) or _reads_itself(file, path) or _sets_nothing(file, path):
        return None
    earlier = [each for each in statements if begin(each) < begin(node) and not hasattr(each, "body")]
    if any(reads_environment(file, each) and "config" in ast.unparse(each) for each in earlier):
        return f"{node.func.attr} silently overrides what the environment set before"
    return f"{node.func.attr} makes a file the last word on the configuration: the environment cannot set it"


def _is_for_tests(file: SourceFile, path: ast.expr) -> bool:
    """Whether a literal in the expression names settings that tests run with."""
    written = [each.value for each in ast.walk(path) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(use_of_path(each, file.project.told.test_folders) is Use.TEST for each in written)


def _comes_from_outside(file: SourceFile, path: ast.expr) -> bool:
    """Whether a variable, the command line or a caller names the file, or the start script writes it of variables."""
    if named_file(file, path) is not None:
        return fixed_file(file, path) is None
    names = [each for each in ast.walk(path) if isinstance(each, ast.Name)]
    bound = [each for name in names for each in lookup(file, name, name.id)]
    values = [each.value for each in bound if each.value is not None]
    if any(each.kind == "param" for each in bound):
        return True
    if any(reads_environment(file, each) or _OUTSIDE.search(ast.unparse(each)) for each in (path, *values)):
        return True
    # `if settings.flask_file: app.config.from_pyfile(settings.flask_file)`: who runs it may name one.
    return isinstance(path, ast.Attribute) and any(
        isinstance(each, ast.If) and ast.dump(each.test) == ast.dump(path) for each in file.ancestors(path)
    )


def _statements(scope: ast.AST) -> list[ast.stmt]:
    """The statements of a function or module, without those of the functions inside."""
    found: list[ast.stmt] = []
    stack = list(ast.iter_child_nodes(scope))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.stmt):
            found.append(node)
        if not isinstance(node, _FUNCTIONS):
            stack += ast.iter_child_nodes(node)
    return found


def _is_overridden(file: SourceFile, later: list[ast.stmt]) -> bool:
    """Whether a later statement puts variables of the environment into the configuration."""
    for statement in later:
        if isinstance(statement, _FUNCTIONS) or hasattr(statement, "body"):
            continue
        if looks_at_any_variable(file, [statement]):
            return True
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and _overrides(file, node):
                return True
    return False


def _overrides(file: SourceFile, call: ast.Call) -> bool:
    """Whether a call of the project's own function looks up variables by computed names."""
    name = called(file, call)
    module, _, function = name.rpartition(".")
    target = file.project.module(module, file.path) if module else None
    if target is None:
        return False
    try:
        body = [each for each in target.tree.body if isinstance(each, _FUNCTIONS) and each.name == function]
    except Unreadable:
        return False
    return looks_at_any_variable(target, list(body))


def _reads_itself(file: SourceFile, path: ast.expr) -> bool:
    """Whether the file is a Python file of the project that asks the environment."""
    name = fixed_file(file, path)
    if name is None or not name.endswith((".py", ".cfg")):
        return False
    root = file.project.service_root(file.path)
    near = [each for each in file.project.files.values() if each.path.rpartition("/")[2] == name]
    for each in near:
        if each.kind == "python" and file.project.service_root(each.path) == root and reads_of(each):
            return True
    return False


def _sets_nothing(file: SourceFile, path: ast.expr) -> bool:
    """Whether the file holds no setting that a loader takes: only a class of them."""
    if (name := fixed_file(file, path)) is not None:
        return sets_nothing(file, name)
    # Of several places the first that exists: `for each in (above / "config.py", beside / "config.py")`.
    around = [each for each in file.nodes(ast.Constant) if file.function(each) is file.function(path)]
    said = {each.value.rpartition("/")[2] for each in around if isinstance(each.value, str) and "." in each.value}
    named = {each for each in said if each.endswith((".py", ".cfg"))}
    return len(named) == 1 and sets_nothing(file, named.pop())


@rule.rewrite("SimpleStatementLine", "If", role="overridden")
def with_override(node: cst.SimpleStatementLine | cst.If, finding: Finding[_Configuration], edit: Edit) -> object:
    """The statement, and behind it the update from the environment."""
    import libcst as cst

    config, environ = finding.data.name, edit.name("os.environ")
    true = f"({', '.join(edit.string(each) for each in ('1', 'true', 'yes', 'on'))})"
    left = [edit.string(each) for each in finding.data.left]
    parts = [f"if key in {environ}", "and type(value) in (str, int, float, bool)"]
    if left:
        parts.insert(1, f"and key not in ({', '.join(left)}{',' * (len(left) == 1)})")
    taken = ("\n        " if left else " ").join(parts)
    update = (
        f"{config}.update(\n"
        "    {\n"
        "        key: (\n"
        f"            {environ}[key].lower() in {true}\n"
        f"            if type(value) is bool\n"
        f"            else type(value)({environ}[key])\n"
        "        )\n"
        f"        for key, value in {config}.items()\n"
        f"        {taken}\n"
        "    }\n"
        ")\n"
    )
    return cst.FlattenSentinel([node, edit.statement(update.replace("    ", edit.indent))])
