"""The modules that production has a server import: by a command, by a platform's file, by instructions for people."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import chain

from codemods.domains.commands.commands import web_entries
from codemods.domains.commands.starts.images import imported_by_base
from codemods.domains.commands.workload_commands import workload_command
from codemods.domains.runtime.entry_points import EntryPoint
from codemods.libraries import servers
from codemods.libraries.frameworks.web import IN_SCRIPT, IN_SCRIPT_WORDS
from codemods.libraries.server_options import SERVES
from codemods.model.test_scopes import use_of
from codemods.project.guides import guides
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.kept import once

_FOR_DEVELOPERS = re.compile(r"--(?:reload|debug(?:ger)?)\b|\bpy-autoreload\b|\bfastapi\s+dev\b")
# A command of a server as it stands in any text, also over several lines: `gunicorn -w 2 \ shop:app`.
_COMMAND = re.compile(
    rf"(?:^|[\s/`\"'=;&])(?:{servers.SERVING_MODULES})(?:[\"',]*[ \t]|\")(?:[^\n`]|(?<=\\)\n)*", re.MULTILINE
)
_TARGET = re.compile(r"(?<![\w./:-])([A-Za-z_][\w.]*):[A-Za-z_]\w*(?:\([^)\s]*\))?(?![\w/:.-])")
# uWSGI's names for it, as options and in its files.
_OF_UWSGI = re.compile(
    r"(?:^[ \t]*|--)(?:wsgi-file|wsgi|module|mount)(?:[ \t]*=[ \t]*|[ \t]+)(?:/[^\s=]*=)?"
    r"([\w./-]+?)(?:\.py)?(?:[:\s\"',]|$)",
    re.MULTILINE,
)
# Elastic Beanstalk's, and Apache's; what ends in `.wsgi` is Python that has the application from a module.
_BEANSTALK = re.compile(r"\bWSGIPath[\"']?:[ \t]*[\"']?([\w./-]+?)(?:\.py)?(?:[:\s\"',]|$)")
_ALIAS = re.compile(r"^[ \t]*WSGIScriptAlias[ \t]+\S+[ \t]+[\"']?(\S+?)\.(py|wsgi)(?=[\s\"']|$)", re.MULTILINE)
_REMARK = re.compile(r"^[ \t]*[#;].*$", re.MULTILINE)
# What no document here reads.
_READ = ("procfile", "railway.json", "startup.txt")
_TEXTS = frozenset(("dockerfile", "shell", "ini", "unit", "plain", "toml", "yaml"))
# Google's App Engine starts gunicorn with `main:app` unless its file says otherwise; before Python 3 it named a module.
_APP_ENGINE = "app.yaml"
_MAIN = "main.py"
_RUNTIME = re.compile(r"^runtime:[ \t]*[\"']?python3", re.MULTILINE)
_ENTRYPOINT = re.compile(r"^entrypoint:", re.MULTILINE)
_SCRIPT = re.compile(r"^[ \t]+script:[ \t]*[\"']?(?!auto\b)([\w.]+)\.\w+[\"']?[ \t]*\r?$", re.MULTILINE)
# What puts the application behind a cloud's own server, or Apache's, and how it names the module.
_SERVERLESS = re.compile(r"\bwsgi:\s*(?:\n\s+\w+:[^\n]*)*?\n\s+app:\s*[\"']?([\w.]+)\.\w+")
_MOD_WSGI = re.compile(r"^[ \t]*(?:from|import)[ \t]+([\w.]+)", re.MULTILINE)
_PLATFORMS = {
    "zappa_settings.json": re.compile(r"\"app_function\"\s*:\s*\"([\w.]+)\.\w+\""),
    "zappa_settings.toml": re.compile(r"\bapp_function\s*=\s*\"([\w.]+)\.\w+\""),
    "serverless.yml": _SERVERLESS,
    "serverless.yaml": _SERVERLESS,
    "vercel.json": re.compile(r"\"src\"\s*:\s*\"([\w./-]+)\.py\""),
    _APP_ENGINE: _SCRIPT,
    **dict.fromkeys(("app.wsgi", "application.wsgi", "flaskapp.wsgi", "wsgi.wsgi"), _MOD_WSGI),
}
# What Passenger, and Toolforge's uWSGI, start by the name of the file.
_BY_NAME = re.compile(r"(?:^|/)(?:www/python/src/app|passenger_wsgi)\.py$")
# What has no other use than to be imported by a server.
_FOR_SERVERS = frozenset(("wsgi.py", "asgi.py"))


@once
def served(project: Project) -> tuple[SourceFile, ...]:
    """The modules that a server of production imports, as far as anything in the tree names them."""
    found = (each for ways in _WAYS for each in ways(project))
    return tuple(each for each in dict.fromkeys(found) if not project.is_test(each.path))


def _by_images(project: Project) -> Iterator[SourceFile]:
    for file in project.files.values():
        if file.kind == "dockerfile" and use_of(file) is Use.PRODUCTION:
            yield from imported_by_base(file)


def _by_commands(project: Project) -> Iterator[SourceFile]:
    for each in web_entries(project):
        if not each.main and _serves_others(project, each):
            yield each.file


def _serves_others(project: Project, entry: EntryPoint) -> bool:
    """Whether a command has a server of production; a developers' definition may have one too."""
    if _FOR_DEVELOPERS.search(" ".join(entry.words)) is not None:
        return False
    definition = project.files.get(entry.path)
    use = Use.PRODUCTION if definition is None else use_of(definition)
    return use is Use.PRODUCTION or (use is Use.DEVELOPMENT and entry.words[0] not in ("flask", "fastapi"))


def _by_texts(project: Project) -> Iterator[SourceFile]:
    for path, file in project.files.items():
        if file.kind in _TEXTS and use_of(file) is Use.PRODUCTION:
            yield from _named(project, posixpath.dirname(path), file.spelled.decode("utf-8", "replace"))
            if command := workload_command(file):
                yield from _named(project, posixpath.dirname(path), command)
    for folder in _folders(project):
        own = (project.text_on_disk(posixpath.join(folder, name)) for name in _READ)
        for text in chain(guides(project, (folder,)), own):
            yield from _named(project, folder, text)


def _named(project: Project, folder: str, text: str) -> Iterator[SourceFile]:
    """The modules that commands of servers in a text name."""
    text = _REMARK.sub("", text)
    for command in _COMMAND.finditer(text):
        if _FOR_DEVELOPERS.search(command[0]) is None:
            for target in _TARGET.finditer(command[0]):
                yield from _module(project, folder, target[1])
    for path in _BEANSTALK.finditer(text):
        yield from _module(project, folder, path[1])
    for alias in _ALIAS.finditer(text):
        if alias[2] == "py":
            yield from _module(project, folder, alias[1])
        for each in _folders(project) if alias[2] == "wsgi" else ():
            script = project.text_on_disk(posixpath.join(each, f"{posixpath.basename(alias[1])}.wsgi"))
            for match in _MOD_WSGI.finditer(script):
                yield from _module(project, each, match[1])
    if "uwsgi" in text:
        for match in _OF_UWSGI.finditer(text):
            yield from _module(project, folder, match[1])


def _by_platforms(project: Project) -> Iterator[SourceFile]:
    for folder in _folders(project):
        for name, pattern in _PLATFORMS.items():
            if text := project.text_on_disk(posixpath.join(folder, name)):
                for match in pattern.finditer(text):
                    yield from _module(project, folder, match[1])


def _by_app_engine(project: Project) -> Iterator[SourceFile]:
    """What App Engine serves by itself, whatever its file is called: `app.yaml`, `deploy/app.prod.yaml.tpl`."""
    for path, file in project.files.items():
        if file.kind not in ("yaml", "plain") or use_of(file) is not Use.PRODUCTION:
            continue
        text = file.spelled.decode("utf-8", "replace")
        if _RUNTIME.search(text) and not _ENTRYPOINT.search(text):
            yield from _nearest_main(project, posixpath.dirname(path))


def _nearest_main(project: Project, folder: str) -> Iterator[SourceFile]:
    """The `main.py` beside a platform's file, or of the folders around: a template is copied there by the deploy."""
    while (found := project.files.get(posixpath.join(folder, _MAIN))) is None and folder:
        folder = posixpath.dirname(folder)
    if found is not None:
        yield found


def _by_names(project: Project) -> Iterator[SourceFile]:
    for file in project.python():
        only_imported = posixpath.basename(file.path) in _FOR_SERVERS and SERVES.search(file.spelled) is None
        if only_imported or _BY_NAME.search(file.path):
            yield file


@once
def _folders(project: Project) -> tuple[str, ...]:
    """The folders in which applications may lie, and the tree's own."""
    web = project.matching(IN_SCRIPT, IN_SCRIPT_WORDS)
    lying = (posixpath.dirname(each.path) for each in web if each.kind == "python")
    return tuple(sorted({"", *project.services, *lying}))


def _module(project: Project, folder: str, name: str) -> Iterator[SourceFile]:
    """The file of a module that a server in a folder imports: there, else the only one of that name in the tree.

    `name`: dotted, or a path without its ending on whatever machine.
    """
    path = name.lstrip("./") if "/" in name else name.replace(".", "/")
    for each in (f"{path}.py", f"{path}/__init__.py"):
        if (found := project.files.get(posixpath.join(folder, each))) is not None:
            yield found
            return
    parts = path.split("/")
    # Of a path of another machine only its end is the tree's.
    for start in range(len(parts) if "/" in name else 1):
        end = "/".join(parts[start:])
        named = [each for each in _by_end(project).get(parts[-1], ()) if f"/{_stem(each)}".endswith(f"/{end}")]
        if named:
            if len(named) == 1:
                yield from named
            return


@once
def _by_end(project: Project) -> dict[str, list[SourceFile]]:
    """The modules by the last part of their names, tests left out."""
    found: dict[str, list[SourceFile]] = {}
    for each in project.python():
        if not project.is_test(each.path):
            found.setdefault(posixpath.basename(_stem(each)), []).append(each)
    return found


def _stem(file: SourceFile) -> str:
    return file.path.removesuffix(".py").removesuffix("/__init__")


_WAYS = (_by_commands, _by_texts, _by_platforms, _by_app_engine, _by_images, _by_names)
