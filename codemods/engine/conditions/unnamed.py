"""Scripts, of Python or a shell, that nothing names and no process reaches, beside a start that is known."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatch

from codemods.domains.commands.by_hand import is_reached
from codemods.domains.commands.named_scripts import means_another
from codemods.domains.commands.nowhere.loaders import may_be_loaded
from codemods.domains.commands.nowhere.settings_files import is_taken_by_no_command
from codemods.domains.commands.staying import stays
from codemods.domains.commands.workload_commands import workload_command
from codemods.domains.runtime.applications import application
from codemods.domains.runtime.entry_points import EntryPoint, launched
from codemods.domains.runtime.processes import process
from codemods.engine.files.unread import is_page, unread_texts
from codemods.formats import dockerfile, parse
from codemods.libraries.frameworks.command_lines import CALLED_BY_HAND
from codemods.libraries.frameworks.web import FOUND_BY_NAME
from codemods.libraries.server_options import SERVES
from codemods.model.call_graph import main_guard
from codemods.model.import_graph import knowing
from codemods.model.parsable import is_imported_by_name, readable
from codemods.model.scopes import tables
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import SETTINGS, parts
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.unreadable import Unreadable

# What platforms, frameworks and tools look for by these names too, or are told where no file of the tree says it.
_FOUND = FOUND_BY_NAME | {
    "models", "admin", "apps", "urls", "signals", "cli", "commands", "handler", "handlers", "lambda_function", "plugin",
    "plugins", "hooks", "api", "index", "function_app", "env", "dodo", "streamlit_app", "sitecustomize",
    "usercustomize", "task", "job", "jobs", "start", "serve",
}  # fmt: skip
_PROCESSES = frozenset(("worker", "workers", "scheduler", "cron", "crontab", "daemon", "beat"))
_SHELL_FOUND = frozenset(("startup", "prestart", "render", "bootstrap", "install", "setup"))
# Folders whose files are taken one and all.
_TAKEN = frozenset((
    "management", "commands", "templatetags", "plugins", "plugin", "extensions", "migrations", "tasks", "jobs",
    "handlers", "functions", "lambdas", "lambda", "dags", "hooks", "pages", "alembic", "versions", "cron", "api",
    "cgi-bin", "charms", "charm",
))  # fmt: skip
# `cont-init.d`, `docker-entrypoint.d`, `.platform`, `.s2i`.
_RUN_BY_FOLDER = re.compile(r"\.d$|^\.\w")
_RUN_FROM = re.compile(r"\.d/|^/?etc/|cron")
_COMMENT = re.compile(rb"^[ \t]*(?:#|//|;|::|REM\b)[^\n]*", re.MULTILINE)
# What is done to a file before anything runs it.
_PREPARES = re.compile(
    rb"^[ \t]*(?:(?:RUN|&&)[ \t]*)*(?:sudo[ \t]+)?(?:COPY|ADD|chmod|chown|dos2unix|sed)\b(?:[^\n&;]|(?<=\\)\n)*"
    rb"|&&[ \t]*(?:chmod|chown|dos2unix|sed)\b[^\n&;]*",
    re.MULTILINE | re.IGNORECASE,
)
_FILLED = rb"\$\{?\w+\}?|\{\{[^}]*\}\}|\{\w*\}|%s|\*"
_MADE_NAME = re.compile(rb"[\w-]*(?:%s)[\w.-]*\.(?:py|sh|bash)\b" % _FILLED)
_PYTHON = (
    rb"(?<![\w-])%(stem)s\.py(?!\w)|-m[ \t\"',]+(?:\w+\.)*%(stem)s(?!\w)|(?<![\w.-])(?:\w+[./])*%(stem)s:\w"
    rb"|(?<=\w)[./]%(stem)s(?!\w)|[\"']%(stem)s[\"']"
)
_DEFINING = frozenset(("dockerfile", "compose", "procfile", "unit", "ini"))


@once
def is_unnamed_script(file: SourceFile) -> bool:
    """Whether a file is a script, or a module that only such scripts import, that no process has and nothing names,
    while something else is known to start the service.
    """
    try:
        return _is_unnamed_shell(file) if file.kind == "shell" else _is_unnamed_python(file)
    except Unreadable:
        return False


@once
def is_left_to_people(file: SourceFile) -> bool:
    """Whether a file is a script of Python, or a module that only such scripts import, that no start reaches, no name
    of a framework's takes, and nothing but pages for people names, beside a module that begins something; or a server's
    settings that no command takes: whoever runs it may do so in any way.
    """
    if file.kind != "python":
        return is_taken_by_no_command(file, left_scripts(file.project))
    left = knowing(file)
    try:
        scripts = [file.project.files[path] for path in left]
        if not any(map(_is_script, scripts)) or any(map(_begins, scripts)) or not _beginning(file.project) - left:
            return False
        return not any(_may_run(each, left, pages=False) for each in scripts)
    except Unreadable:
        return False


@once
def _beginning(project: Project) -> frozenset[str]:
    """The paths of the modules that begin something, tests left out."""
    modules = readable(each for each in project.python() if not project.is_test(each.path))
    return frozenset(each.path for each in modules if _begins(each))


def _begins(file: SourceFile) -> bool:
    """Whether a module goes on until it is told to stop, or makes an application of its own. Raises Unreadable."""
    name = application(file)
    made = tables(file)[file.tree].names.get(name.removesuffix("()"), ())
    return stays(file) or any(each.kind != "from" for each in made)


@once
def left_scripts(project: Project) -> frozenset[str]:
    """The paths of the shell scripts that nothing starts."""
    return frozenset(path for path, each in project.files.items() if each.kind == "shell" and is_unnamed_script(each))


def _is_unnamed_shell(file: SourceFile) -> bool:
    folder, name = posixpath.split(file.path)
    if not _SHELL_FOUND.isdisjoint(parts(name.partition(".")[0])) or _is_taken(folder):
        return False
    left = frozenset((file.path,))
    return _is_started_without(file) and not _is_brought_in(file) and not _is_said(file, left)


def _is_unnamed_python(file: SourceFile) -> bool:
    if file.kind != "python":
        return False
    left = knowing(file)
    scripts = [file.project.files[path] for path in left]
    # What goes on may be one of several processes: whether it is shows only where commands say what starts.
    firm = any(map(stays, scripts))
    starts = (each for each in _starts(file) if each.file.path not in left)
    if not any(each.firm or (each.main and not firm) for each in starts):
        return False
    return not any(_may_run(each, left) for each in scripts)


def _may_run(file: SourceFile, left: frozenset[str], pages: bool = True) -> bool:
    """Whether more than what is left may run a module; `pages`: also where only a page names it. Raises Unreadable."""
    folder, name = posixpath.split(file.path)
    stem = name.removesuffix(".py")
    if stem in _FOUND or not (SETTINGS | _PROCESSES).isdisjoint(parts(stem)) or _is_taken(folder):
        return True
    # An application of its own is a start too.
    if SERVES.search(file.spelled):
        return True
    if is_reached(file) or may_be_loaded(file):
        return True
    if knowing(file) == {file.path} and not _is_script(file):
        return True
    return is_imported_by_name(file, stem, left) or _is_tested(file, stem) or _is_said(file, left, pages)


def _is_taken(folder: str) -> bool:
    folders = folder.split("/")
    return not _TAKEN.isdisjoint(folders) or any(map(_RUN_BY_FOLDER.search, folders))


def _is_script(file: SourceFile) -> bool:
    """Whether a module does something when it is run. Raises Unreadable."""
    if main_guard(file) is not None or file.data.startswith(b"#!") or CALLED_BY_HAND.search(file.spelled):
        return True
    return any(
        isinstance(each, ast.For | ast.While | ast.With)
        or (isinstance(each, ast.Expr) and isinstance(each.value, ast.Call))
        for each in file.tree.body
    )


def _is_tested(file: SourceFile, stem: str) -> bool:
    said = re.compile(rb"^[ \t]*(?:from|import)\b[^\n]*\b%s\b" % re.escape(stem.encode()), re.MULTILINE)
    others = file.project.words.holding(stem.encode(), whole=True)
    return any(file.project.is_test(each.path) and said.search(each.spelled) for each in others)


def _starts(file: SourceFile) -> Iterator[EntryPoint]:
    """Where the service of a file, or the whole tree, begins; of what lies in none, all services."""
    project, root = file.project, file.project.service_root(file.path)
    found = [each for entries in process(project, "web").entries.values() for each in entries]
    for each in (*found, *(one for one in launched(project) if _is_defined(project, one))):
        if not root or project.service_root(each.file.path) in ("", root):
            yield each


def _is_defined(project: Project, entry: EntryPoint) -> bool:
    """Whether an image or the like says that a module is what it starts."""
    return entry.path in project.files and project.files[entry.path].kind in _DEFINING


def _is_started_without(script: SourceFile) -> bool:
    """Whether a command starts the service that goes through another script, or none."""
    around = [script.path]
    starts = (each for each in _starts(script) if each.firm)
    if any(each.path not in around and all(path not in around for path, _ in each.through) for each in starts):
        return True
    return any(map(workload_command, script.project.files.values()))


def _is_brought_in(script: SourceFile) -> bool:
    """Whether an image takes a script under another name, where scripts are run by their folder, or for its base."""
    name = posixpath.basename(script.path)
    for image in script.project.files.values():
        if image.kind != "dockerfile" or name.encode() not in image.data:
            continue
        document: dockerfile.Document = parse(image)
        started = any(each.keyword in ("CMD", "ENTRYPOINT") for each in document.instructions)
        for each in document.instructions:
            words = each.words or tuple(each.text.split())
            if each.keyword not in ("COPY", "ADD") or name not in map(posixpath.basename, words[:-1]):
                continue
            if not started or _RUN_FROM.search(words[-1]) or posixpath.basename(words[-1]) not in ("", ".", name):
                return True
    return False


def _is_said(file: SourceFile, left: frozenset[str], pages: bool = True) -> bool:
    """Whether a file of the tree names a script: by its own name, as a module, or by a name that is made."""
    name = posixpath.basename(file.path)
    stem = name.removesuffix(".py").encode()
    if file.path.endswith(".py"):
        said = re.compile(_PYTHON % {b"stem": re.escape(stem)})
    else:
        said = re.compile(rb"(?<![\w.-])%s(?![\w-])" % re.escape(name.encode()))
    for path, each in file.project.files.items():
        if path in left or not each.kind:
            continue
        if stem in each.data and said.search(_used(each)) and not means_another(each.path, each.data, file):
            return True
        if _makes_names(each) and any(fnmatch(name, pattern) for pattern in _made_names(each)):
            return True
    # A page has its reader go into a folder first.
    return any(
        stem in text and said.search(text) and (is_page(path) or not means_another(path, text, file))
        for path, text in _texts(file.project)
        if pages or not is_page(path)
    )


@fact
def _used(file: SourceFile) -> bytes:
    return _PREPARES.sub(b"", _COMMENT.sub(b"", file.spelled))


@fact
def _made_names(file: SourceFile) -> frozenset[str]:
    """The patterns of names of scripts that a file makes up: `start_$ROLE.sh`, `jobs/*.py`."""
    # `*.py` is what linters are told.
    found = (re.sub(_FILLED, b"*", each) for each in _MADE_NAME.findall(_used(file)) if each != b"*.py")
    return frozenset(each.decode("utf-8", "replace") for each in found)


@fact
def _makes_names(file: SourceFile) -> bool:
    return bool(_made_names(file))


@once
def _texts(project: Project) -> tuple[tuple[str, bytes], ...]:
    return tuple(unread_texts(project))
