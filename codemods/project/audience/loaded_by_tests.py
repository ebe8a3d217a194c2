"""Settings that tests alone load: nothing else in the tree names their module or their class."""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts
from codemods.vocabulary.kept import once
from codemods.vocabulary.signs import whole

_SETTINGS = frozenset((
    "settings", "setting", "config", "configs", "conf", "cfg", "configuration", "configurations", "env", "envs",
    "environment", "environments",
))  # fmt: skip
# What a platform names where no file of the tree does; a test may load it all the same.
_DEPLOYED = frozenset((
    "prod", "production", "live", "default", "base", "common", "staging", "stage", "preprod", "uat", "docker", "heroku",
))  # fmt: skip
# Bytes without which no class of a file is one of settings: by its words, or by a first line that sets a constant.
_NAMED = re.compile(rb"(?i)class +(?:\w*(?:config|settings?|conf|env)\w*|\w+\([^)]*(?:config|settings?|conf|env))")
_SETS = re.compile(
    rb"^class +\w+\s*(?:\([^)]*\))?\s*:[^\n]*\n"
    rb"(?:[ \t]*(?:[#\"'][^\n]*)?\n)*[ \t]+[A-Z][A-Z0-9_]*[ \t]*(?::[^=\n]+)?=(?!=)",
    re.MULTILINE,
)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*$")
# Code that takes a class by a name which the environment, or its caller, gives.
_TAKES_ANY = re.compile(
    rb"\bfrom_object\((?!\s*[\"'][^\"'{%]*[\"']\s*,?\s*\)|\s*[A-Za-z_][\w.]*\s*,?\s*\))"
    rb"|(?:environ|getenv)[^\n]*(?:SETTINGS|CONFIG|ENV)\w*[\"']"
)


def has_classes(data: bytes) -> bool:
    """Whether any class of a Python file may be one of settings, by its bytes."""
    return _NAMED.search(data) is not None or _SETS.search(data) is not None


def is_module_of_tests(file: SourceFile) -> bool:
    """Whether a file is a module of settings that tests alone name."""
    folder, name = posixpath.split(file.path)
    stem = name.removesuffix(".py")
    said = {*parts(stem), *parts(posixpath.basename(folder))}
    return (
        name.endswith(".py")
        and stem != "__init__"
        and _says_whose(stem, said)
        and _is_named_by_tests(file, stem, mentions=0)
    )


def is_class_of_tests(file: SourceFile, node: ast.ClassDef) -> bool:
    """Whether a class is one of settings that tests alone name."""
    said = set(parts(node.name)).union(*(parts(ast.unparse(each)) for each in node.bases))
    if said.isdisjoint(_SETTINGS) and _holds_settings(file, node):
        said |= _SETTINGS
    return _says_whose(node.name, said) and _is_named_by_tests(file, node.name, mentions=1)


def _holds_settings(file: SourceFile, node: ast.ClassDef) -> bool:
    """Whether a class without a word for settings is one of them by what it sets, as its module or its base is; and no
    name that is given picks a class.
    """
    if not _sets_alone(node):
        return False
    folder, name = posixpath.split(file.path.removesuffix(".py"))
    bases = {each.id for each in node.bases if isinstance(each, ast.Name)}
    above = [each for each in file.tree.body if isinstance(each, ast.ClassDef) and each.name in bases]
    told = not _SETTINGS.isdisjoint((*parts(name), *parts(posixpath.basename(folder))))
    return (told or any(map(_sets_alone, above))) and not _takes_any(file.project)


def _sets_alone(node: ast.ClassDef) -> bool:
    """Whether all that a class does is to set constants."""
    body = [each for each in node.body if not isinstance(each, ast.Expr | ast.Pass)]
    return bool(body) and all(
        isinstance(target, ast.Name) and _CONSTANT.match(target.id)
        for each in body
        for target in (
            each.targets if isinstance(each, ast.Assign) else [getattr(each, "target", None)]
        )
    )  # fmt: skip


@once
def _takes_any(project: Project) -> bool:
    return any(_TAKES_ANY.search(each.spelled) for each in project.python() if not project.is_test(each.path))


def _says_whose(name: str, said: set[str]) -> bool:
    """Whether a name, with what is said around it, is one of settings for somebody, and not for each deployment."""
    words = set(parts(name))
    return not said.isdisjoint(_SETTINGS) and words.isdisjoint(_DEPLOYED) and not words <= {*_SETTINGS, "app"}


def _is_named_by_tests(file: SourceFile, name: str, mentions: int) -> bool:
    """Whether tests name it, and nothing else does; `mentions`: how often its own file has to."""
    word = whole(name)
    if mentions and len(word.findall(file.spelled)) != mentions:
        return False
    others = [each for each in _naming(file.project, name) if each != file.path]
    return bool(others) and all(map(file.project.is_test, others))


@once
def _naming(project: Project, name: str) -> tuple[str, ...]:
    """The files of the project, of whatever kind, that name it."""
    needle, word = name.encode(), whole(name)
    python = sorted(project.matching(word, (needle,)), key=lambda each: each.path)
    others = (each for each in project.files.values() if each.kind != "python" and needle in each.data)
    return (*(each.path for each in python), *(each.path for each in others if word.search(each.data)))
