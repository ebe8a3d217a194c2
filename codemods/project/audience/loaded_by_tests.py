"""Settings that tests alone load: nothing else in the tree names their module or their class."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.project.memo import asked
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts

_SETTINGS = frozenset((
    "settings", "setting", "config", "configs", "conf", "cfg", "configuration", "configurations", "env", "envs",
    "environment", "environments",
))  # fmt: skip
# What a platform names where no file of the tree does; a test may load it all the same.
_DEPLOYED = frozenset((
    "prod", "production", "live", "default", "base", "common", "staging", "stage", "preprod", "uat", "docker", "heroku",
))  # fmt: skip
# Bytes without which no class of a file is one of settings.
HAS_CLASSES = re.compile(rb"(?i)class +(?:\w*(?:config|settings?|conf|env)\w*|\w+\([^)]*(?:config|settings?|conf|env))")


def is_module_of_tests(file: SourceFile) -> bool:
    """Whether a file is a module of settings that tests alone name."""
    folder, name = posixpath.split(file.path)
    stem = name.removesuffix(".py")
    said = {*parts(stem), *parts(posixpath.basename(folder))}
    return name.endswith(".py") and _says_whose(stem, said) and _is_named_by_tests(file, stem, mentions=0)


def is_class_of_tests(file: SourceFile, node: ast.ClassDef) -> bool:
    """Whether a class is one of settings that tests alone name."""
    said = set(parts(node.name)).union(*(parts(ast.unparse(each)) for each in node.bases))
    return _says_whose(node.name, said) and _is_named_by_tests(file, node.name, mentions=1)


def _says_whose(name: str, said: set[str]) -> bool:
    """Whether a name, with what is said around it, is one of settings for somebody, and not for each deployment."""
    words = set(parts(name))
    return not said.isdisjoint(_SETTINGS) and words.isdisjoint(_DEPLOYED) and not words <= {*_SETTINGS, "app"}


def _is_named_by_tests(file: SourceFile, name: str, mentions: int) -> bool:
    """Whether tests name it, and nothing else does; `mentions`: how often its own file has to."""
    word = re.compile(rb"(?<!\w)%s(?!\w)" % re.escape(name.encode()))
    if mentions and len(word.findall(file.spelled)) != mentions:
        return False
    naming = asked(file.project, ("named", name), lambda: tuple(_naming(file.project, name, word)))
    others = [each for each in naming if each != file.path]
    return bool(others) and all(map(file.project.is_test, others))


def _naming(project: Project, name: str, word: re.Pattern[bytes]) -> Iterator[str]:
    """The files of the project, of whatever kind, that name it."""
    needle = name.encode()
    yield from (each.path for each in project.mentioning(needle) if word.search(each.spelled))
    for path, file in project.files.items():
        if file.kind != "python" and needle in file.data and word.search(file.data):
            yield path
