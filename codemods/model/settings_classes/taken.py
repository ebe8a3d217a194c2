"""Whether production takes a class that is called after development: by what names it, and where."""

from __future__ import annotations

import ast
import posixpath
import re

from codemods.model.call_graph import main_guard
from codemods.model.import_graph import importers
from codemods.model.names import last_name
from codemods.model.settings_classes.class_names import mentions
from codemods.model.settings_classes.conditions import condition, is_switch, switches
from codemods.model.test_classes import use_of_class_in
from codemods.model.test_scopes import owners_at, use_at_place, use_of, word_of
from codemods.project.memo import asked
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import DEVELOPS, Use, parts
from codemods.vocabulary.unreadable import Unreadable

_PRODUCTION = frozenset(("prod", "production", "live"))
_DEVELOPERS_SERVER = re.compile(
    r"(?i)^(?:run|start|serve)[_-](?:dev|develop|development)(?:[_-]|$)"
    r"|(?:^|[_-])dev(?:elopment)?[_-]?server$"
)
_STARTING = frozenset(("dockerfile", "compose", "procfile", "yaml", "ini", "unit", "plain", "shell"))
# A variable of the process's environment that is on for developers alone.
_FOR_DEVELOPERS = re.compile(
    r"^(?!not\b)(?!.*(?:!=|\bis not\b)).*\b(?:environ\b|getenv\().*"
    r"[\"'](?:\w+_)?DEV(?:EL|ELOP|ELOPMENT)?(?:_MODE|_ENV)?[\"']"
)


def reaches_production_at(file: SourceFile, line: int, offset: int) -> bool:
    """Whether what is for development at a place of a file is what production takes too."""
    around = owners_at(file, line, offset)
    return use_of(file) is Use.PRODUCTION and bool(around) and all(_is_taken(file, each) for each in around)


def _is_taken(file: SourceFile, name: str) -> bool:
    """Whether a class is named where no environment is: as a base, as the default, as what is loaded."""
    if not name:
        return False
    return any(asked(file.project, ("taken", name), lambda: [_is_named(file.project, name)]))


def _is_named(project: Project, name: str) -> bool:
    holding = (each for each in project.mentioning(name.encode()) if use_of(each) is Use.PRODUCTION)
    return any(_takes(each, name) for each in holding)


def _takes(file: SourceFile, name: str) -> bool:
    """Whether a file names the class for more than developers and tests."""
    try:
        return any(not _is_for_developers(file, each) for each in mentions(file, name))
    except Unreadable:
        return True


def _is_for_developers(file: SourceFile, node: ast.expr) -> bool:
    """Whether a class is named under a word for developers, in a branch of theirs, or as the base of such a class."""
    match file.parents.get(node):
        case ast.ClassDef() as heir if node in heir.bases:
            return use_of_class_in(file, heir) is Use.TEST or (
                use_of_class_in(file, heir) is Use.DEVELOPMENT and not _is_taken(file, heir.name)
            )
        case ast.Dict(keys=keys, values=values) if node in values:
            return word_of(keys[values.index(node)]) in DEVELOPS
        case ast.keyword(arg=str(word)):
            return word in DEVELOPS
        case ast.Assign(targets=[target]) if word_of(getattr(target, "slice", None)) in DEVELOPS:
            return True
        case ast.Assign(targets=[ast.Name(id=word)]) if word in DEVELOPS:
            return True
    if _is_started_for_developers(file):
        return True
    if use_at_place(file, node.lineno, node.col_offset) is not Use.PRODUCTION:
        return True
    switched = any(holds and _FOR_DEVELOPERS.search(ast.unparse(test)) for test, holds in switches(file, node))
    return switched or _is_beside_production(file, node)


def _is_beside_production(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node stands in what runs where the environment is not production, or only where more is asked for than
    what production's stands behind: `elif environ.get("DEV") == "true": … else: name = "ProductionConfig"`.
    """
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.If) and child in each.body and _asks_for_more(each.test) and _ends_in_production(each):
            return True
        if isinstance(each, ast.If | ast.IfExp) and child is not each.test and isinstance(each.test, ast.Compare):
            words = {word_of(inner) for inner in ast.walk(each.test) if isinstance(inner, ast.Constant)}
            orelse = each.orelse if isinstance(each.orelse, list) else [each.orelse]
            if isinstance(each.test.ops[0], ast.Eq) and child in orelse and not words.isdisjoint(_PRODUCTION):
                return True
        child = each
    return False


def _asks_for_more(test: ast.expr) -> bool:
    """Whether a condition holds only where something is called by a word, or a switch is on."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        return all(map(_asks_for_more, test.values))
    found = condition(test)
    return found is not None and found.equal and (is_switch(test) or bool(found.words)) and "none" not in found.words


def _ends_in_production(node: ast.If) -> bool:
    """Whether what runs where no condition of the chain holds names something of production's."""
    tail = node.orelse
    while len(tail) == 1 and isinstance(tail[0], ast.If):
        tail = tail[0].orelse
    named = (last_name(each) or getattr(each, "value", "") for line in tail for each in ast.walk(line))
    return any(isinstance(each, str) and not _PRODUCTION.isdisjoint(parts(each)) for each in named)


def _is_started_for_developers(file: SourceFile) -> bool:
    """Whether a file is a script called after the developers' server, which nothing of the tree starts."""
    name = posixpath.basename(file.path)
    return (
        _DEVELOPERS_SERVER.search(name.removesuffix(".py")) is not None
        and main_guard(file) is not None
        and not importers(file)
        and not any(
            name.encode() in each.spelled for each in file.project.files.values()
            if each.kind in _STARTING and use_of(each) is Use.PRODUCTION
        )
    )  # fmt: skip
