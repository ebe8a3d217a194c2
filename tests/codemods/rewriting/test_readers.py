"""Where the file's own reader of settings would read something else than is asked of it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codemods.project.project import Project
from codemods.rewriting.edit import Edit
from codemods.rewriting.source.readers import asked
from codemods.rewriting.source.typed import read
from codemods.vocabulary.rule import Skip

BELOW = 'URL = "http://shop"\n'


def editing(text: str, path: str = "settings.py") -> Edit:
    """The edit of the text's last statement."""
    file = Project(Path("/nowhere"), {path: text.encode()}).files[path]
    edit = Edit(file)
    edit.site = file.site(next(each.value for each in file.tree.body if isinstance(each, ast.Assign) and _is_url(each)))
    return edit


def _is_url(node: ast.Assign) -> bool:
    return ast.unparse(node.targets[0]) == "URL"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('from environs import Env\nenv = Env(prefix="A")\n' + BELOW, "puts a prefix"),
        ('from environs import Env\nenv = Env()\nwith env.prefixed("A"):\n    X = env("X")\n' + BELOW, "puts a prefix"),
        ("from environs import Env\n" + BELOW + "env = Env()\n", "is made below"),
    ],
)  # fmt: skip
def test_left(text: str, said: str) -> None:
    with pytest.raises(Skip, match=said):
        asked(editing(text), "URL", default='"http://shop"')


def test_a_parameter_hides_it_in_its_function_alone() -> None:
    text = 'from decouple import config\nKEY = config("KEY")\ndef f(config):\n    return config, "http://shop"\n'
    edit = editing(text + BELOW)
    assert asked(edit, "URL", default='"http://shop"') == 'config("URL", default="http://shop")'
    edit.site = edit.file.site(next(each for each in edit.file.nodes(ast.Constant) if each.lineno == 4))
    with pytest.raises(Skip, match="something else here"):
        asked(edit, "URL", default='"http://shop"')


def test_a_default_of_several_lines() -> None:
    edit = editing("from decouple import config\nKEY = config('KEY')\n" + BELOW)
    with pytest.raises(Skip, match="several lines"):
        asked(edit, "URL", default='"http:"\n"//shop"')


def test_dollar_is_another_variable() -> None:
    edit = editing("import environ\nenv = environ.Env()\n" + BELOW)
    with pytest.raises(Skip, match="another variable"):
        asked(edit, "URL", default='"$HOME"')


@pytest.mark.parametrize(
    "text",
    [
        "from environs import Env\n" + BELOW,  # the class alone
        "from decouple import config\nfrom environs import env\n" + BELOW,  # which of two
        "import os\nfrom decouple import config\nKEY = os.environ['KEY']\n" + BELOW,  # the file asks os.environ
    ],
)
def test_none_of_its_own(text: str) -> None:
    assert editing(text).reader is None


def test_form_follows_the_file() -> None:
    by_name = 'from environs import env\nKEY = env("KEY", default="")\n'
    assert read(editing(by_name + BELOW), "URL", "text", "x") == 'env("URL", default="x")'
    assert read(editing(by_name + BELOW), "RATE", "float", "0.5") == 'env.float("RATE", default=0.5)'
    assert read(editing(by_name + BELOW), "KEY", "text", None) == 'env("KEY")'
