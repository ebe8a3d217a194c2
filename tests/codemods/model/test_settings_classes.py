"""Whether production takes a class of settings that is called after development."""

from __future__ import annotations

import ast
import itertools

import pytest

from codemods.model.settings_classes.taken import reaches_production_at
from tests.codemods.trees import project

# By their names alone each is the other's base, as with two modules of the same names.
FILES = {
    "one.py": "from two import DevelopmentConfig\n\n\nclass LocalConfig(DevelopmentConfig):\n    A = 1\n",
    "two.py": "from one import LocalConfig\n\n\nclass DevelopmentConfig(LocalConfig):\n    B = 1\n",
    "wsgi.py": "from two import DevelopmentConfig\n\nserve(DevelopmentConfig)\n",
}


@pytest.mark.parametrize("order", list(itertools.permutations(("one.py", "two.py"))))
@pytest.mark.parametrize("taken", [True, False])
def test_classes_of_one_another_are_taken_whoever_asks_first(order: tuple[str, ...], taken: bool) -> None:
    tree = project(FILES if taken else {**FILES, "wsgi.py": ""})
    found = {}
    for path in order:
        (owner,) = tree.files[path].nodes(ast.ClassDef)
        field = owner.body[0]
        found[path] = reaches_production_at(tree.files[path], field.lineno, field.col_offset)
    assert found == dict.fromkeys(order, taken)
