"""Variables that Compose gives a service, and that nothing in its image reads: the name is a mistake."""

from __future__ import annotations

import ast
import re

from codemods.domains.secrets.names_and_values import is_signing_name
from codemods.model.environment_reads import environment_read, is_computed_read
from codemods.model.parsable import readable
from codemods.project.audience.compose_use import Service, services_of
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

# An image of Python's own, in which nothing but the service asks for variables.
_OF_PYTHON = re.compile(
    rb"^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)?(?:docker\.io/)?(?:library/)?python(?=[:@\s])", re.MULTILINE | re.IGNORECASE
)
# What asks for variables whose names nobody wrote: by a prefix, all of them, those of a class's fields.
_ASKS_FOR_ANY = re.compile(
    rb"env_prefix|from_prefixed_env|\b(?:BaseSettings|dynaconf|Dynaconf|environs|envparse|environ\.Env)\b|\*\*os\.environ"
    rb"|\bin os\.environ\b|\bos\.environ\.(?:items|copy|keys)\(|\((?:os\.)?environ\)|\bprintenv\b"
)
_TELLING = ("compose", "dotenv")
_TEXTS = (".md", ".rst", ".txt", ".adoc", ".org")


def is_read_by_nobody(file: SourceFile, service: str, name: str) -> bool:
    """Whether a key that signs is given to a service of the tree, and no code of the tree names it, while all variables
    are asked for by their names. What else is secret a library may read by itself.
    """
    if not is_signing_name(name) or not any(_is_own(each) for each in services_of(file) if each.name == service):
        return False
    word = re.compile(rb"(?<![A-Za-z0-9_])%s(?![A-Za-z0-9_])" % re.escape(name.encode()), re.IGNORECASE)
    others = (
        each for path, each in file.project.files.items() if each.kind not in _TELLING and not path.endswith(_TEXTS)
    )
    return not any(word.search(each.data) for each in others) and _asks_by_name(file.project)


def _is_own(service: Service) -> bool:
    image = service.image
    return image is not None and image.kind == "dockerfile" and _OF_PYTHON.search(image.spelled) is not None


def _asks_by_name(project: Project) -> bool:
    code = [each for each in project.python() if not project.is_test(each.path)]
    if any(_ASKS_FOR_ANY.search(each.spelled) for each in code):
        return False
    found = False
    for each in readable(code):
        for node in (*each.nodes(ast.Call), *each.nodes(ast.Subscript)):
            if is_computed_read(each, node):
                return False
            found = found or environment_read(each, node) is not None
    return found
