"""What a commit of fixes says, here and in a fleet: what, why, what has to be done for it, and last what is left."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from codemods.engine.applying import Applying
from codemods.engine.commits.plan import Plan
from codemods.engine.concealment.masking import conceal
from codemods.engine.registry import rules
from codemods.reports.applied import ending
from codemods.reports.explain import summary
from codemods.reports.text import printable
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.finding import Finding, Safety

_WIDTH = 72
_MOST = 40


def messages(plan: Plan, unsafe: bool, by_anti_pattern: bool) -> list[str]:
    """The messages of the plan's commits, without a secret. The last one tells what is left."""
    last = len(plan.commits)
    return [
        message(each, by_anti_pattern, [*_left(plan, each, unsafe)] if number == last else ())
        for number, each in enumerate(plan.commits, 1)
    ]


def message(applying: Applying, by_anti_pattern: bool = False, left: Sequence[str] = ()) -> str:
    """What one commit of all that an apply fixes says; its last paragraph are git's trailers."""
    return "\n".join([subject(applying, by_anti_pattern), *_body(applying), *left, *_trailer(applying)]) + "\n"


def subject(applying: Applying, by_anti_pattern: bool) -> str:
    """The first line: `Fix file handler (OP701)`, `Fix file-only logs (OP701, OP703)`."""
    codes = _codes(applying)
    row = ANTI_PATTERNS[int(codes[0][2])]
    if not by_anti_pattern and len(codes) == 1:
        return f"Fix {rules()[codes[0]].name.replace('-', ' ')} ({codes[0]})"
    said = f"Fix {row.title.lower()} ({', '.join(codes)})"
    return said if len(said) <= _WIDTH else f"Fix {row.title.lower()} ({len(codes)} rules)"


def _codes(applying: Applying) -> list[str]:
    return sorted({each.rule for each in applying.fixed.fixed})


def _body(applying: Applying) -> Iterator[str]:
    for code in _codes(applying):
        yield ""
        row = ANTI_PATTERNS[int(code[2])]
        yield from _wrapped(f"{code}, {summary(rules()[code])}. {row.why}")
    yield from _listed("Changed:", [_place(applying, each) for each in applying.fixed.fixed])
    unsafe = (each for each in applying.fixed.fixed if each.safety is Safety.UNSAFE)
    yield from _listed("It needs:", dict.fromkeys(f"{each.rule}: {each.remedy}" for each in unsafe))
    yield from _listed("With it:", [conceal(each, applying.secrets, words=True) for each in ending(applying)])


def _left(plan: Plan, applying: Applying, unsafe: bool) -> Iterator[str]:
    """All that no commit has fixed, each with why."""
    rows = [f"{applying.request.shown(each.path)}:{each.line} {each.message}" for each in plan.dropped]
    dropped = {(each.path, each.line, each.message.partition(" ")[0]) for each in plan.dropped}
    rows += [
        f"{_place(applying, each)}: {_why(each, unsafe)}" for each in plan.left
        if (each.path, each.span.line, each.rule) not in dropped
    ]  # fmt: skip
    rows += [f"{applying.request.shown(each.path)}:{each.line} {each.message}" for each in plan.unread]
    yield from _listed("Left:", [conceal(each, applying.secrets, words=True) for each in rows])


def _why(finding: Finding, unsafe: bool) -> str:
    if finding.safety is Safety.NONE:
        return f"by hand: {finding.remedy}"
    return "could not be fixed" if unsafe or finding.safety is Safety.SAFE else "needs --unsafe"


def _trailer(applying: Applying) -> Iterator[str]:
    """For tools: which rules the commit is of."""
    yield ""
    yield from (f"Operable-Rule: {code}" for code in _codes(applying))


def _place(applying: Applying, finding: Finding) -> str:
    where = f"{applying.request.shown(finding.path)}:{finding.span.line}"
    return f"{where} {finding.rule} {conceal(finding.message, applying.secrets, words=True)}"


def _listed(head: str, rows: Sequence[str] | dict[str, None]) -> Iterator[str]:
    if rows:
        yield from ("", head)
        for row in [*rows][:_MOST]:
            yield from _wrapped(row.removeprefix("- "), "- ", "  ")
        if len(rows) > _MOST:
            yield f"- and {len(rows) - _MOST:,} more: `operable check` shows them"


def _wrapped(text: str, first: str = "", others: str = "") -> list[str]:
    return textwrap.wrap(
        printable(text), _WIDTH, initial_indent=first, subsequent_indent=others,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
