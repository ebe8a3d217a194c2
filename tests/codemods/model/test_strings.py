"""What string an expression can be."""

from __future__ import annotations

import ast

import pytest

from codemods.model.strings import Text, text
from tests.codemods.trees import project


def value_of(source: str, others: dict[str, str] | None = None) -> Text:
    """The text of the last statement's value."""
    file = project({"app.py": source, **(others or {})}).files["app.py"]
    last = [node for node in ast.walk(file.tree) if isinstance(node, ast.Expr)]
    return text(file, max(last, key=lambda node: node.lineno).value)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("'a'", "a"),
        ("'a' 'b'", "ab"),
        ("'a' + 'b'", "ab"),
        ("f'a{1}b'", "a1b"),
        ("5432", "5432"),
        ("x = 'a'\nx", "a"),
        ("x = 'a'\ny = x + '.log'\ny", "a.log"),
        ("import os\nos.path.join('logs', 'a.log')", "logs/a.log"),
        ("import os\nos.path.join('logs/', 'a.log')", "logs/a.log"),
        ("import os\nos.path.join('logs', '/a.log')", "/a.log"),
        ("from pathlib import Path\nPath('logs') / 'a.log'", "logs/a.log"),
        ("from pathlib import Path\nstr(Path('logs').joinpath('a', 'b'))", "logs/a/b"),
        ("import os\nos.environ.get('X', 'a')", "a"),
        ("import os\nos.environ.get('X') or 'a'", "a"),
        ("class C:\n    NAME = 'a'\nC.NAME", "a"),
        ("a, b = 'x', 'y'\nb", "y"),
    ],
)
def test_exact(source: str, expected: str) -> None:
    assert value_of(source).exact == expected


@pytest.mark.parametrize(
    ("source", "prefix", "suffix"),
    [
        ("f'logs/{x}.log'", "logs/", ".log"),
        ("'logs/%s.log' % x", "logs/", ""),
        ("'logs/{}.log'.format(x)", "logs/", ""),
        ("'logs/' + x", "logs/", ""),
        ("import os\nos.path.join(x, 'a.log')", "", "/a.log"),
        ("x + '.log'", "", ".log"),
        ("x", "", ""),
        ("x = 'a'\nx = 'b'\nx", "", ""),
        ("def f(x='a'):\n    x", "", ""),
        ("for x in 'ab':\n    x", "", ""),
        ("x = x\nx", "", ""),
        ("None", "", ""),
        ("True", "", ""),
    ],
)
def test_partly_known(source: str, prefix: str, suffix: str) -> None:
    found = value_of(source)
    assert found.exact is None
    assert (found.prefix, found.suffix) == (prefix, suffix)


@pytest.mark.parametrize(
    ("source", "others", "expected"),
    [
        ("from conf import LOG\nLOG", {"conf.py": "LOG = 'a.log'\n"}, "a.log"),
        ("import conf\nconf.LOG", {"conf.py": "LOG = 'a.log'\n"}, "a.log"),
        ("app.config['LOG']", {"conf.py": "class Config:\n    LOG = 'a.log'\n"}, "a.log"),
        ("app.config.get('LOG')", {"conf.py": "app.config['LOG'] = 'a.log'\n"}, "a.log"),
        ("app.config['LOG']", {"a.py": "class C:\n    LOG = 'a'\n", "b.py": "class D:\n    LOG = 'b'\n"}, None),
        ("app.config['LOG']", {"a.py": "LOG = 'a'\n", "tests/b.py": "LOG = 'b'\n"}, "a"),
        ("app.config['LOG']", {"old.py": "LOG = 'a'\nprint 'x'\n"}, None),
    ],
)
def test_across_modules(source: str, others: dict[str, str], expected: str | None) -> None:
    assert value_of(source, others).exact == expected


def test_what_is_very_long_ends() -> None:
    assert value_of("x = '0'\n" + "".join(f"x{n} = x{n - 1}\n" for n in range(1, 500)) + "x499").exact is None
    assert value_of(" + ".join(["'a'"] * 900)).exact == "a" * 900
