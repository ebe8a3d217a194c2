"""What a path begins with."""

from __future__ import annotations

import ast

import pytest

from codemods.domains.state.path_givers import base
from tests.codemods.small import project


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        ("found.replace(source, target)", "target"),
        ("found.replace(source, target, 1)", "target"),
        ("found.replace(' ', '_')", "found"),
        ("os.path.join(found.replace('.txt', kind), name)", "found"),
        ("os.replace(source, target)", "target"),
        ("Path(found).with_suffix('.png')", "found"),
        ("Path(found).parent / name", "found"),
    ],
)
def test_through_what_is_made_of_it(path: str, begins: str) -> None:
    tree = project(
        app_py=f"import os\nfrom pathlib import Path\ndef keep(found, source, target, name, kind):\n    {path}\n"
    )
    file = tree.files["app.py"]
    statement = file.nodes(ast.Expr)[0]
    assert ast.unparse(base(file, statement.value)) == begins
