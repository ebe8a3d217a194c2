"""Imports that no manifest names, where what is installed here plays a part."""

from pathlib import Path

import pytest

from codemods.domains.dependencies import distributions
from codemods.domains.dependencies.undeclared import undeclared
from codemods.engine.fix import fix
from codemods.engine.registry import select
from codemods.project.project import Project

APP = "import google.auth\nimport shoplib\nimport utils\nfrom flask import Flask\n\napp = Flask(__name__)\n"
INSTALLED = {"google": ["google-auth"], "shoplib": ["shop-lib"], "utils": ["carelessly-packaged"]}


def test_what_is_installed_names_distributions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(distributions, "_installed", lambda: INSTALLED)
    project = Project(tmp_path, {"app.py": APP.encode(), "requirements.txt": b"flask\n"})
    assert [each.module for each in undeclared(project, "")] == ["shoplib"]
    assert distributions.distribution("shoplib") == "shop-lib"


def test_a_requirements_file_that_ends_in_the_middle_of_a_line_is_left_alone(tmp_path: Path) -> None:
    app = b"import stripe\nfrom flask import Flask\n\napp = Flask(__name__)\n"
    project = Project(tmp_path, {"app.py": app, "requirements.txt": b"flask\nredis \\"})
    fixed = fix(project, select(("OP210",)), unsafe=True, jobs=1)
    assert fixed.changes == {}
    assert "ends in the middle of a line" in fixed.dropped[0].message
