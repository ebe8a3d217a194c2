"""Each condition of the contract of a fix, broken on purpose by a rule made for it: the engine must refuse."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from codemods.engine.fix import Fixed, fix
from codemods.vocabulary.rule import Rule
from tests.codemods.trees import by_code, project


def becoming(files: Mapping[str, str], changes: Mapping[str, str]) -> Fixed:
    """What the engine makes of a rule that wants to write these files, the first of which is there already."""
    rule = Rule("OP791", "becoming", needles=("",))
    proposed = {path: text.encode() for path, text in changes.items()}

    @rule.find(ast.Module)
    def find(node: ast.Module, file: Any) -> Iterator[Any]:
        if file.path == next(iter(changes)) and file.data != proposed[file.path]:
            statement = file.tree.body[0]
            yield file.finding(rule, statement, "the module is old", "", sites=(file.site(statement),))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("codemods.engine.fix._rewritten", lambda *_: proposed)
        return fix(project(files), by_code(rule), jobs=1)


def refused(before: str, after: str, reason: str, others: Mapping[str, str] | None = None) -> None:
    """Assert that the change of app.py, in a tree with the others, is not made, for the reason."""
    result = becoming({"app.py": before, **(others or {})}, {"app.py": after})
    assert result.changes == {}
    assert [each.message for each in result.dropped] == [f"OP791 was not fixed: {reason}"]


NAMES = {
    "an undefined name": ("x = 1\n", "x = environ\n", "environ would be undefined"),
    "in a function": (
        "def f():\n    return 1\n",
        "def f():\n    return environ\n",
        "environ would be undefined",
    ),
    "above its import": (
        "X = 1\nimport os\nprint(os)\n",
        "X = os.environ\nimport os\nprint(os)\n",
        "os would be used above the statement that binds it",
    ),
    "a class body above its import": (
        "class C:\n    x = 1\nimport os\nprint(os)\n",
        "class C:\n    x = os.environ\nimport os\nprint(os)\n",
        "os would be used above the statement that binds it",
    ),
    "a default argument above its import": (
        "def f(x=1): ...\nimport os\nprint(os)\n",
        "def f(x=os.environ): ...\nimport os\nprint(os)\n",
        "os would be used above the statement that binds it",
    ),
    "a decorator above its import": (
        "def f(): ...\nimport functools\nprint(functools)\n",
        "@functools.cache\ndef f(): ...\nimport functools\nprint(functools)\n",
        "functools would be used above the statement that binds it",
    ),
    "an unused import": ("x = 1\n", "import os\nx = 1\n", "the import of os would be left without a use"),
    "a use that goes": (
        "import os\nprint(os)\n",
        "import os\nprint()\n",
        "the import of os would be left without a use",
    ),
    "an unused variable": (
        "def f():\n    y = 1\n    return y\n",
        "def f():\n    y = 1\n    return 1\n",
        "the variable y would be left without a use",
    ),
    "a local variable before it is bound": (
        "x = 1\ndef f():\n    print(x)\n",
        "x = 1\ndef f():\n    print(x)\n    x = 2\n",
        "the local variable x would be read before it is bound",
    ),
    "a second definition": (
        "def f(): ...\ndef g(): ...\n",
        "def f(): ...\ndef f(): ...\n",
        "f would be bound twice",
    ),
    "an export that is gone": (
        "__all__ = ['f']\ndef f(): ...\n",
        "__all__ = ['f']\ndef g(): ...\n",
        "__all__ would name f, which is gone",
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_names(name: str) -> None:
    refused(*NAMES[name])


def test_what_is_annotated_as_a_literal_stays_one() -> None:
    before = 'import os\nimport typing as t\nprint(os)\nHOST: t.Literal["mail"] = "mail"\n'
    refused(
        before, before.replace('= "mail"', '= os.environ.get("HOST", "mail")'), "HOST is annotated as that very literal"
    )


def test_what_was_wrong_before_may_stay() -> None:
    result = becoming({"app.py": "import os\nx = lost\n"}, {"app.py": "import os\nx = lost + 1\n"})
    assert result.changes == {"app.py": b"import os\nx = lost + 1\n"}


URL = "redis://:p@ssw0rd@host:6379"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'u = "{URL}"\n', 'u = "redis://:" + get() + "@ssw0rd@host:6379"\n'),
        ('password = "correct-horse"\n', 'password = get() + "horse"\n'),
        ('password = "correct-horse"\n', 'password = "correct" + get()\n'),
    ],
)
def test_no_half_of_a_secret_stays(before: str, after: str) -> None:
    head = "def get(): ...\n"
    refused(head + before, head + after, "a part of the secret would be left in line 2")


def test_a_whole_secret_may_go_or_stay() -> None:
    for after in ("u = get()\n", f'u = "{URL}" or get()\n'):
        result = becoming({"app.py": f'def get(): ...\nu = "{URL}"\n'}, {"app.py": f"def get(): ...\n{after}"})
        assert result.changes == {"app.py": f"def get(): ...\n{after}".encode()}
