"""What is loaded over a class of settings is loaded in the branch that takes it, and not over another module's."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codemods.model.overlays.loaded import overlay
from codemods.project.project import Project
from codemods.project.source_file import begin

CLASSES = b"""class Config:
    PAGE = 10


class LiveConfig(Config):
    URL = "postgresql://shop:x@db/shop"


class PreviewConfig(Config):
    URL = "postgresql://shop:x@preview/shop"
"""
BRANCHES = b"""import os

from flask import Flask

app = Flask(__name__)
if "PREVIEW" in os.environ:
    app.config.from_object("shop.config.PreviewConfig")
else:
    app.config.from_object("shop.config.LiveConfig")
    app.config.from_pyfile("/etc/shop/settings.py", silent=True)
"""
PICKED = b"""import os

from flask import Flask

chosen = "shop.config.PreviewConfig" if "PREVIEW" in os.environ else "shop.config.LiveConfig"
app = Flask(__name__)
app.config.from_object(chosen)
app.config.from_pyfile("/etc/shop/settings.py", silent=True)
"""


def _overlays(tmp_path: Path, web: bytes, path: str = "shop/config.py") -> list[str]:
    project = Project(tmp_path, {"shop/config.py": CLASSES, "worker/config.py": CLASSES, "shop/web.py": web})
    file = project.files[path]
    return [overlay(file, each.value) for each in sorted(file.nodes(ast.Assign), key=begin)]


def test_only_what_runs_in_the_same_branch_counts(tmp_path: Path) -> None:
    assert _overlays(tmp_path, BRANCHES) == ["shop/web.py:10", "shop/web.py:10", ""]


def test_a_name_that_holds_paths_takes_their_modules_alone(tmp_path: Path) -> None:
    picked = PICKED.replace(b'chosen = "shop.config.PreviewConfig" if "PREVIEW" in os.environ else ', b"chosen = ")
    assert _overlays(tmp_path, picked) == ["shop/web.py:8"] * 3
    assert _overlays(tmp_path, picked, "worker/config.py") == ["", "", ""]


@pytest.mark.parametrize("web", [BRANCHES, BRANCHES.replace(b'"shop.config.', b'"shop.config:')])
def test_a_module_of_the_same_name_is_another_one(tmp_path: Path, web: bytes) -> None:
    assert _overlays(tmp_path, web, "worker/config.py") == ["", "", ""]
