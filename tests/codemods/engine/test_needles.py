"""What decides which files a rule looks at costs no finding, however the code is spelled.

A needle that is too narrow, or a search of the bytes that a comment, a line break or an escape leads astray, loses
findings and nobody hears of it.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from codemods.engine.dispatch import find, unparsable
from codemods.engine.registry import rules
from codemods.engine.session import check
from codemods.project.project import Project
from codemods.project.text.spelling import spelled
from tests.codemods.case_files import CASES

PYTHON = [code for code, rule in rules().items() if any(issubclass(kind, ast.AST) for kind, _ in rule.finders)]


def told(root: Path, files: dict[str, bytes], code: str) -> Counter[tuple[str, str]]:
    """What one rule says of the files, without the numbers of lines."""
    found = check(Project(root, files), {code: rules()[code]}, jobs=1).findings
    places = ((path, each) for each in found for path in {each.path, *(path for path, _ in each.also)})
    return Counter((path, re.sub(r"\d+", "0", each.message)) for path, each in places)


@pytest.mark.parametrize("code", PYTHON)
def test_a_file_that_a_rule_does_not_look_at_holds_no_finding_of_it(code: str, tmp_path: Path) -> None:
    rule, found = rules()[code], 0
    for case in (each for each in CASES if each.rule == code):
        files = case.before
        looked_at = {path for path, _ in told(tmp_path, files, code)}
        for path, file in Project(tmp_path, files).files.items():
            if file.kind == "python" and not file.project.is_test(path):
                findings, _ = find(file, [rule])
                found += len(findings)
                assert not findings or path in looked_at, f"{case.name}/{path}"
    assert found


@pytest.mark.parametrize(
    "text",
    [
        'x = "pass" "word"\n', "x = 'pass' # it's\n", 'x = "\\x70assword"\n', 'x = "\\160assword"\n',
        'x = "pass\\\nword"\n', 'x = ("pass"\n  # who\n  "word")\n', "\uff50assword = 1\n", 'x = "pass" "" "word"\n',
        "# coding: utf-7\npass+AHcAbwByAGQ- = 1\n", "\ufeffpassword = 1\n", 'x = "\\N{LATIN SMALL LETTER P}assword"\n',
        "x = 1\f\npassword = 1\n",
    ],
)  # fmt: skip
def test_a_word_is_found_as_the_parser_reads_it(text: str) -> None:
    file = Project(Path(), {"a.py": text.encode()}).files["a.py"]
    names = "password" in ast.unparse(file.tree)
    assert (b"password" in spelled(file)) is names
    assert bool(file.project.words.holding(b"password", whole=True)) is names


@pytest.mark.parametrize(
    "data", [b"print 'x'\n", b"def f(:\n", b"x = 1\0\n", b"\xff\n", b"nonlocal x\n", b"f" + b"(" * 5000 + b"\n"]
)
def test_a_file_that_no_rule_looks_at_is_reported_as_its_tree_says(data: bytes) -> None:
    from codemods.vocabulary.unreadable import Unreadable

    file = Project(Path(), {"a.py": data}).files["a.py"]
    try:
        file.tree  # noqa: B018
        expected = []
    except Unreadable as error:
        expected = [(str(error), error.line)]
    again = Project(Path(), {"a.py": data}).files["a.py"]
    assert [(each.message, each.line) for each in unparsable(again)] == expected
    assert not again.is_parsed
