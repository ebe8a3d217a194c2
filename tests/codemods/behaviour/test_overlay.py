"""What OP605 puts behind a file of settings, really run: in environments that platforms, shells and links make."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from codemods.engine.fix import fix
from codemods.engine.registry import select
from tests.codemods.trees import environment, plant, project

APP = """\
import json

from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("shop.cfg")

if __name__ == "__main__":
    print(json.dumps({key: app.config[key] for key in app.config["SHOWN"].split()}))
"""
OWN = {"SHOP_NAME": "corner shop", "PAGES": 20, "CLOSED": False, "REDIS_HOST": "cache"}
OTHERS = {
    "HOST": "0.0.0.0", "PORT": 8000, "USER": "shop", "HOME": "/srv/shop", "HOSTNAME": "shop", "LANG": "en",
    "AWS_REGION": "eu-central-1", "REDIS_PORT": 6379, "DB_PORT": 5432,
}  # fmt: skip
SHOWN = {"SHOWN": " ".join([*OWN, *OTHERS])}
CONFIG = "".join(f"{key} = {value!r}\n" for key, value in {**OWN, **OTHERS, **SHOWN}.items())
LINKED = {
    "HOST": "x86_64-conda-linux-gnu", "PORT": "80", "USER": "root", "HOME": "/root", "HOSTNAME": "a1b2c3", "LANG": "C",
    "AWS_REGION": "us-east-1", "REDIS_PORT": "tcp://10.0.0.1:6379", "DB_PORT": "tcp://10.0.0.2:5432",
}  # fmt: skip


def started(folder: Path, given: dict[str, str]) -> Any:
    run = subprocess.run(
        [sys.executable, "app.py"], cwd=folder, env=environment() | given, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    tree = fix(project({"app.py": APP, "shop.cfg": CONFIG}), select(("OP605",)), unsafe=True, jobs=1).after
    assert "os.environ" in tree.files["app.py"].text
    return plant(tmp_path / "shop", {path: file.data for path, file in tree.files.items()})


def test_variables_of_others_change_nothing(folder: Path) -> None:
    assert started(folder, LINKED) == OWN | OTHERS


def test_the_settings_own_variables_win(folder: Path) -> None:
    given = {"SHOP_NAME": "big shop", "PAGES": "50", "CLOSED": "yes", "REDIS_HOST": "redis.internal"}
    wanted = {"SHOP_NAME": "big shop", "PAGES": 50, "CLOSED": True, "REDIS_HOST": "redis.internal"}
    assert started(folder, LINKED | given) == wanted | OTHERS
