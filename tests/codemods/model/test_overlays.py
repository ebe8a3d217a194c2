"""What is loaded over a value, beside files that nobody can read."""

from __future__ import annotations

from pathlib import Path

from codemods.engine.registry import select
from codemods.engine.session import check
from codemods.project.project import Project


def test_an_importer_that_is_no_python_costs_no_finding() -> None:
    files = {
        "settings/__init__.py": b"",
        "settings/base.py": b'SECRET_KEY = "k8sJ2hd93kd02kdP"\n',
        "settings/old.py": b"from .base import *\n\nprint SECRET_KEY\n",
    }
    found = check(Project(Path("nowhere"), files), select(("OP503",)), jobs=1).findings
    assert [each.path for each in found] == ["settings/base.py"]
