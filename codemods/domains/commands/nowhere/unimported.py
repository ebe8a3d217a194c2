"""Modules that nothing imports, starts or names, but what is left as they are: what stands in them runs nowhere."""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.domains.commands.by_hand import is_reached, modules_of, only_defines, processes_are_known
from codemods.domains.commands.nowhere.loaders import may_be_loaded, picks_settings
from codemods.domains.runtime.processes import process
from codemods.libraries.frameworks.command_lines import CALLED_BY_HAND
from codemods.libraries.frameworks.web import FOUND_BY_NAME
from codemods.model.call_graph import main_guard
from codemods.model.import_graph import importers, imports, knowing
from codemods.model.parsable import is_imported_by_name
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import SETTINGS, parts, serves_views
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# What frameworks, servers or people look for under these names too.
_FOUND = FOUND_BY_NAME | {
    "models", "admin", "apps", "urls", "signals", "cli", "commands", "handler", "handlers", "lambda_function", "plugin",
    "plugins", "hooks", "worker", "workers", "consumer", "consumers", "scheduler", "cron", "serve", "api", "start",
    "task", "job", "jobs", "translation", "search_indexes", "documents", "routing", "schema", "sitemaps", "receivers",
    "listeners", "events", "checks", "dashboard", "menu", "cms_plugins", "cms_apps", "wagtail_hooks",
}  # fmt: skip
# Folders whose modules are taken one and all.
_TAKEN = frozenset((
    "management", "commands", "templatetags", "plugins", "plugin", "extensions", "migrations", "tasks", "jobs",
    "handlers", "functions", "lambdas", "dags", "hooks", "pages", "scripts", "bin", "tools", "alembic", "versions",
))  # fmt: skip
# What the script is called that starts a service.
_STARTS = _FOUND | frozenset((
    "app", "application", "main", "run", "runner", "server", "web", "site", "dev", "debug", "local", "prod",
    "production", "service", "gateway", "backend", "bot", "dashboard", "index", "demo",
))  # fmt: skip
_COMMENT = re.compile(rb"^[ \t]*#[^\n]*", re.MULTILINE)
# What speaks of code, and starts none: linters' settings, manuals.
_TALKS = re.compile(r"(^|/)\.[^/]*$|\.(md|rst|txt)$")


@once
def runs_nowhere(file: SourceFile) -> bool:
    """Whether nothing runs a Python file, as far as the project can show: what imports it, if anything, is as left as
    itself.
    """
    if file.kind != "python" or not (processes_are_known(file) or _only_sets(file)):
        return False
    left = knowing(file)
    try:
        return not any(_is_begun(file.project.files[path], left) for path in left)
    except Unreadable:
        return False


def _is_begun(file: SourceFile, left: frozenset[str]) -> bool:
    """Whether more than what is left may run a module: a process, a person, a framework, a loader, or what names it.

    Raises Unreadable.
    """
    folder, name = posixpath.split(file.path)
    stem = name.removesuffix(".py")
    if stem in _FOUND or not _TAKEN.isdisjoint(folder.split("/")) or is_reached(file):
        return True
    if main_guard(file) is not None or file.data.startswith(b"#!") or CALLED_BY_HAND.search(file.spelled):
        return True
    if not SETTINGS.isdisjoint((*parts(folder), *parts(stem))) and picks_settings(file.project):
        return True
    return may_be_loaded(file) or is_named(file, left) or not (_is_in_use(folder, file) or _only_offers(file, left))


def _is_in_use(folder: str, file: SourceFile) -> bool:
    """Whether a process has the package around a module, so that the tree's own names lead to what it needs of that."""
    package = file.project.files.get(posixpath.join(folder, "__init__.py"))
    return package is not None and is_reached(package)


def _only_offers(file: SourceFile, left: frozenset[str]) -> bool:
    """Whether a module does nothing by itself, and no import can mean it, wherever an image puts it; in a service that
    shows how most of its modules are come to.
    """
    if not _is_mostly_told(file.project, file.project.service_root(file.path)) or serves_views(file.spelled):
        return False
    if not only_defines(file) and not _only_sets(file):
        return False
    return not is_imported_by_name(file, posixpath.basename(file.path).removesuffix(".py"), left)


def _only_sets(file: SourceFile) -> bool:
    """Whether a module is called after settings and does nothing but give names values: no start leads to such a one,
    an import does, or what takes a module by its name.
    """
    stem = posixpath.basename(file.path).removesuffix(".py")
    if SETTINGS.isdisjoint(parts(stem)) or picks_settings(file.project):
        return False
    try:
        return all(map(_sets, file.tree.body))
    except Unreadable:
        return False


def _sets(statement: ast.stmt) -> bool:
    match statement:
        case ast.If(body=body, orelse=orelse):
            return all(map(_sets, (*body, *orelse)))
        case ast.Expr(value=value):
            return isinstance(value, ast.Constant)
    return isinstance(statement, ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign)


@once
def _is_mostly_told(project: Project, root: str) -> bool:
    modules = modules_of(project, root)
    told = [
        each for each in modules
        if importers(each) or posixpath.basename(each.path).removesuffix(".py") in _FOUND or is_reached(each)
    ]  # fmt: skip
    return 3 * len(told) >= 2 * len(modules)


@once
def is_left_start(file: SourceFile) -> bool:
    """Whether a script that starts an application of its own was left in a package that the service's start imports,
    which comes to it no more: nothing imports, starts or names it, and its name is none that people look for.
    """
    folder, name = posixpath.split(file.path)
    package = file.project.files.get(posixpath.join(folder, "__init__.py"))
    if file.kind != "python" or package is None or not _STARTS.isdisjoint(parts(name.removesuffix(".py"))):
        return False
    begun = process(file.project, "web").entries
    if file.path not in begun or any(each.firm or not each.main for each in begun[file.path]):
        return False
    others = [
        each.file for path, entries in begun.items() for each in entries
        if path != file.path and not path.startswith(f"{folder}/")
    ]  # fmt: skip
    if importers(file) or not any(each.file is package for other in others for each in imports(other)):
        return False
    try:
        return not is_named(file, frozenset((file.path,)))
    except Unreadable:
        return False


def is_named(file: SourceFile, left: frozenset[str]) -> bool:
    """Whether a file of the project that is not left itself names the module behind its package, or as a file, or
    begins a name with one of its packages: `queue.enqueue(f"shop.{task}")`.
    """
    folder, name = posixpath.split(file.path)
    stem, around = re.escape(name.removesuffix(".py").encode()), re.escape(posixpath.basename(folder).encode())
    outer = re.escape(folder.replace("/", ".").partition(".")[0].encode())
    named = re.compile(
        rb"(?<![\w-])%s[./]%s(?![\w-])|(?<![\w-])%s\.py\b|[\"'](?:[\w.]+\.)?%s(?:\.\w+)*\.(?:[\"'{]|%%[s(])"
        % (around, stem, stem, outer)
    )
    return any(
        named.search(_COMMENT.sub(b"", each.data))
        for path, each in file.project.files.items()
        if path not in left and not _TALKS.search(path)
    )
