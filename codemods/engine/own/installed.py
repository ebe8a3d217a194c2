"""Rules of installed distributions: those that an entry point of the group `operable.rules` names.

They are active where they are installed, as the plug-ins of flake8 and pytest are: who installs one wants it, and its
code is of the environment, not of the tree that is checked.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from codemods.engine.own.judging import BadRule, judged
from codemods.vocabulary.rule import Rule

GROUP = "operable.rules"


class Plugin(NamedTuple):
    """A module or package that holds rules, and the distribution that brings it."""

    distribution: str
    version: str
    module: str

    def __str__(self) -> str:
        return f"{self.distribution} {self.version}"


@cache
def plugins() -> tuple[Plugin, ...]:
    """What is installed, sorted. Nothing of it is imported."""
    if not _announced():
        return ()
    from importlib.metadata import entry_points

    found = {
        Plugin(each.dist.name, each.dist.version, each.value)
        for each in entry_points(group=GROUP)
        if each.dist is not None
    }
    return tuple(sorted(found))


def _announced() -> bool:
    """Whether a distribution speaks of the group: importlib.metadata takes longer to be imported than all of this."""
    for folder in sys.path:
        try:
            with os.scandir(folder or ".") as scan:
                names = [each.path for each in scan if each.name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for name in names:
            try:
                if GROUP.encode() in Path(name, "entry_points.txt").read_bytes():
                    return True
            except OSError:
                continue
    return False


@cache
def brought() -> dict[str, tuple[Rule, Plugin]]:
    """The rules by code, in the order of their codes, each with who brings it. Raises BadRule."""
    found: dict[str, tuple[Rule, Plugin]] = {}
    for plugin in plugins():
        for module in _modules(plugin):
            rule = judged(module, f"{module.__name__} of {plugin}")
            known, other = found.setdefault(rule.code, (rule, plugin))
            if known is not rule:
                raise BadRule(f"{other} and {plugin} both bring a rule {rule.code}: uninstall one")
    return dict(sorted(found.items()))


def installed() -> dict[str, Rule]:
    """The rules by code, in the order of their codes. Raises BadRule."""
    return {code: rule for code, (rule, _) in brought().items()}


def state() -> Iterator[bytes]:
    """All that the rules' findings may depend on: the distributions, and the sources of their packages."""
    for plugin in plugins():
        yield "\0".join(plugin).encode()
        top = plugin.module.partition(".")[0]
        try:
            spec = importlib.util.find_spec(top)
        except (ImportError, ValueError):
            continue
        for folder in (spec and spec.submodule_search_locations) or ():
            for path in sorted(Path(folder).rglob("*.py")):
                yield path.read_bytes()
        if spec and spec.origin and spec.origin.endswith(".py"):
            yield Path(spec.origin).read_bytes()


def _modules(plugin: Plugin) -> Iterator[ModuleType]:
    """The module, or those modules of the package that make a rule. Raises BadRule."""
    module = _imported(plugin, plugin.module)
    if hasattr(module, "rule") or not hasattr(module, "__path__"):
        yield module
        return
    for each in pkgutil.iter_modules(module.__path__, f"{plugin.module}."):
        if not each.name.rpartition(".")[2].startswith(("_", "test_")):
            yield _imported(plugin, each.name)


def _imported(plugin: Plugin, name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except Exception as error:
        what = f"{type(error).__name__}: {error}".replace("\n", " ")
        raise BadRule(f"the rules of {plugin} cannot be loaded: {what}: upgrade or uninstall it") from None
