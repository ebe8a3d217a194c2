"""The address of one server moves from all places of a service, or from none; so does what one call is given."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from codemods.cli import main
from tests.codemods.trees import plant

FLASK = "import redis\nfrom flask import Flask\n\napp = Flask(__name__)\n"
CLIENT = 'cache = redis.Redis(host="cache.shop.io")\n'


def applied(root: Path, files: dict[str, str], *options: str) -> str:
    tree = plant(root, {"requirements.txt": "flask==3.0.3\nredis==5.0.1\n", **files})
    return CliRunner().invoke(main, ["apply", "--diff", "--allow-no-vcs", *options, str(tree)]).output


@pytest.mark.parametrize(
    "other",
    [
        'REDIS_HOST, QUEUE = "cache.shop.io", "jobs"\n',
        'def client(host="cache.shop.io"):\n    return redis.Redis(host=host)\n',
        'pages = Cache(app, config={"CACHE_TYPE": "redis", "CACHE_REDIS_HOST": "cache.shop.io"})\n',
        'ADDRESSES = {"queue": ["redis://cache.shop.io/1"]}\nqueue = redis.from_url(f"redis://cache.shop.io/{number}")\n',
    ],
)
def test_an_address_that_would_stay_elsewhere_stays_here_too(other: str, tmp_path: Path) -> None:
    alone = applied(tmp_path / "alone", {"app.py": f"{FLASK}{CLIENT}"})
    assert "REDIS_HOST" in alone
    for name in ("app.py", "worker.py"):
        files = {"app.py": f"{FLASK}{CLIENT}", "worker.py": "import redis\n"}
        files[name] += other
        assert "environ" not in applied(tmp_path / name, files, "--unsafe")


@pytest.mark.parametrize(
    "other",
    [
        'backup = redis.Redis(host="other.shop.io")\n',
        'if name == "cache.shop.io":\n    raise ValueError\n',
        'TEXT = "ask cache.shop.io"\n',
        'host = os.environ.get("REDIS_HOST", "cache.shop.io")\n',
    ],
)
def test_what_is_no_place_of_the_same_address_keeps_nothing(other: str, tmp_path: Path) -> None:
    files = {"app.py": f"{FLASK}{CLIENT}", "worker.py": f"import os\n\nimport redis\n\n{other}"}
    shown = applied(tmp_path, files)
    assert ("-cache = " in shown) == ("other.shop.io" not in other)


def test_what_moves_with_a_password_waits_for_unsafe(tmp_path: Path) -> None:
    beside = 'store = redis.Redis(host="cache.shop.io", password="Kimchi-soup-7")\n'
    files = {"app.py": f"{FLASK}{CLIENT}{beside}"}
    assert "environ" not in applied(tmp_path / "safe", files)
    shown = applied(tmp_path / "unsafe", files, "--unsafe")
    assert shown.count('+cache = redis.Redis(host=os.environ.get("REDIS_HOST", "cache.shop.io"))') == 1
    assert "REDIS_PASSWORD" in shown


@pytest.mark.parametrize(
    "call",
    [
        'redis.from_url("redis://cache.shop.io/0", password="Kimchi-soup-7")',
        'redis.Redis(db=1, **{"host": "cache.shop.io", "username": "shop", "password": "Kimchi-soup-7"})',
    ],
)
def test_what_one_call_is_given_moves_together(call: str, tmp_path: Path) -> None:
    files = {"app.py": f"{FLASK}cache = {call}\n"}
    assert "environ" not in applied(tmp_path / "safe", files)
    shown = applied(tmp_path / "unsafe", files, "--unsafe")
    assert "REDIS_PASSWORD" in shown
    assert "REDIS_URL" in shown or "REDIS_HOST" in shown
