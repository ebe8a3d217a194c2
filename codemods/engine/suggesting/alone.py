"""The fixes of a finished check, each as it would be carried out alone: `apply --only` writes the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from codemods.engine.batches import units
from codemods.engine.checking import SECRETS, Checking, place
from codemods.engine.concealment.masking import conceal
from codemods.engine.concealment.sighting import secrets_of
from codemods.engine.exclusions import without_ignored
from codemods.engine.fix import fix_alone
from codemods.engine.registry import select
from codemods.engine.request import root_of
from codemods.engine.session import check
from codemods.engine.suggesting.replacements import Replacement, replacements
from codemods.project.project import Project
from codemods.vocabulary.finding import Finding


def suggest(report: Checking, jobs: int | None) -> None:
    """Give the report what each safe fix would write (`fixes`), where that can be said in full and shows no secret.

    Without are fixes that fail the contract of a fix, and those that add a file, as an edit of a file cannot.
    """
    request, project = report.request, report.request.project
    assert report.fresh is not None, "a kept result holds no secrets"
    holding = report.fresh.holding
    wanted = Counter(map(place, report.checked.findings))
    found = report.found
    if any(each.sites for each in report.checked.findings) and select((SECRETS,)).keys() - request.rules.keys():
        # A setting's name depends on what else was found: let it be as apply finds it.
        again = check(project, request.rules, jobs).findings
        found = without_ignored(again, request.options, root_of(request.path))
    left = replace(report.checked, findings=found)
    for unit in units(found, unsafe=False):
        places = [each for each in map(place, unit.findings) if wanted[each] == 1]
        if not places:
            continue
        changes = fix_alone(
            project,
            request.rules,
            unit,
            left,
            lambda each: without_ignored(each, request.options, root_of(request.path)),
        )
        if parts := _shown(project, changes, [*found, *holding]):
            report.fixes |= dict.fromkeys(places, parts)


def _shown(project: Project, changes: Mapping[str, bytes], found: Iterable[Finding]) -> list[Replacement]:
    """The changes, line by line; nothing where that is not all of them, or nobody may see it."""
    parts: list[Replacement] = []
    secrets = secrets_of(project, found, changes)
    for path, data in sorted(changes.items()):
        file = project.files.get(path)
        # Where a line ends in `\r` alone, readers do not agree.
        if file is None or re.search(rb"\r(?!\n)", file.data):
            return []
        lines = replacements(path, file.text, data.decode(file.encoding))
        if any(conceal(each.text, secrets) != each.text for each in lines):
            return []
        parts += lines
    return parts
