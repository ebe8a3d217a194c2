"""The qualified name behind an expression."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codemods.model.names import called, qualified
from codemods.project.project import Project
from tests.codemods.trees import project


def name_of(source: str, others: dict[str, str] | None = None, path: str = "app.py") -> str:
    """The name of what the source's last call calls (or of its last expression)."""
    file = project({path: source, **(others or {})}).files[path]
    calls = [node for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
    last = max(calls, key=lambda node: (node.lineno, -node.col_offset))
    return qualified(file, last.func)


NAMES = {
    "import": ("import os\nos.getcwd()\n", "os.getcwd"),
    "dotted import": ("import os.path\nos.path.join()\n", "os.path.join"),
    "import as": ("import logging.handlers as h\nh.X()\n", "logging.handlers.X"),
    "from": ("from os import path\npath.join()\n", "os.path.join"),
    "from as": ("from flask import Flask as F\nF()\n", "flask.Flask"),
    "instance": ("from flask import Flask\napp = Flask(__name__)\napp.run()\n", "flask.Flask.run"),
    "call of a call": ("from flask import Flask\nFlask(__name__).run()\n", "flask.Flask.run"),
    "alias of a name": ("import os\ng = os.getenv\ng('X')\n", "os.getenv"),
    "builtin": ("open('x')\n", "builtins.open"),
    "shadowed builtin": ("def open(): pass\nopen()\n", "app.open"),
    "builtin shadowed by a parameter": ("def f(open):\n    open('x')\n", ""),
    "function of this file": ("def f(): pass\nf()\n", "app.f"),
    "method by self": ("class A:\n    def f(self): pass\n    def g(self):\n        self.f()\n", "app.A.f"),
    "attribute of self": (
        "import redis\nclass A:\n    def __init__(self):\n        self.r = redis.Redis()\n"
        "    def g(self):\n        self.r.get()\n",
        "redis.Redis.get",
    ),
    "with": ("import smtplib\nwith smtplib.SMTP('x') as s:\n    s.login()\n", "smtplib.SMTP.login"),
    "walrus": ("import redis\nif (r := redis.Redis()):\n    r.get()\n", "redis.Redis.get"),
    "await": (
        "import aioredis\nasync def f():\n    r = await aioredis.connect()\n    r.get()\n",
        "aioredis.connect.get",
    ),
    "import in a function": ("def f():\n    import os\n    os.getcwd()\n", "os.getcwd"),
    "global of another scope": ("import os\ndef f():\n    def g():\n        os.getcwd()\n", "os.getcwd"),
    "class scope is not seen in methods": (
        "import os\nclass A:\n    os = None\n    def f(self):\n        os.getcwd()\n",
        "os.getcwd",
    ),
    "try and fall back": (
        "try:\n    import ujson as json\nexcept ImportError:\n    import json\njson.loads()\n",
        "ujson.loads",
    ),
    "unknown": ("x.y()\n", ""),
    "parameter": ("def f(app):\n    app.run()\n", ""),
    "subscript": ("x = {}\nx['a']()\n", ""),
    "itself": ("x = x\nx()\n", ""),
    "each other": ("a = b\nb = a\na()\n", ""),
    "decorator's scope": ("import os\n@os.getcwd()\ndef os(): pass\n", "os.getcwd"),
    "default's scope": ("import os\ndef f(os=os.getcwd()): pass\n", "os.getcwd"),
    "the branch of the call": (
        "if x:\n    from a import L\nelse:\n    from b import L\n    L()\n",
        "b.L",
    ),
    "the branch of the call, in a function inside": (
        "if x:\n    from a import L\nelse:\n    from b import L\n    def f():\n        L()\n",
        "b.L",
    ),
    "behind branches that disagree": ("if x:\n    from a import L\nelse:\n    from b import L\nL()\n", ""),
    "behind cases that disagree": (
        "match x:\n    case 1:\n        from a import L\n    case _:\n        from b import L\nL()\n",
        "",
    ),
    "behind branches that agree": (
        "if x:\n    from a import L\n    l = L(1)\nelse:\n    from a import L\n    l = L(2)\nl.f()\n",
        "a.L.f",
    ),
    "behind branches on the version": (
        "if sys.version_info >= (3, 11):\n    import tomllib\nelse:\n    import tomli as tomllib\ntomllib.load()\n",
        "tomllib.load",
    ),
    "fallback inside of a handler": (
        "try:\n    import ujson as json\nexcept ImportError:\n    import json\n    json.loads()\n",
        "json.loads",
    ),
    "bound anew above": ("c = a.A()\nimport a, b\nc = a.A()\nc.f()\nc = b.B()\nc.f()\n", "b.B.f"),
    "bound anew below": ("import a, b\nc = a.A()\nif x:\n    c.f()\nc = b.b\n", "a.A.f"),
    "perhaps bound anew": ("import a, b\nc = a.A()\nif x:\n    c = b.B()\nc.f()\n", "a.A.f"),
    "wrapped": ("import a, b\nc = a.A()\nc = b.B(c)\nc.f()\n", "a.A.f"),
    "imported twice, called later": ("import a\nfrom b import a\ndef f():\n    a.g()\n", "b.a.g"),
    "two files by one name": (
        "with a.open() as f:\n    f.read()\nimport a, b\nwith b.open() as f:\n    f.write()\n",
        "b.open.write",
    ),
    "comprehension": ("import os\n[os.getcwd() for x in y]\n", "os.getcwd"),
}


@pytest.mark.parametrize("name", NAMES)
def test_names(name: str) -> None:
    source, expected = NAMES[name]
    assert name_of(source) == expected


ACROSS = {
    "from a module": (
        "from ext import db\ndb.create_all()\n",
        {"ext.py": "from x import DB\ndb = DB()\n"},
        "x.DB.create_all",
    ),
    "by its module": (
        "import ext\next.db.create_all()\n",
        {"ext.py": "from x import DB\ndb = DB()\n"},
        "x.DB.create_all",
    ),
    "re-exported by a package": (
        "from pkg import db\ndb.create_all()\n",
        {"pkg/__init__.py": "from .ext import db\n", "pkg/ext.py": "from x import DB\ndb = DB()\n"},
        "x.DB.create_all",
    ),
    "a function of another module": ("from util import f\nf()\n", {"util.py": "def f(): pass\n"}, "util.f"),
    "a submodule": (
        "from pkg import util\nutil.f()\n",
        {"pkg/__init__.py": "", "pkg/util.py": "def f(): pass\n"},
        "pkg.util.f",
    ),
    "in a circle": ("from a import x\nx()\n", {"a.py": "from b import x\n", "b.py": "from a import x\n"}, ""),
    "a module that cannot be parsed": ("from old import f\nf()\n", {"old.py": "print 'x'\n"}, ""),
    "a standard module of the same name elsewhere": (
        "import json\njson.loads()\n",
        {"tools/json.py": "def loads(): pass\n"},
        "json.loads",
    ),
}


@pytest.mark.parametrize("name", ACROSS)
def test_across_modules(name: str) -> None:
    source, others, expected = ACROSS[name]
    assert name_of(source, others) == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("from . import ext\next.f()\n", "pkg.ext.f"),
        ("from .ext import f\nf()\n", "pkg.ext.f"),
        ("from ..top import f\nf()\n", "top.f"),
        ("from pkg.ext import f\nf()\n", "pkg.ext.f"),
        ("import pkg.ext\npkg.ext.f()\n", "pkg.ext.f"),
    ],
)
def test_relative(statement: str, expected: str) -> None:
    others = {"pkg/__init__.py": "", "pkg/ext.py": "def f(): pass\n", "top.py": "def f(): pass\n"}
    assert name_of(statement, others, "pkg/app.py") == expected


def test_a_name_that_only_the_other_branch_binds() -> None:
    code = b"def view(a):\n    if a:\n        write = open\n    else:\n        write(a)\n"
    file = Project(Path(), {"app.py": code}).files["app.py"]
    assert called(file, file.nodes(ast.Call)[0]) in ("", "builtins.open")
