"""The files that can be parsed, those of them that hold a name, and those that take it from a module."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Container, Iterable, Iterator

from codemods.model.import_graph import importers, imports
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import SETTINGS
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.unreadable import Unreadable

_UNUSED = re.compile(r"#.*\b(?:not|no longer|never|un)[ -]?used\b")
_COMMENT = re.compile(rb"^[ \t]*#[^\n]*", re.MULTILINE)
_PAGES = (".md", ".rst", ".adoc", ".org")
# No framework asks its configuration for these.
_OF_SERVERS = frozenset(("HOST", "PORT"))
# What reads a module as a whole, or is read so by a framework.
_WHOLE = re.compile(rb"\b(?:globals|locals|vars|dir)\(|__all__|__dict__|\bINSTALLED_APPS\b|\bsys\.modules\b")


def mentioning(project: Project, name: str, among: Container[str] | None = None) -> list[SourceFile]:
    """The files (among those of some paths) that hold the whole name, that are no tests and that can be parsed."""
    found = _holding(project, name)
    return list(readable(found if among is None else (file for file in found if file.path in among)))


@once
def _holding(project: Project, name: str) -> list[SourceFile]:
    found = project.words.holding(name.encode(), whole=True)
    return [file for file in found if not project.is_test(file.path)]


def is_unread(file: SourceFile, name: str) -> bool:
    """Whether nothing reads a constant of a module that does something itself, or whose readers all name what they
    take: others of settings are read as a whole, so that there its own comment has to say it too.
    """
    if _is_said_unused(file, name) or is_passed_over(file, name):
        return True
    doing = ast.FunctionDef | ast.AsyncFunctionDef | ast.For | ast.While
    if not any(isinstance(each, doing) for each in file.tree.body):
        return False
    if re.search(rb"from_object|globals\(|locals\(|__all__|__dict__", file.spelled):
        return False
    if name not in _OF_SERVERS and _is_loaded(file):
        return False
    read = re.compile(rf"\b{name}\b(?!\s*(?::[^=\n]*)?=(?!=))".encode())
    others = (each for each in mentioning(file.project, name) if any(one.file is file for one in imports(each)))
    return not any(read.search(_code(each)) for each in (file, *others))


@once
def _is_loaded(file: SourceFile) -> bool:
    """Whether a module of settings is loaded as a whole, whatever functions it has: `from_object("shop.settings")`."""
    parts = file.path.removesuffix(".py").split("/")
    if SETTINGS.isdisjoint(word for each in parts[-2:] for word in re.split(r"[\W_]+", each.lower())):
        return False
    name = module_stem(file.path).encode()
    stem = re.escape(name)
    loaded = re.compile(
        rb"[\"'](?:[\w.]+\.)?%s[\"']|\bfrom_object\(\s*(?:[\w.]+\.)?%s\s*[,)]" % (stem, stem)
        + rb"|\bfrom\s+[\w.]*\b%s\s+import\s+\*" % stem
    )
    return any(each is not file and loaded.search(each.spelled) for each in file.project.mentioning(name))


def is_passed_over(file: SourceFile, name: str) -> bool:
    """Whether no code but its own statement names a constant, in a module whose constants are taken one by one.

    A comment reads nothing, and no more does a test that gives the constant another value.
    """
    word = re.compile(rb"\b%s\b" % re.escape(name.encode()))
    bound = [file.statement(each) for each in file.nodes(ast.Name) if _is_bound(file, each, name)]
    if len(bound) != 1 or any(
        _takes(each, name) for each in file.project.words.holding(name.encode(), whole=True) if each is not file
    ):
        return False
    inside = ast.unparse(bound[0]).encode(errors="replace")
    return len(word.findall(_code(file))) == len(word.findall(inside)) and is_taken_by_name(file)


@fact
def _code(file: SourceFile) -> bytes:
    """What a file holds besides lines of comments."""
    return _COMMENT.sub(b"", file.spelled)


def _takes(file: SourceFile, name: str) -> bool:
    """Whether code of a file has a name otherwise than to give it a value for tests."""
    word = re.escape(name.encode())
    given = re.compile(rb"\.%s\s*=(?!=)" % word)
    code = given.sub(b"", _code(file)) if file.project.is_test(file.path) else _code(file)
    return re.search(rb"\b%s\b" % word, code) is not None


@once
def is_taken_by_name(file: SourceFile) -> bool:
    """Whether other modules import a module, and all of them only ask it for attributes that they name."""
    taking = {other.path: other for other, _ in importers(file)}
    return (
        bool(taking) and not _WHOLE.search(file.spelled) and not is_spelled_out(file, in_pages=False)
        and all(_asks_by_name(other, file) for other in taking.values())
    )  # fmt: skip


def is_spelled_out(file: SourceFile, *, in_pages: bool = True) -> bool:
    """Whether a string, or a file that is no Python, names the module: for a loader that reads it as a whole, which is
    no page for people. A module of a package goes by itself, or with the package before it.
    """
    stem, package = module_stem(file.path), _package_of(file.path)
    name = re.escape(stem.encode())
    before = rb"(?:[\w.]*\b%s[.:]|\.+)?" % re.escape(package.encode()) if package else rb"(?:[\w.]+[.:])?"
    quoted = re.compile(rb"[\"']%s%s(?:\.py)?(?:[.:]\w+)?[\"']" % (before, name))
    dotted = re.compile(
        rb"%s[.:]%s\b|\b%s\.py\b" % (rb"\b" + re.escape(package.encode()) if package else rb"\w", name, name)
    )
    return any(
        (quoted if each.kind == "python" else dotted).search(each.spelled)
        for path, each in file.project.files.items() if in_pages or not path.endswith(_PAGES)
    )  # fmt: skip


def _package_of(path: str) -> str:
    """The folder that a module's name begins with, '' for one of the tree's top."""
    folder = posixpath.dirname(path)
    return posixpath.basename(posixpath.dirname(folder) if path.endswith("/__init__.py") else folder)


def is_imported_by_name(file: SourceFile, name: str, left: frozenset[str] = frozenset()) -> bool:
    """Whether another file than tests has the name in an import, or as an attribute, wherever that leads here: an image
    puts folders together anew. `left`: paths of files that count for nothing.
    """
    word = re.escape(name.encode())
    imported = re.compile(
        rb"^[ \t]*(?:from|import)\b[^\n]*\b%s\b|\bimport[ \t]*\([^)]*\b%s\b|\.%s\b" % (word, word, word), re.MULTILINE
    )
    others = file.project.words.holding(name.encode(), whole=True)
    return any(
        imported.search(_code(each)) for each in others
        if each is not file and each.path not in left and not file.project.is_test(each.path)
    )  # fmt: skip


def _asks_by_name(other: SourceFile, module: SourceFile) -> bool:
    """Whether a file that imports the module does nothing with it but to ask for attributes by name."""
    aliases, found = set(), False
    for node in other.nodes(ast.ImportFrom):
        source = other.project.absolute_name(other.path, node.level, node.module)
        for alias in node.names:
            if _is(other, f"{source}.{alias.name}" if source else alias.name, module):
                aliases.add(alias.asname or alias.name)
            elif _is(other, source, module):
                if alias.name == "*":
                    return False
                found = True
    for each in other.nodes(ast.Import):
        for alias in each.names:
            if _is(other, alias.name, module):
                if alias.asname is None and "." in alias.name:
                    return False
                aliases.add(alias.asname or alias.name)
    uses = [each for each in other.nodes(ast.Name) if each.id in aliases]
    return (found or bool(aliases)) and all(isinstance(other.parents[each], ast.Attribute) for each in uses)


def _is_said_unused(file: SourceFile, name: str) -> bool:
    """Whether the comment behind a constant says that nothing uses it, and no other code names it."""
    word = name.encode()
    return (
        any(_UNUSED.search(_behind(file, each)) for each in file.nodes(ast.Name) if _is_bound(file, each, name))
        and len(re.findall(rb"\b%s\b" % re.escape(word), file.spelled)) == 1
        and all(each is file for each in mentioning(file.project, name))
    )


def _is_bound(file: SourceFile, node: ast.Name, name: str) -> bool:
    return node.id == name and isinstance(file.parents[node], ast.Assign | ast.AnnAssign)


def _behind(file: SourceFile, node: ast.AST) -> str:
    """What stands behind a statement on its last line: its comment, if it has one."""
    end = file.span(file.statement(node))
    return file.lines[end.end_line - 1][end.end_column - 1 :]


def readable(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """The files that can be parsed."""
    return filter(parses, files)


@fact
def parses(file: SourceFile) -> bool:
    """Whether a file can be parsed."""
    try:
        return bool(file.tree)
    except (Unreadable, RecursionError):
        return False


def module_stem(path: str) -> str:
    """The last part of a module's name: `shop` for shop/__init__.py."""
    folder, name = posixpath.split(path)
    return posixpath.basename(folder) if name == "__init__.py" else name.removesuffix(".py")


def takes(file: SourceFile, module: SourceFile, name: str) -> bool:
    """Whether a file imports the name from the module, or reads or replaces it as an attribute of what it imports.

    Raises Unreadable.
    """
    aliases = set()
    for node in file.nodes(ast.ImportFrom):
        source = file.project.absolute_name(file.path, node.level, node.module)
        for alias in node.names:
            if _is(file, source, module) and alias.name in (name, "*"):
                return True
            if _is(file, f"{source}.{alias.name}" if source else alias.name, module):
                aliases.add(alias.asname or alias.name)
    for each in file.nodes(ast.Import):
        aliases |= {alias.asname or alias.name for alias in each.names if _is(file, alias.name, module)}
    if any(node.attr == name and ast.unparse(node.value) in aliases for node in file.nodes(ast.Attribute)):
        return True
    # What a test replaces: `patch("shop.mail.smtplib.SMTP")`.
    spelled = re.compile(rf"(^|\.){re.escape(module_stem(module.path))}[.:]{re.escape(name)}(\.|$)")
    return any(isinstance(node.value, str) and spelled.search(node.value) for node in file.nodes(ast.Constant))


def _is(file: SourceFile, dotted: str, module: SourceFile) -> bool:
    found = file.project.module(dotted, file.path) if dotted else None
    return found is not None and found.path == module.path
