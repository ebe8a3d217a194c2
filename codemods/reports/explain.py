"""`explain` and `list`: an anti-pattern with its rules, or one rule's page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping

from codemods.engine.own.installed import brought
from codemods.reports.wrapping import wrapped
from codemods.vocabulary.antipatterns import ANTI_PATTERNS, TALK, AntiPattern
from codemods.vocabulary.finding import Safety
from codemods.vocabulary.languages import ENGLISH, chosen, said
from codemods.vocabulary.references import REFERENCES
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
        lines += [f"{number} {row.slug}: {_titles(row)}", *_rows(number, rules), ""]
    more = "`explain 5`, `explain OP501` say more. The fix is safe, unsafe (--unsafe) or none (by hand)."
    return "\n".join([*lines, _paragraph(more)])


def explanation(rules: Mapping[str, Rule], asked: str) -> str:
    """The page of one rule, or of the anti-pattern with a line for each of its rules."""
    if len(rules) == 1 and asked.strip().upper() in rules:
        (rule,) = rules.values()
        doc = rule.doc if chosen() == ENGLISH else "\n\n".join(map(_broken, paragraphs(rule)))
        return "\n".join([doc, "", *map(_paragraph, notes(rule))])
    numbers = sorted({rule.anti_pattern for rule in rules.values()}) or [int(asked.strip()[-1])]
    return "\n\n".join(_page(number, rules) for number in numbers)


def notes(rule: Rule) -> list[str]:
    """What is said below every rule's documentation, in English, a paragraph each."""
    row = ANTI_PATTERNS[rule.anti_pattern]
    return [
        f"Fix: {_FIX[rule.safety]}",
        f"Silence one line with `# operable: ignore[{rule.code}]`.",
        f"Anti-pattern {row.number}, {row.slug}: `explain {row.number}` tells the whole story.",
        f"Source: {TALK}, {row.slide}.",
    ]


def _page(number: int, rules: Mapping[str, Rule]) -> str:
    row = ANTI_PATTERNS[number]
    lines = [
        f"{row.number} {row.slug}: {_titles(row)}",
        "",
        _paragraph(f"What: {row.talk}."),
        _paragraph(f"Why it hurts: {row.why}"),
        _paragraph(f"Remedy: {row.remedy}"),
        _paragraph(f"When it harms: as the process {_PHASES[row.phase]}."),
        _paragraph(f"Source: {TALK}, {row.slide}."),
        _paragraph("More:"),
        *(f"    {each.title}: {each.address_in(chosen())}" for each in REFERENCES[number]),
        "",
        _paragraph("Rules (`explain CODE` shows before, after and the remedy by hand):"),
        *(_rows(number, rules) or [f"    {said('none yet')}"]),
    ]
    return "\n".join(lines)


_PHASES = {"build": "is built", "start": "starts", "serve": "serves", "stop": "stops"}


def _titles(row: AntiPattern) -> str:
    return f"{row.title} ({row.title_ja})" if chosen() == ENGLISH else f"{said(row.title)} ({row.title})"


def _rows(number: int, rules: Mapping[str, Rule]) -> list[str]:
    return [_row(rule) for rule in rules.values() if rule.anti_pattern == number]


def _row(rule: Rule) -> str:
    head = f"    {rule.code}  {rule.safety.value:<6}  "
    if rule.code in brought():
        return f"{head}{summary(rule)} ({brought()[rule.code][1]})"
    if chosen() == ENGLISH:
        return head + summary(rule)
    return head + wrapped(said(summary(rule)), _columns() - len(head)).replace("\n", "\n" + " " * len(head))


def summary(rule: Rule) -> str:
    """The rule's first sentence, without its code."""
    first = " ".join(rule.doc.partition("\n\n")[0].split())
    return first.removeprefix(f"{rule.code}:").strip().rstrip(".") or rule.name


def texts(rule: Rule) -> list[str]:
    """What of its documentation a catalogue has to say, in English: the summary and each paragraph, without code."""
    return [summary(rule), *(" ".join(each.partition("\n\n")[0].split()) for each in _parts(rule)[1:])]


def paragraphs(rule: Rule) -> list[str]:
    """The rule's documentation in the chosen language; code, indented, belongs to the paragraph that announces it."""
    first, *rest = _parts(rule)
    if chosen() == ENGLISH:
        return [first, *rest]
    split = (each.partition("\n\n") for each in rest)
    return [f"{rule.code}: {said(summary(rule))}", *(said(head) + gap + code for head, gap, code in split)]


def _parts(rule: Rule) -> list[str]:
    return re.split(r"\n\n(?!    |\n)", rule.doc)


def _broken(paragraph: str) -> str:
    """In lines as wide as the terminal, but for code and for what has its lines already."""
    head, code, block = paragraph.partition("\n\n")
    return (head if "\n" in head else wrapped(head, _columns())) + code + block


def _paragraph(text: str) -> str:
    """In English as it is; in another language in lines as wide as the terminal."""
    return text if chosen() == ENGLISH else wrapped(said(text), _columns())


def _columns() -> int:
    return min(shutil.get_terminal_size((100, 24)).columns, 120)
