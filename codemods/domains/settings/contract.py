"""The settings of a service: every environment variable that its code reads, with what it does without one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from codemods.domains.secrets.names_and_values import is_secret_name
from codemods.domains.settings import pydantic
from codemods.libraries.settings import PYDANTIC_NEEDLE
from codemods.libraries.standard import ENVIRONMENT_GETS
from codemods.model.environment_reads import alternative, environment_read
from codemods.model.names import qualified
from codemods.model.scopes import lookup
from codemods.model.strings import argument, is_none, literal, text
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_CONNECTION = re.compile(
    r"(^|_)(DB|DATABASE|SQLALCHEMY|POSTGRES|POSTGRESQL|MYSQL|MARIADB|MONGO|MONGODB|REDIS|AMQP|RABBITMQ|BROKER|CELERY)"
    r"_(\w+_)?(URL|URI|DSN)$"
)
_NEEDLES = (b"env", b"decouple", b"starlette", PYDANTIC_NEEDLE)


@dataclass
class Setting:
    """One variable. `default` is its value where the code says one in so many words, `computed` that it has one that
    only the program knows, `own` that the code sets it for itself, `words` what it is compared with in so many words,
    and `taken` that its value is used otherwise too."""

    name: str
    places: list[tuple[str, int]] = field(default_factory=list)
    default: str | None = None
    computed: bool = False
    insisted: bool = False
    optional: bool = False
    own: bool = False
    words: set[str] = field(default_factory=set)
    taken: bool = False

    @property
    def choice(self) -> bool:
        """Whether it only chooses between ways that the code knows by name: no other value would be seen anywhere."""
        return bool(self.words) and not self.taken

    @property
    def required(self) -> bool:
        """Whether the service fails without it. A variable that the code also asks for without insisting is not."""
        return self.insisted and not self.optional

    @property
    def secret(self) -> bool:
        """Whether its value is to be kept out of files; an address with a password in it is."""
        return is_secret_name(self.name) or _CONNECTION.search(self.name) is not None


@dataclass(frozen=True)
class Contract:
    """All settings by name, and the places that read one whose name only the running program knows."""

    settings: dict[str, Setting]
    unknown: list[tuple[str, int]]


def contract(project: Project) -> Contract:
    """What the project's Python files read, but for tests. Files that can't be parsed are passed over."""
    found = Contract({}, [])
    for file in sorted(project.python(), key=lambda each: each.path):
        if project.is_test(file.path) or not any(needle in file.spelled for needle in _NEEDLES):
            continue
        try:
            _collect(file, found)
        except (Unreadable, RecursionError):
            continue
    return found


def _collect(file: SourceFile, found: Contract) -> None:
    nodes: list[ast.Call | ast.Subscript] = [*file.nodes(ast.Call), *file.nodes(ast.Subscript)]
    for node in sorted(nodes, key=lambda each: each.lineno):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            if (own := literal(node.slice)) and qualified(file, node.value) == "os.environ":
                found.settings.setdefault(own, Setting(own)).own = True
            continue
        read = _read(file, node)
        if read is None:
            continue
        names, default, insisted = read
        if not names:
            found.unknown.append((file.path, node.lineno))
        for name in names:
            setting = found.settings.setdefault(name, Setting(name))
            if (file.path, node.lineno) not in setting.places:
                setting.places.append((file.path, node.lineno))
            setting.insisted |= insisted and _insists(file, node, name)
            default = default or alternative(file, node)
            setting.optional |= not insisted and default is None
            compared = _compared(file, node)
            setting.words |= compared
            setting.taken |= not compared
            _note_default(file, setting, default)
    for each in pydantic.fields(file):
        for name in each.names:
            setting = found.settings.setdefault(name, Setting(name))
            setting.places.append((file.path, each.node.lineno))
            setting.insisted |= each.default is None and len(each.names) == 1
            setting.optional |= is_none(each.default)
            setting.taken = True
            _note_default(file, setting, each.default)


def _compared(file: SourceFile, node: ast.expr) -> set[str]:
    """The words that a value is compared with, and with nothing else; empty where it is used otherwise."""
    above = file.parents.get(node)
    if not isinstance(above, ast.Compare):
        return set()
    sides = [each for each in (above.left, *above.comparators) if each is not node]
    words = [
        item for each in sides for item in (each.elts if isinstance(each, ast.Tuple | ast.Set | ast.List) else [each])
    ]
    found = {text(file, each).exact for each in words}
    return set() if None in found else {each for each in found if each is not None}


def _note_default(file: SourceFile, setting: Setting, default: ast.expr | None) -> None:
    if default is not None:
        exact = _scalar(default) or text(file, default).exact
        setting.default = setting.default or exact
        setting.computed |= exact is None and not is_none(default)


def _scalar(node: ast.expr) -> str | None:
    """A number or switch as the environment would say it."""
    return str(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, int | float) else None


def _read(file: SourceFile, node: ast.Call | ast.Subscript) -> tuple[tuple[str, ...], ast.expr | None, bool] | None:
    """The names that a read may have, its default and whether it fails without; None for what reads nothing."""
    if read := environment_read(file, node):
        return (read[0],), read[1], read[2]
    if isinstance(node, ast.Subscript):
        if not isinstance(node.ctx, ast.Load) or qualified(file, node.value) != "os.environ":
            return None
        return tuple(_possible(file, node.slice)), None, True
    key = argument(node, 0, "key")
    if key is None or qualified(file, node.func) not in ENVIRONMENT_GETS:
        return None
    return tuple(_possible(file, key)), argument(node, 1, "default"), False


def _possible(file: SourceFile, key: ast.expr) -> Iterator[str]:
    """The names that a loop's variable takes from a literal table: `for option, name in POOL.items()`."""
    if known := text(file, key).exact:
        yield known
    if not isinstance(key, ast.Name):
        return
    for above in file.ancestors(key):
        loops: list[ast.For | ast.comprehension] = []
        if isinstance(above, ast.DictComp | ast.ListComp | ast.SetComp | ast.GeneratorExp):
            loops += above.generators
        elif isinstance(above, ast.For):
            loops.append(above)
        for loop in loops:
            yield from _taken(file, loop.target, loop.iter, key.id)


def _taken(file: SourceFile, target: ast.expr, table: ast.expr, name: str) -> Iterator[str]:
    method = ""
    if isinstance(table, ast.Call) and isinstance(table.func, ast.Attribute) and not table.args:
        method, table = table.func.attr, table.func.value
    if isinstance(table, ast.Name):
        bindings = lookup(file, table, table.id)
        if len(bindings) != 1 or bindings[0].value is None:
            return
        table = bindings[0].value
    second = isinstance(target, ast.Tuple) and _is_named(target.elts[-1], name)
    if not (second or _is_named(target, name) or (isinstance(target, ast.Tuple) and _is_named(target.elts[0], name))):
        return
    match table:
        case ast.Dict():
            items = table.values if method == "values" or (method == "items" and second) else table.keys
        case ast.Tuple() | ast.List() | ast.Set() if isinstance(target, ast.Name):
            items = table.elts
        case _:
            items = []
    yield from filter(None, map(literal, items))


def _insists(file: SourceFile, node: ast.AST, name: str) -> bool:
    """Whether nothing around the read provides for the variable's absence."""
    below = node
    for above in file.ancestors(node):
        if isinstance(above, ast.BoolOp) and above.values[0] is not below:
            return False
        if isinstance(above, ast.IfExp) and above.test is not below:
            return False
        if isinstance(above, ast.With | ast.Try) and _forgives(above):
            return False
        if isinstance(above, ast.If) and above.test is not below and name in map(literal, ast.walk(above.test)):
            return False
        below = above
    return True


def _forgives(block: ast.With | ast.Try) -> bool:
    if isinstance(block, ast.Try):
        return any(each.type is not None and "KeyError" in ast.unparse(each.type) for each in block.handlers)
    return any("suppress" in ast.unparse(each) and "KeyError" in ast.unparse(each) for each in block.items)


def _is_named(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
