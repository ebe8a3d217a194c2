"""Syntax that the running Python does not know: said by name, and the file stays as it is.

LibCST's parser is newer than this Python's: it would gladly rewrite such a file.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import libcst
import pytest
from click.testing import CliRunner

from codemods.cli import main
from codemods.engine.fix import fix
from codemods.engine.registry import rules
from codemods.engine.session import check
from tests.codemods.trees import HANDLER, HANDLER_FIXED, plant, project

NEWER = {
    "a generic function": ((3, 12), "def f[T](x: T) -> T:\n    return x\n"),
    "an async one": ((3, 12), "async def f[T](x: T):\n    pass\n"),
    "a generic method": ((3, 12), "class A:\n    def f[T](self, x: T) -> T: ...\n"),
    "a generic class": ((3, 12), "class A[T: int](Base):\n    pass\n"),
    "type parameters on lines": ((3, 12), "def f[\n    T,\n    *Ts,\n    **P,\n](x: T): pass\n"),
    "a type alias": ((3, 12), "type A = int\n"),
    "a generic alias": ((3, 12), "type A[T] = list[T]\n"),
    "the same quotes": ((3, 12), 'x = f"{d["k"]}"\n'),
    "the same quotes within a call": ((3, 12), 'call(\n    1,\n    f"{d["k"]}",\n)\n'),
    "the same three quotes": ((3, 12), 'x = f"""{d["""k"""]}"""\n'),
    "an f-string in an f-string": ((3, 12), "x = f'{f'{1}'}'\n"),
    "a backslash": ((3, 12), "x = f\"{'\\n'.join(a)}\"\n"),
    "several lines": ((3, 12), "x = f'{\n  1\n}'\n"),
    "a comment": ((3, 12), "x = f'''{\n  1  # c\n}'''\n"),
    "a default of a function's": ((3, 13), "def f[T = int](x: T): pass\n"),
    "a default of a class's": ((3, 13), "class A[T: int = bool]: pass\n"),
    "a default of an alias's": ((3, 13), "type A[T = list[int]] = list[T]\n"),
    "a template string": ((3, 14), "x = t'hello {name}'\n"),
    "a raw one": ((3, 14), 'x = RT"hello {name}"\n'),
    "one in a call": ((3, 14), "def f():\n    return html(t'<p>{name}</p>')\n"),
    "exceptions without parentheses": ((3, 14), "try:\n    pass\nexcept ValueError, TypeError:\n    pass\n"),
    "exceptions of a module": ((3, 14), "try:\n    pass\nexcept socket.error, ssl.error:\n    pass\n"),
    "groups of exceptions": ((3, 14), "try:\n    pass\nexcept* ValueError, TypeError, OSError:\n    pass\n"),
}
OLD = {
    "Python 2's print": "print 'x'\n",
    "Python 2's except": "try:\n    pass\nexcept socket.error, e:\n    pass\n",
    "an error": "def f(:\n",
    "an open string": "x = 'a\n",
    "an open f-string": "x = f'a\n",
}
# What every version reads.
KNOWN = (
    "x: A[*B]\n",
    "def t(x): return x\n",
    "type = 1\nt = {'t': t}\n",
    "match x:\n    case 1: pass\n",
    "x[a == b]\n",
)


def only_newer(version: tuple[int, int]) -> bool:
    return version > sys.version_info[:2]


@pytest.mark.parametrize("name", NEWER)
def test_it_is_said_by_name(name: str) -> None:
    version, text = NEWER[name]
    libcst.parse_module(text)
    if not only_newer(version):
        ast.parse(text)
        return
    data = f"{HANDLER}\n\n{text}"
    tree = project({"a.py": data, "shop.py": HANDLER})
    problems = check(tree, rules(), jobs=1, thorough=True).problems
    said = f"cannot be parsed: needs Python ≥ {version[0]}.{version[1]} to read"
    assert [(each.path, each.message) for each in problems] == [("a.py", said)]
    result = fix(tree, rules(), unsafe=True, jobs=1)
    assert set(result.changes) == {"shop.py"}
    assert [each.message for each in result.left.problems] == [said]


@pytest.mark.parametrize("name", OLD)
def test_what_no_newer_python_reads(name: str) -> None:
    problems = check(project({"a.py": OLD[name]}), rules(), jobs=1, thorough=True).problems
    assert [each.path for each in problems] == ["a.py"]
    assert "needs Python" not in problems[0].message


@pytest.mark.parametrize("text", KNOWN)
def test_what_this_python_reads(text: str) -> None:
    assert check(project({"a.py": text}), rules(), jobs=1, thorough=True).problems == []


def test_the_command_line_says_it_and_goes_on(tmp_path: Path) -> None:
    version, text = NEWER["a template string"]
    if not only_newer(version):
        pytest.skip("this Python reads it")
    tree = plant(tmp_path, {"new.py": HANDLER + text, "shop.py": HANDLER})
    result = CliRunner().invoke(main, ["apply", "--allow-no-vcs", "--unsafe", str(tree)])
    assert "new.py:4 cannot be parsed: needs Python ≥ 3.14 to read" in result.output
    assert (tree / "new.py").read_text() == HANDLER + text
    assert (tree / "shop.py").read_text() == HANDLER_FIXED
    assert CliRunner().invoke(main, ["check", str(tree / "new.py")]).exit_code == 2
