"""How code is spelled decides neither what is found in it nor what a report shows of it.

A search of the bytes that a comment, a line break or an escape leads astray loses findings, and nobody hears of it.
So each case is written anew, in spellings that mean the same, and must be told the same; and no report of it may show
a secret. A new search of bytes is tested by the cases of its rule, nothing has to be added here.

Each spelling takes some of the cases, others than the next one; `OPERABLE_SPELLINGS=1` takes them all.
"""

from __future__ import annotations

import ast
import io
import keyword
import os
import re
import tokenize
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from codemods.cli import main
from tests.codemods.case_files import CASES
from tests.codemods.engine.test_needles import PYTHON, told
from tests.codemods.test_concealment import HOLDING, secrets, shows

LONG = "(" * 3 + "long " * 500


def places(source: str, wanted: Callable[[tokenize.TokenInfo, tokenize.TokenInfo, int], bool]) -> list[tuple[int, int]]:
    """Where a token begins that is wanted, told the one before it and the depth of brackets; the last one first."""
    found, depth, before = [], 0, None
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if before is not None and token.start[0] == before.end[0] and wanted(before, token, depth):
            found.append(token.start)
        if token.type == tokenize.OP:
            depth += (token.string in "([{") - (token.string in ")]}")
        before = token
    return found[::-1]


def inserted(source: str, at: list[tuple[int, int]], *texts: str) -> str:
    """The source with one of the texts, in turn, at each place."""
    lines = source.splitlines(keepends=True)
    for number, (row, column) in enumerate(at):
        line = lines[row - 1]
        lines[row - 1] = line[:column] + texts[number % len(texts)] + line[column:]
    return "".join(lines)


def commented(source: str) -> str:
    """A comment with brackets and quotes, at times a long one, before every token in brackets."""
    at = places(source, lambda before, token, depth: depth > 0 and token.type not in (tokenize.NL, tokenize.COMMENT))
    return inserted(source, at, "  # 1) who :)\n  ", "  # it's \"\n  ", f"  # [{{ {LONG}\n", "\n\n  ")


def spaced(source: str) -> str:
    """Blanks around what usually has none: `a . b ( c )`."""
    at = places(source, lambda before, token, depth: "." in (before.string, token.string) or token.string in ("(", "["))
    return inserted(source, at, " ", "\t ")


def continued(source: str) -> str:
    """Each logical line broken at its blanks, and at its dots."""
    plain = (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.STRING)
    at = places(
        source, lambda before, token, depth: before.type in plain and token.type in plain and before.string != "@"
    )
    return inserted(source, at, " \\\n  ")


def escaped(source: str) -> str:
    """Letters of plain strings as escapes, at times two literals for one."""
    lines = source.splitlines(keepends=True)
    tokens = [
        token for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.STRING and token.string[0] in "\"'" and token.string[:3] not in ('"""', "'''")
        and re.fullmatch(r"[A-Za-z_]{4,}", token.string[1:-1])
    ]  # fmt: skip
    for number, token in enumerate(reversed(tokens)):
        row, (start, end), quote = token.start[0] - 1, (token.start[1], token.end[1]), token.string[0]
        inner = token.string[1:-1]
        halves = f"{inner[:2]}{quote} {quote}{inner[2:]}", f"\\x{ord(inner[0]):x}{inner[1:]}"
        lines[row] = f"{lines[row][:start]}{quote}{halves[number % 2]}{quote}{lines[row][end:]}"
    return "".join(lines)


def marked(source: str) -> str:
    """A byte order mark, and Windows' ends of lines."""
    return "\ufeff" + source.replace("\r\n", "\n").replace("\n", "\r\n")


def exploded(source: str) -> str:
    """Each token in brackets on a line of its own."""
    at = places(source, lambda before, token, depth: depth > 0 and token.type != tokenize.NL)
    return inserted(source, at, "\n  ")


def stacked(source: str) -> str:
    """Simple statements of one block on one line."""
    lines = source.splitlines()
    body = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.stmt)]
    simple = {each.lineno: each for each in body if not hasattr(each, "body") and each.lineno == each.end_lineno}
    for number in sorted(simple, reverse=True):
        below = simple.get(number + 1)
        if below is not None and below.col_offset == simple[number].col_offset and "#" not in lines[number - 1]:
            lines[number - 1 : number + 1] = [lines[number - 1].rstrip() + ";" + lines[number].strip()]
    return "\n".join(lines) + "\n"


def wide(source: str) -> str:
    """The first letter of each name in full width."""
    kept = {*keyword.kwlist, *keyword.softkwlist}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    at = [each.start for each in tokens if each.type == tokenize.NAME and each.string not in kept]
    lines = source.splitlines(keepends=True)
    for row, column in reversed(at):
        line = lines[row - 1]
        if line[column].isascii() and line[column].isalpha():
            lines[row - 1] = line[:column] + chr(ord(line[column]) + 0xFEE0) + line[column + 1 :]
    return "".join(lines)


SPELLINGS = {each.__name__: each for each in (commented, spaced, continued, exploded, stacked, escaped, wide, marked)}


def respelled(files: dict[str, bytes], spelling: Callable[[str], str]) -> dict[str, bytes]:
    """The files, those of Python spelled otherwise where they stay the same program."""
    found = dict(files)
    for path, data in files.items():
        if path.endswith(".py"):
            try:
                text = spelling(data.decode())
                same = ast.dump(ast.parse(text.removeprefix("\ufeff"))) == ast.dump(ast.parse(data.decode()))
            except (SyntaxError, ValueError, tokenize.TokenError):
                continue
            if same:
                found[path] = text.encode()
    return found


def told_of(root: Path, files: dict[str, bytes], code: str) -> Counter[tuple[str, str]]:
    """What one rule says of the files, without the lines: those of one finding can become the same line."""
    found = told(root, files, code)
    return Counter({(path, re.sub(r" \(also line.*?\)", "", message)): n for (path, message), n in found.items()})


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_spelling_is_another_one_of_the_same(spelling: str) -> None:
    plain = b'import os\nimport app\n\nname = app.connect("some", host=os.environ["HOST"])\n'
    assert respelled({"a.py": plain}, SPELLINGS[spelling])["a.py"] != plain


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("code", PYTHON)
def test_a_spelling_costs_no_finding(code: str, spelling: str, tmp_path: Path) -> None:
    cases = [each for each in CASES if each.rule == code]
    step = 1 if os.environ.get("OPERABLE_SPELLINGS") else 3
    for case in cases[list(SPELLINGS).index(spelling) % step :: step]:
        other = respelled(case.before, SPELLINGS[spelling])
        found, plain = told_of(tmp_path, other, code), told_of(tmp_path, case.before, code)
        if spelling == "stacked":
            # What no fix can part is one finding with its places.
            found, plain = Counter(set(found)), Counter(set(plain))
        assert found == plain, case.name


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_report_shows_a_secret(spelling: str, tmp_path: Path) -> None:
    step = 1 if os.environ.get("OPERABLE_SPELLINGS") else 8
    for number, case in enumerate(HOLDING[list(SPELLINGS).index(spelling) % step :: step]):
        tree = tmp_path / str(number)
        for path, data in respelled(case.before, SPELLINGS[spelling]).items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_bytes(data)
        for command in (["check"], ["check", "--format", "json"], ["apply", "--diff", "--unsafe", "--allow-no-vcs"]):
            output = unicodedata.normalize("NFKC", CliRunner().invoke(main, [*command, str(tree)]).output)
            assert [each for each in secrets(case) if shows(output, each)] == [], f"{case.id} {command}"
