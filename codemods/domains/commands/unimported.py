"""Modules of a package in use that nothing imports, starts or names: what stands in them runs nowhere."""

from __future__ import annotations

import posixpath
import re

from codemods.domains.commands.by_hand import is_reached, processes_are_known
from codemods.domains.runtime.processes import process
from codemods.libraries.frameworks.command_lines import CALLED_BY_HAND
from codemods.libraries.frameworks.web import FOUND_BY_NAME
from codemods.model.call_graph import main_guard
from codemods.model.import_graph import importers, imports, imports_dynamically
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# What frameworks, servers or people look for under these names too.
_FOUND = FOUND_BY_NAME | {
    "models", "admin", "apps", "urls", "signals", "cli", "commands", "handler", "handlers", "lambda_function", "plugin",
    "plugins", "hooks", "worker", "workers", "consumer", "consumers", "scheduler", "cron", "serve", "api", "start",
    "task", "job", "jobs",
}  # fmt: skip
# Folders whose modules are taken one and all.
_TAKEN = frozenset((
    "management", "commands", "templatetags", "plugins", "plugin", "extensions", "migrations", "tasks", "jobs",
    "handlers", "functions", "lambdas", "dags", "hooks", "pages", "scripts", "bin", "tools",
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
    """Whether nothing runs a Python file, as far as the project can show."""
    folder, name = posixpath.split(file.path)
    package = file.project.files.get(posixpath.join(folder, "__init__.py"))
    if file.kind != "python" or package is None or name.removesuffix(".py") in _FOUND:
        return False
    if not _TAKEN.isdisjoint(folder.split("/")) or importers(file) or _loads_by_name(file.project):
        return False
    try:
        if main_guard(file) is not None or file.data.startswith(b"#!") or CALLED_BY_HAND.search(file.spelled):
            return False
        return processes_are_known(file) and is_reached(package) and not is_reached(file) and not _is_named(file)
    except Unreadable:
        return False


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
        return not _is_named(file)
    except Unreadable:
        return False


@once
def _loads_by_name(project: Project) -> bool:
    return any(imports_dynamically(each) for each in project.python() if not project.is_test(each.path))


def _is_named(file: SourceFile) -> bool:
    """Whether a file of the project names the module behind its package, or as a file, or begins a name with one of
    its packages: `queue.enqueue(f"shop.{task}")`.
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
        if each is not file and not _TALKS.search(path)
    )
