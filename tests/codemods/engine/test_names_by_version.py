"""What a library of the version that a service pins calls its settings."""

from __future__ import annotations

import pytest

from codemods.engine.registry import select
from codemods.engine.session import check
from tests.codemods.trees import project

APP = """\
import os

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)


def create_app():
    app = Flask(__name__)
    app.config.from_object("config")
    limiter.init_app(app)
    return app
"""
CONFIG = 'import os\n\nPAGE = int(os.environ.get("PAGE", 20))\nRATELIMIT_HEADERS_ENABLED = True\n'
LOCK = '[[package]]\nname = "flask-limiter"\nversion = "{}"\n'


@pytest.mark.parametrize(
    ("manifest", "name"),
    [
        ({"requirements.txt": "Flask-Limiter==1.4\n"}, "RATELIMIT_STORAGE_URL"),
        ({"requirements.txt": "flask_limiter<2\n"}, "RATELIMIT_STORAGE_URL"),
        ({"poetry.lock": LOCK.format("2.0.3"), "pyproject.toml": "[tool.poetry]\n"}, "RATELIMIT_STORAGE_URL"),
        ({"requirements.txt": "Flask-Limiter==2.1\n"}, "RATELIMIT_STORAGE_URI"),
        ({"requirements.txt": "Flask-Limiter\n"}, "RATELIMIT_STORAGE_URI"),
        ({}, "RATELIMIT_STORAGE_URI"),
    ],
)
def test_the_limiters_storage(manifest: dict[str, str], name: str) -> None:
    files = {"app.py": APP, "config.py": CONFIG, **manifest}
    found = check(project(files), select(("OP110",)), jobs=1).findings
    assert [name in each.remedy for each in found] == [True]
