"""The rules, found by being there: every module in a folder of codemods.rules that makes a `rule`."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache

import codemods.rules
from codemods.engine.own.installed import installed
from codemods.vocabulary.antipatterns import ANTI_PATTERNS, BY_SLUG
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.wrong_request import WrongRequest, program


class UnknownRule(WrongRequest):
    """A selector that names no rule."""


# Rules that a project has brought, by code.
_OWN: dict[str, Rule] = {}


def rules() -> dict[str, Rule]:
    """All rules by code, in the order of their codes; those of installed distributions, then a project's own, are last.

    Raises BadRule for a distribution's that cannot be used.
    """
    others = {**installed(), **_OWN}
    return {**_built_in(), **others} if others else _built_in()


def add(rule: Rule) -> None:
    """Take a project's own rule in, for as long as this process lives."""
    _OWN[rule.code] = rule


def own() -> frozenset[str]:
    """The codes of a project's own rules."""
    return frozenset(_OWN)


@cache
def _built_in() -> dict[str, Rule]:
    found = {}
    for module in pkgutil.walk_packages(codemods.rules.__path__, "codemods.rules."):
        if not module.ispkg and not module.name.rpartition(".")[2].startswith("_"):
            rule: Rule | None = getattr(importlib.import_module(module.name), "rule", None)
            if rule is not None:
                assert rule.code not in found, f"two rules are {rule.code}"
                found[rule.code] = rule
    return dict(sorted(found.items()))


def select(selected: tuple[str, ...] = (), ignored: tuple[str, ...] = ()) -> dict[str, Rule]:
    """The rules that the selectors name: `5`, `manual-build`, `OP5`, `OP501`. Raises UnknownRule."""
    chosen = _named(selected) if selected else set(rules())
    chosen -= _named(ignored)
    return {code: rule for code, rule in rules().items() if code in chosen}


def _named(selectors: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for selector in selectors:
        prefix = selector.strip().upper()
        if selector.strip().lower() in BY_SLUG:
            prefix = f"OP{BY_SLUG[selector.strip().lower()].number}"
        elif prefix.isdigit() and int(prefix) in ANTI_PATTERNS:
            prefix = f"OP{prefix}"
        number = prefix[2:] if prefix.startswith("OP") and len(prefix) == 3 else ""
        codes = {code for code in rules() if len(prefix) > 2 and prefix[:2].isalpha() and code.startswith(prefix)}
        # Whoever brings rules has two letters for all of them.
        codes |= {code for code in (*installed(), *own()) if code[2] == number or code[:2] == prefix}
        if not codes and not (prefix.startswith("OP") and prefix[2:].isdigit() and int(prefix[2:]) in ANTI_PATTERNS):
            raise UnknownRule(f"unknown rule {selector!r}: {_near(selector)}`{program()} list` shows numbers and codes")
        found |= codes
    return found


def _near(selector: str) -> str:
    """What a wrong selector may have been meant for, in words that go before others."""
    names = {**{each: each for each in (*rules(), *BY_SLUG)}, **{rule.name: code for code, rule in rules().items()}}
    written = selector.strip()
    # A code's digits, where letters that look like them were typed.
    code = written[:2].upper() + written[2:].upper().translate(str.maketrans("OIL", "011"))
    near = [
        *difflib.get_close_matches(code, rules(), 1),
        *difflib.get_close_matches(written.lower(), names, 1),
    ]
    return f"did you mean {names[near[0]]}? " if near else ""
