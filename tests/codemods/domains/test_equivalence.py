"""What the judge evaluates: imports, forks, what stops, what a call may see."""

from __future__ import annotations

import ast

import pytest

from codemods.domains.environments.equivalence import agrees
from codemods.domains.environments.worlds import Reading
from codemods.vocabulary.finding import Setting
from tests.codemods.trees import project

HEAD = "import os\n"
SETTING = Setting("SIZE", "10", environments={"prod": "50"})


@pytest.mark.parametrize(
    ("before", "equal"),
    [
        ('SIZE = 50 if os.getenv("ENV") == "prod" else 10', True),
        ('SIZE = 50 if os.getenv("ENV") != "dev" else 10', False),
        ('SIZE = 50 if os.getenv("ENV", "prod") == "prod" else 10', False),
        ('if os.path.exists("x"):\n    SIZE = 50 if os.getenv("ENV") == "prod" else 10', True),
        ('from other import ENV\nSIZE = 50 if ENV == "prod" else 10', True),
        ('import other\nSIZE = 50 if other.ENV == "prod" else 10', True),
        ('from other import settings\nSIZE = 50 if settings.ENV == "prod" else 10', False),
        ('for each in (1, 2):\n    SIZE = 50 if os.getenv("ENV") == "prod" else 10', False),
        ('os.environ["ENV"] = "prod"\nSIZE = 50 if os.getenv("ENV") == "prod" else 10', False),
        ('SIZE = 50 if os.getenv("ENV") == os.getenv("LIVE") else 10', False),
        ('SIZE = 50.0 if os.getenv("ENV") == "prod" else 10', False),
        ('SIZE = 50 if ["prod"].count(os.getenv("ENV")) else 10', False),
    ],
)
def test_one_expression(before: str, equal: bool) -> None:
    other = f'{HEAD}ENV = os.getenv("ENV", "dev").lower()\nclass Settings:\n    ENV = "prod"\nsettings = Settings()\n'
    file = project({"config.py": HEAD + before, "other.py": other}).files["config.py"]
    (node,) = file.nodes(ast.IfExp)
    assert agrees(file, node, {node: Reading("SIZE", "int", "10")}, (SETTING,), ["prod"]) is equal
