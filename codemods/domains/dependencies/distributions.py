"""Which distribution an import comes from, and what a distribution brings along.

What is installed says both first; then lists of what Python web services use, as the package index has it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib import metadata

from codemods.formats.requirements import normalised
from codemods.libraries.distributions import BRINGS, OFTEN, OTHER, SAME, UNCLEAR

_NAME = re.compile(r"[\w.-]+")
_OWN_NAME = re.compile(r"^Name:\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_EXTRA = re.compile(r";.*\bextra\s*==")


def distribution(module: str) -> str:
    """The distribution to ask for where code imports a top-level module; by default the two share a name."""
    installed = _of_installed(module)
    if len(installed) == 1:
        return installed[0]
    return OTHER[module].split()[0] if module in OTHER else normalised(module)


def is_known(module: str) -> bool:
    """Whether a top-level module is one of a distribution that is installed here, or that is widely used."""
    if module in SAME or module in OTHER:
        return True
    # Some distributions install modules like `utils`, which other code means otherwise.
    return any(_alike(module, name) for name in _of_installed(module))


def known_modules() -> tuple[str, ...]:
    """The modules of the lists."""
    return (*sorted(SAME), *sorted(OTHER))


def is_clear(module: str) -> bool:
    """Whether `distribution` is the one that code which imports the module means."""
    return module not in UNCLEAR or len(_of_installed(module)) == 1


def provides(names: Collection[str], module: str) -> bool:
    """Whether one of some distributions, by their normalised names, has the module, or may have by the look of it."""
    if not {*OTHER.get(module, "").split()}.isdisjoint(names):
        return True
    # All that is installed is gone through only for a module that no name tells of.
    return any(_squashed(module) in _squashed(name) for name in names) or any(
        name in names for name in _of_installed(module)
    )


def brought(names: Iterable[str]) -> tuple[frozenset[str], bool]:
    """What distributions need, they themselves included, and whether that is all: of each is known what it needs."""
    found: set[str] = set()
    pending, whole = list(names), True
    while pending:
        name = pending.pop()
        if name in found:
            continue
        found |= {name, *BRINGS.get(name, ())}
        needs = _requires(name)
        whole = whole and (needs is not None or name in BRINGS)
        pending += needs or ()
    return frozenset(found), whole


def is_often_brought(module: str) -> bool:
    """Whether a distribution of which nothing is known may well bring the module along."""
    return distribution(module) in OFTEN


def _requires(name: str) -> list[str] | None:
    """What the installed distribution needs without any extra; None where it is not installed."""
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return None
    plain = (match for each in lines if not _EXTRA.search(each) and (match := _NAME.match(each)))
    return [normalised(match[0]) for match in plain]


def _squashed(name: str) -> str:
    return re.sub(r"[-_.]+", "", name).lower()


def _alike(module: str, name: str) -> bool:
    first, second = _squashed(module), _squashed(name)
    return len(first) > 2 and (first in second or second in first)


def _of_installed(module: str) -> list[str]:
    return _installed().get(module, [])


@cache
def _installed() -> dict[str, list[str]]:
    """By module, what is installed: as `metadata.packages_distributions`, which parses whole READMEs for the names."""
    found: dict[str, set[str]] = {}
    for each in metadata.distributions():
        if name := _OWN_NAME.search(each.read_text("METADATA") or each.read_text("PKG-INFO") or ""):
            for module in (each.read_text("top_level.txt") or "").split() or _listed(each):
                found.setdefault(module, set()).add(normalised(name[1]))
    return {module: sorted(names) for module, names in found.items()}


def _listed(installed: metadata.Distribution) -> set[str]:
    """The top-level modules among a distribution's files."""
    record = installed.read_text("RECORD")
    files = [each.rsplit(",", 2)[0] for each in record.splitlines()] if record else map(str, installed.files or ())
    return {each.partition("/")[0].removesuffix(".py") for each in files if each.endswith(".py")}
