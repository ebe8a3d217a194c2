"""Give a Compose service the time that its stop takes."""

from __future__ import annotations

import re

from codemods.domains.commands.grace import granted, seconds
from codemods.formats import compose
from codemods.rewriting.edit import Edit
from codemods.vocabulary.finding import Span
from codemods.vocabulary.rule import Skip


def grant(document: compose.Document, service: str, need: float, edit: Edit) -> None:
    """Set `stop_grace_period`, behind the service's command, build or image.

    What grants more than is needed stays. Raises Skip where the service is not written as a block.
    """
    direct = [each for each in document.scalars if each.path[:2] == ("services", service)]
    given = next((each for each in direct if each.path[2:] == ("stop_grace_period",)), None)
    if given is not None:
        if (seconds(given.value) or 0) <= need:
            edit.replace(given.span, f"{granted(need)}s")
        return
    lines = edit.file.lines
    end = "\r\n" if "\r\n" in edit.file.text else "\n"
    for key in ("command", "build", "image"):
        under = [each for each in direct if each.path[2:3] == (key,)]
        if not under:
            continue
        first = under[0].span.line
        number = next((each for each in range(first, 0, -1) if re.match(rf"\s+{key}\s*:", lines[each - 1])), 0)
        if not number or (under[0].flow and first != number):
            continue
        indent = lines[number - 1][: len(lines[number - 1]) - len(lines[number - 1].lstrip())]
        new = f"{indent}stop_grace_period: {granted(need)}s"
        last = under[-1].span.end_line
        following = next((each for each in lines[last:] if each.strip() and not each.lstrip().startswith("#")), "")
        inside = len(following) - len(following.lstrip()) > len(indent) or following.startswith(f"{indent}- ")
        if under[-1].style in ("|", ">") or (under[-1].flow and len(under) > 1) or inside:
            edit.replace(Span(number, 1, number, 1), f"{new}{end}")
        else:
            column = len(lines[last - 1]) + 1
            edit.replace(Span(last, column, last, column), f"{end}{new}")
        return
    raise Skip(f"the service {service} is written in an unusual way")
