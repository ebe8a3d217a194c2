"""One setting per value, the same value the same name everywhere, never a name that means something else already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from codemods.analysis.environment import Read, reads
from codemods.analysis.project import Project
from codemods.finding import Finding, Setting


def name_settings(project: Project, findings: Iterable[Finding]) -> list[Finding]:
    """The findings with the final names of their settings, service by service, in the order of path and line."""
    taken: dict[str, dict[str, Setting]] = {}
    named = []
    for finding in sorted(findings, key=lambda each: (each.path, each.span, each.rule)):
        if finding.settings:
            root = project.service_root(finding.path)
            service = taken.setdefault(root, {})
            # A variable that a Compose file gives to the service is the one that the code reads by that name.
            readers = reads(project, root) if project.files[finding.path].kind == "python" else {}
            finding = replace(finding, settings=tuple(_named(readers, service, each) for each in finding.settings))
        named.append(finding)
    return named


def _named(readers: Mapping[str, list[Read]], taken: dict[str, Setting], setting: Setting) -> Setting:
    for candidate in _candidates(setting):
        holder = taken.get(candidate)
        if holder is None and _free(readers.get(candidate, []), setting):
            taken[candidate] = setting
        elif holder is None or (holder.value, holder.secret) != (setting.value, setting.secret):
            continue
        return replace(setting, name=candidate)
    raise AssertionError("candidates never end")


def _candidates(setting: Setting) -> Iterable[str]:
    yield setting.name
    yield from setting.others
    number = 2
    while True:
        yield f"{setting.name}_{number}"
        number += 1


def _free(readers: list[Read], setting: Setting) -> bool:
    """Whether the service reads no variable of the name, or reads it in the very sense of this setting."""
    if setting.secret:
        return all(each.required or each.default == setting.value for each in readers)
    return all(not each.required and each.default == setting.value for each in readers)
