"""`explain`: an anti-pattern with its rules, or one rule's page."""

from __future__ import annotations

from collections.abc import Mapping

from codemods.antipatterns import ANTI_PATTERNS, TALK
from codemods.rule import Rule


def explanation(rules: Mapping[str, Rule], asked: str) -> str:
    """The page of one rule, or of the anti-pattern with a line for each of its rules."""
    if len(rules) == 1 and asked.strip().upper() in rules:
        (rule,) = rules.values()
        row = ANTI_PATTERNS[rule.anti_pattern]
        head = f"{rule.doc}\n\nFix: {rule.safety.value}."
        return f"{head}\nAnti-pattern {row.number}, {row.slug}: {row.title}.\nThe talk: {TALK}, {row.slide}."
    numbers = sorted({rule.anti_pattern for rule in rules.values()})
    return "\n\n".join(_page(number, rules) for number in numbers)


def _page(number: int, rules: Mapping[str, Rule]) -> str:
    row = ANTI_PATTERNS[number]
    lines = [
        f"{row.number} {row.slug}: {row.title} ({row.title_ja})",
        "",
        f"What the talk says: {row.talk}.",
        f"Why it hurts: {row.why}",
        f"Remedy: {row.remedy}",
        f"Where it harms: when the process is in its phase “{row.phase}”.",
        f"Source: {TALK}, {row.slide}.",
        "",
        "Rules (`explain CODE` for before, after and the remedy by hand):",
        *(
            f"  {rule.code}  {rule.safety.value:<7} {rule.name}"
            for rule in rules.values()
            if rule.anti_pattern == number
        ),
    ]
    return "\n".join(lines)
