"""Whether a cache that a service sets up is ever asked, and what it is told."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.dependencies.needed import is_named
from codemods.libraries.caches import CACHES, DISTRIBUTIONS, IN_TEMPLATES, READ_BY
from codemods.model.names import called
from codemods.model.parsable import readable
from codemods.model.singletons import naming
from codemods.model.strings import argument, keyword, literal
from codemods.model.templates import template_texts
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once


@once
def is_never_asked(project: Project, root: str) -> bool:
    """Whether nothing is done with the caches of the service at `root` but `init_app`, or it has no library of them."""
    made = list(_made(project, root))
    if not made:
        return not _is_installed(project, root)
    idle = all(each is not None and _is_idle(*each) for each in made)
    return idle and not any(IN_TEMPLATES.search(each) for each in template_texts(project))


@once
def is_told_otherwise(project: Project, root: str, name: str) -> bool:
    """Whether every cache of the service at `root` is given the setting in its call, over the application's."""
    calls = list(_given(project, root))
    return bool(calls) and all(
        isinstance(each, ast.Dict) and name in [literal(key) for key in each.keys] for each in calls
    )


def _given(project: Project, root: str) -> Iterator[ast.expr | None]:
    """The `config` of each call that gives a cache its application; of one without, only what `init_app` gives."""
    for file in readable({*project.mentioning(b"Cache"), *project.mentioning(b"cache")}):
        if project.service_root(file.path) != root or project.is_test(file.path):
            continue
        for node in file.nodes(ast.Call):
            name, given = called(file, node), keyword(node, "config")
            if name in CACHES and (node.args or keyword(node, "app") is not None or given is not None):
                yield given.value if given else None
            elif name in [f"{each}.init_app" for each in CACHES]:
                yield given.value if given else argument(node, 1, "config")


def _is_installed(project: Project, root: str) -> bool:
    """Whether any code imports what reads the settings of a cache, or the service installs it."""
    imported = any(True for each in READ_BY for _ in project.mentioning(each))
    return imported or any(is_named(project, root, each) for each in DISTRIBUTIONS)


def _made(project: Project, root: str) -> Iterator[tuple[SourceFile, str] | None]:
    """The names of modules that the caches are given; None for a cache of which that is not so."""
    for file in readable(project.mentioning(b"Cache")):
        if project.service_root(file.path) != root or project.is_test(file.path):
            continue
        for node in file.nodes(ast.Call):
            if called(file, node) in CACHES:
                match file.parents.get(node):
                    case ast.Assign(targets=[ast.Name(id=name)]) as statement if statement in file.tree.body:
                        yield file, name
                    case _:
                        yield None


def _is_idle(file: SourceFile, name: str) -> bool:
    return all(
        isinstance(around := home.parents.get(use), ast.Attribute) and around.attr == "init_app"
        for home, use in naming(file, name)
    )
