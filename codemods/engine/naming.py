"""One setting per value, the same value the same name everywhere, never a name that means something else already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from codemods.analysis.environment import Read, reads
from codemods.analysis.project import Project
from codemods.engine.withholding import withheld
from codemods.finding import Finding, Setting
from codemods.rewriting.settings import held, places


def name_settings(project: Project, findings: Iterable[Finding]) -> list[Finding]:
    """The findings with the final names of their settings, service by service, in the order of path and line."""
    taken: dict[str, dict[str, Setting]] = {}
    named = []
    for finding in sorted(withheld(project, findings), key=lambda each: (each.path, each.span, each.rule)):
        if finding.settings:
            root = project.service_root(finding.path)
            service = taken.setdefault(root, {})
            # A variable that a Compose file gives to the service is the one that the code reads by that name.
            asks = project.files[finding.path].kind == "python"

            def free(name: str, setting: Setting, root: str = root, asks: bool = asks) -> bool:
                return _free(project, root, reads(project, root, name) if asks else [], name, setting)

            finding = replace(finding, settings=tuple(_named(free, service, each) for each in finding.settings))
        named.append(finding)
    return named


def _named(free: Callable[[str, Setting], bool], taken: dict[str, Setting], setting: Setting) -> Setting:
    if setting.fixed:
        taken.setdefault(setting.name, setting)
        return setting
    for candidate in _candidates(setting):
        holder = taken.get(candidate)
        if holder is None and free(candidate, setting):
            taken[candidate] = setting
        elif holder is None or not _same(holder, setting):
            continue
        return replace(setting, name=candidate)
    raise AssertionError("candidates never end")


def _candidates(setting: Setting) -> Iterator[str]:
    yield setting.name
    yield from setting.others
    number = 2
    while True:
        yield f"{setting.name}_{number}"
        number += 1


def _same(one: Setting, other: Setting) -> bool:
    shared = one.environments.keys() & other.environments.keys()
    return (one.value, one.secret) == (other.value, other.secret) and all(
        one.environments[each] == other.environments[each] for each in shared
    )


def _free(project: Project, root: str, readers: list[Read], name: str, setting: Setting) -> bool:
    """Whether the service knows no variable of the name, or knows it in the very sense of this setting.

    What the service's `.env` holds is what an earlier pass, or its owner, means by the name.
    """
    kept = [(held(project, root, file).get(name), value) for file, value in places(setting)]
    if any(there is not None and there != value for there, value in kept):
        return False
    if setting.secret:
        return all(each.required or each.default == setting.value for each in readers)
    ours = bool(kept) and all(there is not None for there, _ in kept)
    return all(ours or (not each.required and each.default == setting.value) for each in readers)
