"""OP711: the log's configuration comes from a file that is not to be seen here.

`fileConfig(path)` makes whatever handlers the file names. Where the file lies in the project, its own handlers are
found in it; where it does not, nobody can say where the log goes.

By hand: see that no handler in the file writes to a file, or set the log up in code: one StreamHandler for stdout.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.logs.named_files import named
from codemods.formats import compose, dockerfile, ini, procfile, shell, unit, yaml
from codemods.model.names import called
from codemods.model.strings import argument, text
from codemods.model.test_scopes import is_test_code
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Span
from codemods.vocabulary.rule import Rule

_CLASS = ("class", "()")
_CONFIGURES = ("logging.config.fileConfig", "logging.config.dictConfig")
_EXAMPLES = ("example", "sample", "dist", "template", "default")

rule = Rule(
    "OP711", "log-config-file", needles=("fileConfig", "dictConfig", "--log-config"), once="file", safety=Safety.NONE
)

# Uvicorn's option, hypercorn's, gunicorn's and Granian's; ini files of theirs are OP708's.
_OPTION = re.compile(
    r"^[^#\n]*?--log-config(?:-json)?(?:[=\s]|[\"'],?\s*[\"'-]*)[\"']?([^\s\"',;&|$]+\.(?:ya?ml|json))", re.M
)


@rule.find(ast.Call)
def unseen_files(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls of fileConfig with a file that is not in the project, of dictConfig with a YAML file that logs to files."""
    name = called(file, node)
    if name not in _CONFIGURES or is_test_code(file, node) or _is_alembic(file, node):
        return
    if name == "logging.config.fileConfig":
        path = argument(node, 0, "fname")
        known = posixpath.basename(text(file, path).known) if path is not None else ""
        # A name that is put together, or given from outside, is nothing that can be looked for.
        if known and "\0" not in known and not _is_seen(file, known):
            yield file.finding(
                rule, node, f"the log is set up by a file that may send it to local files: {known}",
                "see that no handler in the file writes to a file",
            )  # fmt: skip
    elif name == "logging.config.dictConfig" and (source := _yaml(file)):
        yield file.finding(
            rule,
            node,
            f"{source} sends the log to local files",
            "use logging.StreamHandler with ext://sys.stdout there",
        )


@rule.find(dockerfile.Document, compose.Document, procfile.Document, shell.Document, ini.Document, unit.Document)
def options(_: object, file: SourceFile) -> Iterator[Finding]:
    """Options of servers that name a file in YAML or JSON which logs to files."""
    text = file.text.removeprefix("\ufeff")
    for match in _OPTION.finditer(text):
        named_so = posixpath.normpath(match[1]).lstrip("/").split("/")
        source = next((each for each in _configurations(file) if _is_meant(each, named_so)), "")
        if source and not file.project.is_test(file.path):
            line = text.count("\n", 0, match.start(1)) + 1
            yield file.finding(
                rule, Span(line, 1, line, len(file.lines[line - 1]) + 1), f"{source} sends the log to local files",
                "use logging.StreamHandler with ext://sys.stdout there", safety=Safety.NONE,
            )  # fmt: skip


def _configurations(file: SourceFile) -> list[str]:
    """The files of the service, or around it, that set up a log with a file."""
    files = file.project.files
    paths = (path for path, other in files.items() if other.kind in ("yaml", "compose") or path.endswith(".json"))
    return [path for path in paths if _has_file_handler(files[path])]


def _is_meant(path: str, named_so: list[str]) -> bool:
    """Whether a path of the tree ends as the name does, or the name, one of an image, as the path."""
    folders = path.split("/")
    size = min(len(folders), len(named_so))
    return folders[-size:] == named_so[-size:]


def _is_seen(file: SourceFile, name: str) -> bool:
    """Whether the file lies in the tree, or an example of it that sends nothing to files."""
    project = file.project
    if any(posixpath.basename(each) == name for each in project.files):
        return True
    stem, ending = posixpath.splitext(name)
    folders = dict.fromkeys((posixpath.dirname(file.path), project.service_root(file.path), ""))
    names = [*(f"{name}.{word}" for word in _EXAMPLES), *(f"{stem}.{word}{ending}" for word in _EXAMPLES)]
    for path in (posixpath.join(folder, each) for folder in folders for each in names):
        try:
            data = project.on_disk(path)
        except OSError:
            continue
        if data is not None:
            return b"FileHandler" not in data
    return False


def _is_alembic(file: SourceFile, node: ast.Call) -> bool:
    """Whether a migration's environment sets up its own log, for the person who runs it."""
    path = argument(node, 0, "fname")
    return file.project.is_migration(file.path) or (path is not None and "config_file_name" in ast.unparse(path))


def _yaml(file: SourceFile) -> str:
    """The YAML file with a file handler that this file names: a comment has none."""
    files = file.project.files
    paths = [path for path, other in files.items() if other.kind in ("yaml", "compose")]
    return next((path for path in named(file, paths) if _has_file_handler(files[path])), "")


def _has_file_handler(file: SourceFile) -> bool:
    """Whether a handler of the configuration is one for files, and some logger has it, as far as the file says."""
    if b"FileHandler" not in file.spelled:
        return False
    for part in yaml.parse(file.text).parts:
        made = {
            each.path[-2] for each in part.scalars
            if each.path[-3:-2] == ("handlers",) and each.path[-1] in _CLASS and each.value.endswith("FileHandler")
        }  # fmt: skip
        listed = {each.value for each in part.scalars if each.path[-2:-1] == ("handlers",)}
        if made & listed or (made and not listed):
            return True
    return False
