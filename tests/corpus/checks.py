"""What must be true of every file that a fix has written, whatever code it was."""

from __future__ import annotations

import ast
import difflib
import io
import re
import tokenize
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from codemods.engine.fix import Fixed
from codemods.vocabulary.finding import Finding

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Fault(NamedTuple):
    """Something that a fix must never do."""

    path: str
    what: str


def faults(result: Fixed, found: Iterable[Finding]) -> Iterator[Fault]:
    """What is wrong in the written files. `found` are the findings of the tree as it was."""
    places: dict[str, list[tuple[int, int]]] = {}
    for each in (*found, *result.fixed):
        spans = ((each.path, each.span), *((site.path, site.span) for site in each.sites))
        for path, span in spans:
            places.setdefault(path, []).append((span.line, span.end_line))
    for path, data in sorted(result.changes.items()):
        if not path.endswith(".py"):
            continue
        if reason := broken(data, path):
            yield Fault(path, reason)
        if path in result.before.files:
            old = result.before.files[path].data
            spots = places.get(path, ())
            yield from (Fault(path, f"lost the comment {each}") for each in lost_comments(old, data, spots))
            yield from (Fault(path, f"changed line {each}") for each in strays(old, data, spots))
    for problem in (*result.left.problems, *result.dropped):
        if "defect of operable" in problem.message:
            yield Fault(problem.path, problem.message)


def broken(data: bytes, path: str) -> str:
    """Why the running Python cannot compile the file, "" where it can."""
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(data, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return f"does not compile: {error}"
    return ""


def lost_comments(old: bytes, new: bytes, places: Iterable[tuple[int, int]]) -> list[str]:
    """Comments of the old file that the new one has no more; one behind code that was found, or right above code that
    went, goes with that code.
    """
    near, _ = _allowed(old, places)
    gone = _told_of_gone(old, new, near)
    kept = Counter(text for line, text, behind in _comments(old) if not (behind and line in near) and line not in gone)
    return list((kept - Counter(text for _, text, _ in _comments(new))).elements())


def _comments(data: bytes) -> Iterator[tuple[int, str, bool]]:
    """Line, text, and whether code stands before it on the line."""
    for each in tokenize.tokenize(io.BytesIO(data).readline):
        if each.type == tokenize.COMMENT:
            yield each.start[0], each.string, bool(each.line[: each.start[1]].strip())


def strays(old: bytes, new: bytes, places: Iterable[tuple[int, int]]) -> list[int]:
    """Lines of the old file that changed although no finding, and no import, has to do with their statement."""
    near, allowed = _allowed(old, places)
    allowed |= _told_of_gone(old, new, near)
    before, after = (each.decode("utf-8", "replace").splitlines() for each in (old, new))
    changed: list[int] = []
    for kind, begin, end, start, stop in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "insert" and not {begin, _next(before, begin)} & near:
            rest = "\n".join([*after[:start], *after[stop:]])
            if not _imports_only(after[start:stop]) and not _is_made_for(after[start:stop], rest):
                changed.append(begin)
        elif kind in ("replace", "delete"):
            changed += [
                number for number in range(begin + 1, end + 1) if number not in allowed and before[number - 1].strip()
            ]
    return changed


def _told_of_gone(old: bytes, new: bytes, near: set[int]) -> set[int]:
    """The lines of comments that stand right above code that was found and is no more, or is further in."""
    lines = old.decode("utf-8", "replace").splitlines()
    left = Counter(new.decode("utf-8", "replace").splitlines())
    told: set[int] = set()
    below = False
    for number in range(len(lines), 0, -1):
        text = lines[number - 1].strip()
        if text.startswith("#"):
            told |= {number} if below else set()
        else:
            below = number in near and bool(text) and not left[lines[number - 1]]
    return told


def _next(lines: list[str], begin: int) -> int:
    """The number of the line that an insertion stands before: blank ones could stand before it as well, and a comment
    right behind it is of the line below.
    """
    numbers = range(begin + 1, len(lines) + 1)
    if begin < len(lines) and lines[begin].lstrip().startswith("#"):
        return next((each for each in numbers if not lines[each - 1].lstrip().startswith("#")), begin + 1)
    return next((each for each in numbers if lines[each - 1].strip()), begin + 1)


def _allowed(old: bytes, places: Iterable[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """The lines of the statements in which something was found (of a block: its head; of a function around it too, as
    what its body needs is put above it), and those with all imports.
    """
    near = {number for begin, end in places for number in range(begin, end + 1)}
    wanted, imports = frozenset(near), set()
    for node in ast.walk(ast.parse(old)):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            lines = range(node.lineno, body[0].lineno if body else (node.end_lineno or node.lineno) + 1)
            if isinstance(node, ast.Import | ast.ImportFrom):
                imports |= set(lines)
            elif not wanted.isdisjoint(lines if not isinstance(node, _FUNCTIONS) else _all_lines(node)):
                near |= set(lines)
    return near, near | imports


def _all_lines(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _is_made_for(lines: list[str], rest: str) -> bool:
    """Whether the lines do no more than give names values that other code asks for: an event, above a loop."""
    try:
        made = ast.parse("\n".join(lines)).body
    except SyntaxError:
        return False
    names = [each.targets[0] if isinstance(each, ast.Assign) else None for each in made]
    return all(isinstance(each, ast.Name) and re.search(rf"\b{each.id}\b", rest) for each in names)


def _imports_only(lines: list[str]) -> bool:
    return all(not each.strip() or each.lstrip().startswith(("import ", "from ")) for each in lines)
