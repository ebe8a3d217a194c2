"""One setting per value, the same value the same name everywhere, never a name that means something else already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from codemods.analysis.environment import reads
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
            finding = replace(
                finding, settings=tuple(_named(project, root, service, each) for each in finding.settings)
            )
        named.append(finding)
    return named


def _named(project: Project, root: str, taken: dict[str, Setting], setting: Setting) -> Setting:
    for candidate in _candidates(setting):
        holder = taken.get(candidate)
        if holder is None and _free(project, root, candidate, setting):
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


def _free(project: Project, root: str, name: str, setting: Setting) -> bool:
    """Whether the service reads no variable of this name, or reads it in the very sense of this setting."""
    readers = reads(project, root).get(name, [])
    if setting.secret:
        return all(each.required or each.default == setting.value for each in readers)
    return all(not each.required and each.default == setting.value for each in readers)
