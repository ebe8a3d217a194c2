"""Whether what somebody else has written is a rule that can be used."""

from __future__ import annotations

import re
from types import ModuleType

from codemods.vocabulary.rule import Rule
from codemods.vocabulary.wrong_request import WrongRequest

_CODE = re.compile(r"(?!OP)[A-Z]{2}[1-8][0-9]{2}")


class BadRule(WrongRequest):
    """A file or module that holds no rule, or one that cannot be used."""


def judged(module: ModuleType, where: str) -> Rule:
    """The rule that the module makes; `where` says who that is. Raises BadRule."""
    rule = getattr(module, "rule", None)
    if not isinstance(rule, Rule):
        raise BadRule(f"{where} makes no `rule`: write `rule = Rule(…)` at its top level")
    if not _CODE.fullmatch(rule.code):
        raise BadRule(
            f"{where}: the code {rule.code!r} is no two letters (but OP), the anti-pattern's digit and two more digits"
        )
    if not (rule.doc or (module.__doc__ or "").strip()):
        raise BadRule(f"{where} has no docstring: it is what `explain {rule.code}` shows")
    return rule
