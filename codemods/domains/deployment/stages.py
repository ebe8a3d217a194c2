"""Which stages of an image reach production: what a plain build makes, and what a definition for it names."""

from __future__ import annotations

from codemods.domains.deployment.images import services_of
from codemods.formats import compose, dockerfile, parse
from codemods.model.test_scopes import use_of
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, use_of_service
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable


def is_for_developers(file: SourceFile, document: dockerfile.Document, stage: int) -> bool:
    """Whether a stage is for development or tests by its name, and nothing of it gets into what is deployed."""
    if stage < 0 or not document.stages or use_of_service(document.stages[stage].name) is Use.PRODUCTION:
        return False
    return stage not in _shipped(file, document)


def _shipped(file: SourceFile, document: dockerfile.Document) -> set[int]:
    named = {each.name: each.index for each in document.stages}
    ends = {named[each] for each in _targets(file) if each in named}
    if not ends or use_of_service(document.stages[-1].name) is Use.PRODUCTION:
        ends.add(len(document.stages) - 1)
    return {*ends, *(each.stage for end in ends for each in document.inherited(end))}


@once
def _targets(image: SourceFile) -> set[str]:
    """The stages that Compose files for production have built."""
    found: set[str] = set()
    for file in image.project.files.values():
        if file.kind == "compose" and use_of(file) is Use.PRODUCTION:
            try:
                found |= _of_compose(file, image)
            except Unreadable:
                continue
    return found


def _of_compose(file: SourceFile, image: SourceFile) -> set[str]:
    document: compose.Document = parse(file)
    built = [name for name in services_of(file, document, image) if use_of_service(name) is Use.PRODUCTION]
    paths = {("services", name, "build", "target") for name in built}
    return {each.value for each in document.scalars if each.path in paths}
