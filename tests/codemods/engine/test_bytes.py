"""Whatever the bytes of a file, a fix changes what it fixes and not one byte more."""

from __future__ import annotations

import ast
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codemods.engine.fix import fix
from codemods.engine.session import check
from tests.codemods.trees import by_code, project, renaming

RULES = by_code(renaming("OP791", {"bad": "much_better"}))

FILES = {
    "plain": b"bad()\n",
    "no final newline": b"x = 1\nbad()",
    "CRLF": b"x = 1\r\nbad()\r\n",
    "mixed newlines": b"x = 1\r\nbad()\ny = 2\r\nbad()\n",
    "BOM": b"\xef\xbb\xbfbad()\n",
    "BOM and CRLF": b"\xef\xbb\xbfx = 1\r\nbad()\r\n",
    "latin-1 cookie": "# -*- coding: latin-1 -*-\nx = 'café'; bad()\n".encode("latin-1"),
    "cp1252 cookie on line 2": "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nbad('€')\n".encode("cp1252"),
    "shift-jis cookie": "# coding: shift_jis\nx = '日本'; bad()  # 日本語\n".encode("shift_jis"),
    "utf-8 cookie with BOM": b"\xef\xbb\xbf# coding: utf-8\nbad()\n",
    "form feed": b"x = 1\n\x0c\nbad()\n\x0c\ndef f():\n    bad()\n",
    "tabs": b"def f():\n\tif 1:\n\t\tbad()\n\treturn\t1\t\n",
    "tabs and spaces": b"if 1:\n        x = 1\n        if 2:\n                bad()\n",
    "trailing blanks": b"x = 1   \n\nbad()  \t\n   \n\n\n",
    "comments everywhere": b"# a\nbad(  # b\n    # c\n)  # d\n# e\n",
    "line continuation": b"x = 1 + \\\n    bad()\n",
    "semicolons": b"x = 1; bad() ; y = 2;\n",
    "wide characters before it": "x = ['日本', '😀', bad()]\n".encode(),
    "combining characters": "x = 'e\u0301'; bad()\n".encode(),
    "vertical tab and separators in a string": "x = '\x0b\x1c\x85\u2028'; bad()\n".encode(),
    "form feed in a comment": b"# a\x0cb\nbad()\n",
    "f-string": b"x = f'{bad()!r:>{10}}' 'y'\n",
    "walrus, match, star": b"match (n := bad()):\n    case [*_]: pass\n    case {'a': 1, **r}: pass\n",
    "decorators": b"@bad()\nclass A:\n    x: int = bad()\n",
    "empty lines at the start": b"\n\n\n   \nbad()\n",
    "comment as the last line": b"bad()\n# end",
    "null statement bodies": b"class A: bad()\ndef f(): return bad()\n",
    "non-ascii names": "größe = bad()\n".encode(),
}


def rewritten(data: bytes) -> bytes:
    result = fix(project({"a.py": data}), RULES, jobs=1)
    assert result.dropped == []
    assert fix(result.after, RULES, jobs=1).changes == {}
    return result.after.files["a.py"].data


@pytest.mark.parametrize("name", FILES)
def test_bytes(name: str) -> None:
    data = FILES[name]
    assert rewritten(data) == data.replace(b"bad(", b"much_better(")


@pytest.mark.parametrize("data", [b"x = 1\rbad()\r", b"x = 1\n\x0cbad()\n"])
def test_what_libcst_would_not_write_back_is_left_alone(data: bytes) -> None:
    result = fix(project({"a.py": data, "b.py": b"bad()\n"}), RULES, jobs=1)
    assert set(result.changes) == {"b.py"}
    assert "would not write this file back" in result.dropped[0].message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"x = '\xe9'\nbad()\n", "cannot be decoded as utf-8"),
        (b"# coding: klingon\nbad()\n", "cannot be decoded: unknown encoding"),
        (b"# coding: rot13\nbad()\n", "cannot be decoded"),
        (b"\xef\xbb\xbf# coding: latin-1\nbad()\n", "cannot be decoded"),
        (b"\xff\xfeb\0a\0d\0(\0)\0bad", "holds NUL bytes"),
        (b"bad()\nx = '\0'\n", "holds NUL bytes"),
        (b"print 'python 2', bad()\n", "cannot be parsed"),
        (b"try:\n  bad()\nexcept E, e:\n  pass\n", "cannot be parsed"),
        (b"bad(" * 100_000, "cannot be parsed"),
        (b"(" * 100_000 + b"bad" + b")" * 100_000, "cannot be parsed"),
        (b"x = bad() + " + b"-" * 200_000 + b"1\n", ""),
        (b"bad()\nx = " + b"a." * 100_000 + b"a\n", ""),
        (b"bad()\nx = " + b"1+" * 5_000 + b"1\n", ""),
        (b"bad()\n" + b"if x:\n" + b"".join(b" " * n + b"if x:\n" for n in range(1, 150)), "cannot be parsed"),
        (b"def f(:\n", ""),
    ],
)
def test_what_cannot_be_read_is_one_problem_and_no_crash(data: bytes, message: str) -> None:
    files = {"a.py": data, "b.py": b"bad()\n"}
    checked = check(project(files), RULES, jobs=1)
    assert len([each for each in checked.problems if each.path == "a.py"]) <= 1
    if message:
        assert message in checked.problems[0].message
    result = fix(project(files), RULES, jobs=1)
    assert result.after.files["b.py"].data == b"much_better()\n"
    assert result.after.files["a.py"].data in (data, data.replace(b"bad(", b"much_better("))
    assert all("\n" not in each.message for each in (*checked.problems, *result.dropped))


def test_no_warning_of_somebody_elses_code_reaches_the_reader() -> None:
    source = "x = '\\d'\nif x is 'a': pass\nassert (1, 'x')\nbad()\n"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert b"much_better" in rewritten(source.encode())


def test_an_encoding_that_cannot_be_written_back_is_left_alone() -> None:
    data = b"# coding: utf-7\nx = '+AGE-'\nbad()\n"
    result = fix(project({"a.py": data}), RULES, jobs=1)
    assert result.changes == {}
    assert "cannot be written back" in result.dropped[0].message


def test_a_new_text_that_does_not_fit_the_encoding_is_dropped() -> None:
    rule = renaming("OP791", {"bad": "'日本'"})
    result = fix(project({"a.py": b"# coding: latin-1\nbad()\n"}), by_code(rule), jobs=1)
    assert result.changes == {}
    assert "does not fit the file's encoding" in result.dropped[0].message


LINES = st.sampled_from(
    [
        "bad()", "x = bad(1,  2 )  # why", "\tbad() # tab", "def f(a,b):", "class A(object):", "    bad()",
        "        y = bad( )", "if x:", "else:", "    pass", "# bad() in a comment", "'''doc bad", "string'''",
        '"bad()"', "x = (", ")", "\x0c", "", "   ", "z = 'é日😀'; bad()", "@bad()", "for i in bad():",
        "    return bad()", "x = \\", "bad(\\", "lambda: bad()", "f'{bad()}'", "[bad() for _ in bad()]", "import os",
        "from a import (b,", "  c)", "try:", "except E as e:", "finally:", "with bad() as x:", "async def g():",
        "    await bad()", "x: int = bad()", "print(bad(), file=f)", "bad(bad(bad()))",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    lines=st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])), max_size=14),
    head=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    last=st.booleans(),
)
def test_any_text(lines: list[tuple[str, str]], head: bytes, last: bool) -> None:
    """Where the interpreter takes the text, exactly the calls change; where it does not, nothing does."""
    text = "".join(line + end for line, end in lines)
    data = head + (text if last else text.rstrip("\r\n")).encode()
    result = fix(project({"a.py": data}), RULES, jobs=1)
    after = result.after.files["a.py"].data
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError):
        assert after == data
        return
    if result.dropped:
        assert after == data
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "bad" and isinstance(node.ctx, ast.Load):
            node.id = "much_better"
    assert ast.dump(ast.parse(after)) == ast.dump(tree)
    assert after.replace(b"much_better", b"bad") == data
