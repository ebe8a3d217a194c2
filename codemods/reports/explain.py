"""`explain` and `list`: an anti-pattern with its rules, or one rule's page."""

from __future__ import annotations

from collections.abc import Mapping

from codemods.vocabulary.antipatterns import ANTI_PATTERNS, TALK
from codemods.vocabulary.finding import Safety
from codemods.vocabulary.rule import Rule

_FIX = {
    Safety.SAFE: "safe: `apply` carries it out; nothing changes until the environment says so.",
    Safety.UNSAFE: "unsafe: `apply --unsafe` carries it out; it needs a setting, a review or an infrastructure change.",
    Safety.NONE: "none: a person has to act.",
}


def listing(rules: Mapping[str, Rule]) -> str:
    """The eight with their rules, and how to read on."""
    lines = []
    for number, row in ANTI_PATTERNS.items():
        lines += [f"{number} {row.slug}: {row.title} ({row.title_ja})", *_rows(number, rules), ""]
    return "\n".join(
        [*lines, "`explain 5`, `explain OP501` say more. The fix is safe, unsafe (--unsafe) or none (by hand)."]
    )


def explanation(rules: Mapping[str, Rule], asked: str) -> str:
    """The page of one rule, or of the anti-pattern with a line for each of its rules."""
    if len(rules) == 1 and asked.strip().upper() in rules:
        (rule,) = rules.values()
        row = ANTI_PATTERNS[rule.anti_pattern]
        return "\n".join(
            [
                rule.doc,
                "",
                f"Fix: {_FIX[rule.safety]}",
                f"Silence one line with `# operable: ignore[{rule.code}]`.",
                f"Anti-pattern {row.number}, {row.slug}: `explain {row.number}` tells the whole story.",
                f"Source: {TALK}, {row.slide}.",
            ]
        )
    numbers = sorted({rule.anti_pattern for rule in rules.values()}) or [int(asked.strip()[-1])]
    return "\n\n".join(_page(number, rules) for number in numbers)


def _page(number: int, rules: Mapping[str, Rule]) -> str:
    row = ANTI_PATTERNS[number]
    lines = [
        f"{row.number} {row.slug}: {row.title} ({row.title_ja})",
        "",
        f"What: {row.talk}.",
        f"Why it hurts: {row.why}",
        f"Remedy: {row.remedy}",
        f"When it harms: as the process {_PHASES[row.phase]}.",
        f"Source: {TALK}, {row.slide}.",
        "",
        "Rules (`explain CODE` shows before, after and the remedy by hand):",
        *(_rows(number, rules) or ["    none yet"]),
    ]
    return "\n".join(lines)


_PHASES = {"build": "is built", "start": "starts", "serve": "serves", "stop": "stops"}


def _rows(number: int, rules: Mapping[str, Rule]) -> list[str]:
    return [
        f"    {rule.code}  {rule.safety.value:<6}  {summary(rule)}"
        for rule in rules.values()
        if rule.anti_pattern == number
    ]


def summary(rule: Rule) -> str:
    """The rule's first sentence, without its code."""
    first = " ".join(rule.doc.partition("\n\n")[0].split())
    return first.removeprefix(f"{rule.code}:").strip().rstrip(".") or rule.name
