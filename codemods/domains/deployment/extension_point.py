"""Whether a service can take a module that a fix adds, and where its Flask application takes an extension."""

from __future__ import annotations

import ast
import posixpath
from dataclasses import dataclass

from codemods.domains.commands.commands import copies_all, holds
from codemods.domains.deployment.added_files import is_left_out
from codemods.formats import parse
from codemods.model.names import called
from codemods.model.parsable import readable
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Application:
    """The one `app = Flask(…)` of a service; `last` is the statement behind which the next `init_app(app)` belongs."""

    file: SourceFile
    name: str
    last: ast.stmt


def flask_application(project: Project, root: str) -> Application | None:
    """The Flask application of the service at `root`; None where there is none, or more than one."""
    found: list[Application] = []
    for file in readable(project.mentioning(b"Flask(")):
        if project.service_root(file.path) == root and not project.is_test(file.path):
            found += [
                Application(file, target.id, _last(file, each, target.id))
                for each in file.nodes(ast.Assign)
                for target in each.targets
                if isinstance(target, ast.Name) and isinstance(each.value, ast.Call)
                and called(file, each.value) == "flask.Flask"
            ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _last(file: SourceFile, assignment: ast.stmt, name: str) -> ast.stmt:
    """The last of the extensions that are given the application right behind it, else the assignment."""
    block = file.block(assignment)
    last = assignment
    for each in block[block.index(assignment) + 1 :]:
        match each:
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="init_app"), args=[ast.Name(id=app)])) if app == name:
                last = each
            case _:
                break
    return last


def ships(project: Project, root: str, path: str = "") -> bool:
    """Whether every image of the service would hold a file that is added to it, at the path if one is given."""
    images = [each for path, each in project.files.items()
              if each.kind == "dockerfile" and _concerns(project, path, root)]  # fmt: skip
    try:
        below = posixpath.relpath(path, root or ".") if path else ""
        return all(
            (copies_all(document := parse(each)) or (below and holds(document, below)))
            and not (below and is_left_out(each, root, below))
            for each in images
        )
    except Unreadable:
        return False


def _concerns(project: Project, path: str, root: str) -> bool:
    """Whether a file is the service's own, or lies in a folder around the service."""
    folder = posixpath.dirname(path)
    return project.service_root(path) == root or not folder or root.startswith(f"{folder}/")
