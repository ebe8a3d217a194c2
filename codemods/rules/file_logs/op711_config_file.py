"""OP711: the log's configuration comes from a file that is not to be seen here.

`fileConfig(path)` makes whatever handlers the file names. Where the file lies in the project, its own handlers are
found in it; where it does not, nobody can say where the log goes.

By hand: see that no handler in the file writes to a file, or set the log up in code: one StreamHandler for stdout.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from codemods.domains.logs.named_files import named
from codemods.formats import yaml
from codemods.model.names import called
from codemods.model.strings import argument, text
from codemods.model.test_scopes import is_test_code
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

_CLASS = ("class", "()")
_EXAMPLES = ("example", "sample", "dist", "template", "default")

rule = Rule("OP711", "log-config-file", needles=("fileConfig", "dictConfig"), once="file", safety=Safety.NONE)


@rule.find(ast.Call)
def unseen_files(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls of fileConfig with a file that is not in the project, of dictConfig with a YAML file that logs to files."""
    if is_test_code(file, node) or _is_alembic(file, node):
        return
    name = called(file, node)
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
