"""What needles, patterns and gates turn away holds no finding: shown on each rule's cases, in several spellings.

A file that is turned away is never parsed, so a pattern that is too narrow loses findings and nobody hears of it.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Callable
from pathlib import Path

import pytest

from codemods.engine.dispatch import candidates, find
from codemods.engine.registry import rules
from codemods.project.project import Project
from tests.codemods.case_files import CASES

RULES = {
    code: rule for code, rule in rules().items() if any(issubclass(kind, ast.AST) for kind, _ in rule.finders)
}  # fmt: skip


class _Aliased(ast.NodeTransformer):
    """Every import under another name: `from a import b as b_`, `import a as a_`."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def visit_Import(self, node: ast.Import) -> ast.Import:
        for each in node.names:
            if each.asname is None and each.name in self.names:
                each.asname = f"{each.name}_"
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom:
        for each in node.names:
            if each.asname is None and each.name in self.names:
                each.asname = f"{each.name}_"
        return node

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(f"{node.id}_", node.ctx) if node.id in self.names else node


def aliased(source: str) -> str:
    """The same program, its imports renamed; as it is where a name is bound otherwise too."""
    tree = ast.parse(source)
    bound = [
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [each.asname or each.name for each in node.names] if isinstance(node, ast.Import | ast.ImportFrom)
            else [node.id] if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            else [node.arg] if isinstance(node, ast.arg)
            else [node.name] if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            else []
        )
    ]  # fmt: skip
    single = {name for name in bound if bound.count(name) == 1}
    plain = {
        each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and getattr(node, "module", "") != "__future__"
        for each in node.names
        if each.asname is None and each.name.isidentifier()
    }
    return ast.unparse(ast.fix_missing_locations(_Aliased(single & plain).visit(tree)))


def unparsed(source: str) -> str:
    """The same program as `ast` writes it: other quotes, one line for each statement, no comments."""
    return ast.unparse(ast.parse(source))


def broken(source: str) -> str:
    """The same program with a comment and a line break behind every opening bracket, comma and colon in brackets."""
    text = ast.unparse(ast.parse(source))
    lines = text.splitlines(keepends=True)
    depth = formatted = 0
    ends: list[tuple[int, int]] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        formatted += {"FSTRING_START": 1, "FSTRING_END": -1}.get(tokenize.tok_name[token.type], 0)
        if token.type == tokenize.OP and not formatted:
            depth += (token.string in "([{") - (token.string in ")]}")
            if depth and token.string in "([{,:":
                ends.append(token.end)
    for row, column in reversed(ends):
        line = lines[row - 1]
        lines[row - 1] = f"{line[:column]}  # here\n  {line[column:]}"
    return "".join(lines)


def double(source: str) -> str:
    """The same program with double quotes, each pair tripled."""
    lines = ast.unparse(ast.parse(source)).splitlines(keepends=True)
    strings = [
        token for token in tokenize.generate_tokens(io.StringIO("".join(lines)).readline)
        if token.type == tokenize.STRING and token.start[0] == token.end[0]
    ]  # fmt: skip
    for token in reversed(strings):
        prefix = token.string[: len(token.string) - len(token.string.lstrip("rbuRBUfF"))]
        inner = token.string[len(prefix) + 1 : -1]
        if '"' in inner or token.string[-3:] == "'''" or inner.endswith("\\") or "f" in prefix.lower() or not inner:
            continue
        row, (start, end) = token.start[0] - 1, (token.start[1], token.end[1])
        lines[row] = f'{lines[row][:start]}{prefix}"""{inner}"""{lines[row][end:]}'
    return "".join(lines)


SPELLINGS = {"written": str, "unparsed": unparsed, "aliased": aliased, "broken": broken, "double": double}


def respelled(files: dict[str, bytes], spelling: Callable[[str], str]) -> dict[str, bytes]:
    """The files, the Python ones among them spelled otherwise where they are Python that we can read."""
    found = dict(files)
    for path, data in files.items():
        if path.endswith(".py"):
            try:
                text = spelling(data.decode())
                ast.parse(text)
            except (SyntaxError, ValueError, tokenize.TokenError):
                continue
            found[path] = text.encode()
    return found


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("code", sorted(RULES))
def test_what_is_turned_away_holds_no_finding(code: str, spelling: str, tmp_path: Path) -> None:
    found = 0
    for case in (each for each in CASES if each.rule == code):
        files = respelled(case.before, SPELLINGS[spelling])
        rule = {code: RULES[code]}
        admitting, open_to_all = Project(tmp_path, files), Project(tmp_path, files)
        admitted = candidates(admitting, rule, sorted(files))
        for path, file in open_to_all.files.items():
            if file.kind == "python" and not open_to_all.is_test(path):
                findings, _ = find(file, rule.values())
                found += len(findings)
                if path not in admitted:
                    assert findings == [], f"{case.name}/{path} is turned away:\n{file.text}"
    assert found or spelling != "written"
