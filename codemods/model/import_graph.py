"""Which files of the project import which: read from the bytes, so that nothing but what is odd is parsed for it."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.unreadable import Unreadable

_STATEMENT = re.compile(
    rb"^([ \t]*)(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]*(\((?:[^)#]|#[^\n]*)*\)|[^\n;]*)"
    rb"|import[ \t]+([^\n;#]+))",
    re.MULTILINE,
)
# Three times as slow, and seldom needed.
_CALLS = (b"import_module", b"import_string", b"__import__")
_IMPORT = re.compile(
    _STATEMENT.pattern + rb"|\b(?:import_module|import_string|__import__)\s*\([ \t\r\n]*[\"']([\w.:]+)[\"']",
    re.MULTILINE,
)
_NAME = re.compile(rb"(?:^|[,(\s])([A-Za-z_]\w*)(?=\s*(?:,|\)|$|as\s|#|\r|\n|\\))")
_COMMENT = re.compile(rb"#[^\n]*")
# What imports modules whose names only the running program knows, or Django's settings.
_DYNAMIC = re.compile(
    rb"\b(?:import_module|import_string|__import__|iter_modules|walk_packages|find_modules|get_[aw]sgi_application)\b"
)
_PAGES = re.compile(rb"\buse_pages\s*=\s*True")
# Pyramid's, which imports each module of the package to find its views.
_SCANS = re.compile(rb"\bConfigurator\b(?s:.*)\bconfig(?:urator)?\.scan\(")
_FUNCTION = re.compile(rb"[ \t]*(?:async[ \t]+)?def[ \t]")
_TYPING = re.compile(rb"[ \t]*if[ \t]+(?:typing\.)?TYPE_CHECKING")


@dataclass(frozen=True, slots=True)
class Import:
    """One import of a file of the project. `lazy`: it stands in a function, so it runs when that does. Lines from 1.

    `typing`: it stands under `if TYPE_CHECKING`, so it never runs.
    """

    file: SourceFile
    lazy: bool
    line: int
    typing: bool = False


@once
def imports(file: SourceFile) -> tuple[Import, ...]:
    """The files of the project that a file imports when it runs, the packages that they lie in included."""
    every = (each for each in reversed(_every(file)) if each.file is not file and not each.typing)
    unique = {(each.file.path, each.lazy): each for each in every}
    return tuple(reversed(unique.values()))


@once
def _every(file: SourceFile) -> tuple[Import, ...]:
    return tuple(_imports(file))


def importers(file: SourceFile) -> tuple[tuple[SourceFile, Import], ...]:
    """Who imports a file, tests left out."""
    return tuple(_importers(file.project).get(file.path, ()))


@once
def importing(file: SourceFile) -> tuple[SourceFile, ...]:
    """The same, without the imports: an answer that outlasts a change of what else they say."""
    return tuple(dict.fromkeys(other for other, _ in importers(file)))


@once
def _importers(project: Project) -> dict[str, list[tuple[SourceFile, Import]]]:
    found: dict[str, list[tuple[SourceFile, Import]]] = {}
    for other in project.python():
        if not project.is_test(other.path):
            for each in imports(other):
                found.setdefault(each.file.path, []).append((other, each))
    return found


@once
def knowing(file: SourceFile) -> frozenset[str]:
    """The paths of the files whose names can mean something of this file: those that import it, directly or not."""
    into = _into(file.project)
    found = {file.path}
    pending = [file.path]
    while pending:
        new = into.get(pending.pop(), set()) - found
        found |= new
        pending += new
    return frozenset(found)


@once
def _into(project: Project) -> dict[str, set[str]]:
    """By the path of each file, the paths of those that import it, for type checking too; tests left out."""
    found: dict[str, set[str]] = {}
    for other in project.python():
        if not project.is_test(other.path):
            for each in _every(other):
                found.setdefault(each.file.path, set()).add(other.path)
    return found


def known_by(files: Iterable[SourceFile]) -> frozenset[str]:
    """The paths of the files whose names can mean something in some files: those themselves, and what they import."""
    pending = list(files)
    found = {each.path for each in pending}
    while pending:
        for each in _every(pending.pop()):
            if each.file.path not in found:
                found.add(each.file.path)
                pending.append(each.file)
    return frozenset(found)


@fact
def imports_dynamically(file: SourceFile) -> bool:
    """Whether the file imports modules by names that are made at run time."""
    return _DYNAMIC.search(file.spelled) is not None


def submodule(package: SourceFile, name: str) -> SourceFile | None:
    """The module or package of that name in a package, given by its `__init__.py`."""
    folder = package.path.removesuffix("__init__.py")
    if folder == package.path:
        return None
    files = package.project.files
    return files.get(f"{folder}{name}.py") or files.get(f"{folder}{name}/__init__.py")


def _imports(file: SourceFile) -> Iterator[Import]:
    project = file.project
    for dotted, lazy, line, typing in _read(file):
        target = project.module(dotted, file.path)
        if target is not None:
            for each in (*_packages(project, target, dotted), target):
                yield Import(each, lazy, line, typing)
    if b"use_pages" in file.spelled and _PAGES.search(file.spelled):
        folder = posixpath.join(posixpath.dirname(file.path), "pages", "")
        yield from (Import(each, False, 1) for each in project.python() if each.path.startswith(folder))
    if b".scan(" in file.spelled and _SCANS.search(file.spelled):
        folder = posixpath.join(posixpath.dirname(file.path), "")
        found = (each for each in project.python() if each.path.startswith(folder.lstrip("/")) and each is not file)
        yield from (Import(each, True, 1) for each in found if not project.is_test(each.path))


def _read(file: SourceFile) -> Iterator[tuple[str, bool, int, bool]]:
    """What a file imports: the dotted name, `lazy`, `line` and `typing`."""
    if file.is_odd:
        try:
            yield from _parsed(file)
            return
        except Unreadable:
            pass
    data = file.spelled
    pattern = _IMPORT if any(each in data for each in _CALLS) else _STATEMENT
    line, counted = 1, 0
    for match in pattern.finditer(data):
        indent, source, names, plain, *rest = match.groups()
        literal = rest[0] if rest else None
        lazy = typing = False
        if indent:
            context = _context(data, match.start(), len(indent))
            typing, lazy = context == "typing", context == "function"
        elif literal:
            start = data.rfind(b"\n", 0, match.start()) + 1
            depth = len(data[start : match.start()]) - len(data[start : match.start()].lstrip())
            lazy = depth > 0 and _context(data, start, depth) == "function"
        line, counted = line + data.count(b"\n", counted, match.start()), match.start()
        for dotted in _dotted(file, source, names, plain, literal):
            yield dotted, lazy, line, typing


def _parsed(file: SourceFile) -> list[tuple[str, bool, int, bool]]:
    """The same by the tree. Raises Unreadable."""
    found: list[tuple[str, bool, int, bool]] = []
    nodes: list[ast.stmt | ast.expr] = [*file.nodes(ast.Import), *file.nodes(ast.ImportFrom), *file.nodes(ast.Call)]
    for node in sorted(nodes, key=lambda each: (each.lineno, each.col_offset)):
        match node:
            case ast.Import(names=names):
                dotted = [each.name for each in names]
            case ast.ImportFrom(module=module, names=names, level=level):
                base = file.project.absolute_name(file.path, level, module)
                dotted = [base] * bool(base) + [f"{base}.{each.name}" if base else each.name for each in names]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[ast.Constant(value=str(text)), *_]):
                dotted = _of_literal(text) if name.encode() in _CALLS else []
            case _:
                continue
        if dotted:
            context = _context_of(file, node)
            found += [(each, context == "function", node.lineno, context == "typing") for each in dotted]
    return found


def _context_of(file: SourceFile, node: ast.AST) -> str:
    """See `_context`."""
    for each in file.ancestors(node):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            return "function"
        if isinstance(each, ast.If) and ast.unparse(each.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            return "typing"
    return "block"


def _of_literal(text: str) -> list[str]:
    return [text.partition(":")[0], text.replace(":", ".").rpartition(".")[0]]


def _dotted(
    file: SourceFile, source: bytes | None, names: bytes | None, plain: bytes | None, literal: bytes | None
) -> Iterator[str]:
    if literal:
        yield from _of_literal(literal.decode(errors="replace"))
    elif plain:
        for part in plain.split(b","):
            words = part.split()
            if words:
                yield words[0].decode(errors="replace")
    elif source is not None:
        text = source.decode(errors="replace")
        module = text.lstrip(".")
        base = file.project.absolute_name(file.path, len(text) - len(module), module or None)
        if base:
            yield base
        listed = _continued(file.spelled, names or b"")
        for name in _NAME.findall(_COMMENT.sub(b"", listed)):
            yield f"{base}.{name.decode(errors='replace')}" if base else name.decode(errors="replace")


def _continued(data: bytes, names: bytes) -> bytes:
    """The names of an import that goes on after a backslash."""
    if not names.rstrip().endswith(b"\\"):
        return names
    start = data.find(names) + len(names)
    while True:
        end = data.find(b"\n", start + 1)
        line = data[start : end if end >= 0 else len(data)]
        names = names.rstrip().removesuffix(b"\\") + b" " + line.strip()
        if end < 0 or not line.rstrip().endswith(b"\\"):
            return names
        start = end


def _context(data: bytes, start: int, indent: int) -> str:
    """What an indented line stands in: function, typing (never run) or block (runs on import)."""
    while indent and start > 0:
        end = start - 1
        start = data.rfind(b"\n", 0, end) + 1
        line = data[start:end]
        stripped = line.lstrip()
        depth = len(line) - len(stripped)
        if stripped.strip() and not stripped.startswith((b"#", b")", b"]", b"}")) and depth < indent:
            indent = depth
            if _FUNCTION.match(line):
                return "function"
            if _TYPING.match(line):
                return "typing"
    return "block"


def _packages(project: Project, target: SourceFile, dotted: str) -> Iterator[SourceFile]:
    """The `__init__.py` files that an import of the dotted name runs before the target."""
    folder = target.path.rpartition("/")[0]
    for _ in range(dotted.count(".") + 1):
        package = project.files.get(f"{folder}/__init__.py" if folder else "__init__.py")
        if package is None:
            return
        if package is not target:
            yield package
        folder = folder.rpartition("/")[0]
