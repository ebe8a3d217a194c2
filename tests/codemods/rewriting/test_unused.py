"""Imports that a rewrite made useless are taken out, and no other."""

from __future__ import annotations

from pathlib import Path

import libcst as cst
import pytest

from codemods.project.project import Project
from codemods.rewriting.cst.unused import drop_imports

NOWHERE = Path("/nonexistent")


def dropped(before: str, after: str, path: str = "app.py", others: dict[str, str] | None = None) -> str:
    """What is left of `after`, a rewritten `before`, without the imports that the rewrite made useless."""
    files = {path: before, **(others or {})}
    project = Project(NOWHERE, {name: text.encode() for name, text in files.items()})
    return drop_imports(project.files[path], cst.parse_module(after)).code


@pytest.mark.parametrize(
    ("imports", "left"),
    [
        ("import os\n\n", "\n"),
        ("import json\nimport os\n\n", "import json\n\n"),
        ("import json, os\n\n", "import json\n\n"),
        ("import os, json\n\n", "import json\n\n"),
        ("import platforms as os\n\n", "\n"),
        ("from platforms import os, arch\n\n", "from platforms import arch\n\n"),
        ("from platforms import arch, os\n\n", "from platforms import arch\n\n"),
        ("from platforms import (\n    arch,\n    os,\n)\n\n", "from platforms import (\n    arch,\n)\n\n"),
        ("from platforms import (\n    os,\n    zoo,\n)\n\n", "from platforms import (\n    zoo,\n)\n\n"),
        ("from platforms import (os, arch)\n\n", "from platforms import (arch)\n\n"),
        ("from platforms import *\nimport os\n\n", "from platforms import *\n\n"),
        (
            "try:\n    import os\nexcept ImportError:\n    os = None\n\n",
            "try:\n    import os\nexcept ImportError:\n    os = None\n\n",
        ),
        ("import os\n\n__all__ = ['os']\n", "import os\n\n__all__ = ['os']\n"),
        ("# The system\nimport os\nimport json\n\n", "# The system\nimport json\n\n"),
        ("import json\n\n# Ours\nimport os\nimport zoo\n\n", "import json\n\n# Ours\nimport zoo\n\n"),
        ("import json\n\nimport os\nimport zoo\n\n", "import json\n\nimport zoo\n\n"),
        ("import json\n\n# for sep\nimport os\n\nimport zoo\n\n", "import json\n\nimport zoo\n\n"),
        ("import json; import os\n\n", "import json\n\n"),
    ],
)
def test_dropped(imports: str, left: str) -> None:
    assert dropped(f"{imports}x = os.sep\n", f"{imports}x = 1\n") == f"{left}x = 1\n"


def test_an_import_that_nothing_used_before_stays() -> None:
    assert dropped("import os\n\nx = y()\n", "import os\n\nx = 1\n") == "import os\n\nx = 1\n"


def test_an_import_that_something_else_uses_stays() -> None:
    after = "import os\n\nx = 1\ny = os.sep\n"
    assert dropped("import os\n\nx = os.sep\ny = os.sep\n", after) == after


@pytest.mark.parametrize(
    "user",
    [
        "from app import os\n",
        "from app import *\n\nx = sep\n",
        "from . import app\n\napp.os.sep\n",
        "import app\n\napp.os.sep\n",
        "def test(monkeypatch):\n    monkeypatch.setattr('app.os.sep', '/')\n",
    ],
)
def test_an_import_that_another_module_takes_from_here_stays(user: str) -> None:
    assert dropped("import os\n\nx = os.sep\n", "import os\n\nx = 1\n", others={"other.py": user}).startswith(
        "import os"
    )


@pytest.mark.parametrize(
    "other",
    [
        "import app, json, os\n\nprint(app.x, os.sep)\n",
        "import os\n\nfrom .models import User\n\napp = os.sep\n",
        "from .app import x\n\nimport os\n\nprint(os.sep)\n",
        "# from app import os\n",
    ],
)
def test_an_import_that_another_module_has_of_its_own_goes(other: str) -> None:
    others = {"shop/web.py": other, "shop/models.py": "class User: ...\n"}
    assert dropped("import os\n\nx = os.sep\n", "import os\n\nx = 1\n", "shop/app.py", others) == "\nx = 1\n"


def test_a_quoted_annotation_is_a_use() -> None:
    after = 'import os\n\nx = 1\n\n\ndef f(path: "os.PathLike[str]"): ...\n'
    assert dropped(after.replace("x = 1", "x = os.sep"), after) == after


def test_header_comments_stay_when_the_first_import_goes() -> None:
    before = "# Copyright 2020 A. Nobody\n\nimport os\nimport sys\n\nx = os.sep\n"
    after = "# Copyright 2020 A. Nobody\n\nimport sys\n\nx = 1\n"
    assert dropped(before, before.replace("os.sep", "1")) == after
