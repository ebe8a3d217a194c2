"""No report shows a part of a password that has marks in it, in whatever file it stands."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from codemods.engine.concealment.masking import conceal
from codemods.engine.concealment.sighting import secrets_of
from tests.codemods.trees import project

PASSWORDS = (
    "r@in-bow7", "ra:in-bow7", "ra/in-bow7", "ra#in-bow7", "ra%40in-bow7", "ra'in-bow7", 'ra"in-bow7', "r@i@n-bow7",
    "ra?in-bow7", "@rain-bow7", "rain-bow7@",
)  # fmt: skip
URL = "redis://shop:{}@cache:6379/0"


def _single(url: str) -> str:
    return "'" + url.replace("'", "''") + "'"


FILES: dict[str, tuple[str, Callable[[str], str]]] = {
    "list item": (
        "compose.yaml",
        lambda url: f"services:\n  web:\n    environment:\n      - {json.dumps('U=' + url)}\n",
    ),
    "flow map": ("compose.yml", lambda url: f"services:\n  web:\n    environment: {{U: {json.dumps(url)}, B: c}}\n"),
    "plain": (
        "docker-compose.yml",
        lambda url: f"services:\n  web:\n    environment:\n      U: {url} # see the wiki\n",
    ),
    "single quotes": ("compose.yaml", lambda url: f"services:\n  web:\n    environment:\n      U: {_single(url)}\n"),
    "dotenv": (".env", lambda url: f"U={url}\n"),
    "shell": ("run.sh", lambda url: f"export U={json.dumps(url)}\nexec python app.py\n"),
    "ini": ("shop.ini", lambda url: f"[shop]\nurl = {url}\n"),
    "TOML": ("shop.toml", lambda url: f"[shop]\nurl = {json.dumps(url)}\n"),
    "JSON": ("shop.json", lambda url: json.dumps({"a": [url, 1]})),
    "Python": ("app.py", lambda url: f"U = {url!r}\n"),
    "f-string": ("app.py", lambda url: f"def f(x):\n    return f{url.replace('cache', '{x}')!r}\n"),
    "f-string behind the user": ("app.py", lambda url: f"def f(x):\n    return f{url.replace('shop', '{x}')!r}\n"),
    "bytes": ("app.py", lambda url: f"U = {url.encode()!r}\n"),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("password", PASSWORDS)
def test_no_part_is_shown(kind: str, password: str) -> None:
    path, written = FILES[kind]
    text = written(URL.format(password))
    tree = project({path: text})
    shown = conceal(text, secrets_of(tree, [], [path]))
    parts = {password[start : start + 4] for start in range(len(password) - 3)}
    assert [each for each in sorted(parts) if each in shown] == [], shown
