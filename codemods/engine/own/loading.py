"""Rules of the project that is checked: code of that tree, so they are loaded only where the command line says so."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from codemods.engine.own.judging import BadRule, judged
from codemods.engine.registry import add, rules
from codemods.vocabulary.rule import Rule

# What this process has loaded.
_LOADED: dict[Path, Rule] = {}


def files(paths: Iterable[Path]) -> list[Path]:
    """The rule files that the paths name: files, or all Python files of a folder. Raises BadRule."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(each for each in path.glob("*.py") if not each.name.startswith(("_", "test_")))
        elif path.is_file():
            found.append(path)
        else:
            raise BadRule(f"{path}: no such rule file or folder: correct `rules` of [tool.operable]")
    return found


def load(file: Path) -> Rule:
    """Run the file and take its rule in. Raises BadRule."""
    if known := _LOADED.get(file.resolve()):
        return known
    name = f"operable_own_{re.sub(r'[^A-Za-z0-9_]', '_', str(file.resolve()))}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise BadRule(f"{file} is no Python file: a rule is one")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise BadRule(f"{file} cannot be loaded: {type(error).__name__}: {error}".replace("\n", " ")) from None
    rule = judged(module, str(file))
    if rule.code in rules():
        raise BadRule(f"{file}: there is a rule {rule.code} already: choose another number")
    add(rule)
    _LOADED[file.resolve()] = rule
    return rule
