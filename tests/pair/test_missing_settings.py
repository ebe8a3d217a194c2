"""Every process of after/ ends with one line that names every missing setting, and with none missing it starts."""

from __future__ import annotations

import ast
import contextlib
import json
import urllib.request
from collections.abc import Iterator

import pytest

from labs.cluster import processes, service
from tests.codemods.trees import codemods
from tests.pair.conftest import AFTER

# In the order in which config.py reads them.
SECRETS = ("DB_PASSWORD", "SECRET_KEY", "CARD_NETWORK_API_KEY")
GIVEN, MISSING = SECRETS[1:2], (SECRETS[0], *SECRETS[2:])
LINE = f"settings missing: {', '.join(MISSING)}"
GUNICORN = service.command(AFTER)
RELEASE = ["flask", "--app", "app", "init-db"]
WORKER = ["python", "receipts.py"]
# What says nothing else: gunicorn alone tells that it starts and that it gives up.
BARE = [RELEASE, WORKER, [*GUNICORN, "--check-config"], [*GUNICORN, "--preload"], ["python", "app.py"]]


@contextlib.contextmanager
def started(words: list[str], *given: str, **settings: str) -> Iterator[processes.Process]:
    """One of the commands of after/ with these of its secrets."""
    with processes.workspace() as home:
        tree = service.copy(AFTER, home / "app")
        process = service.start(tree, words, home / "log", {**dict.fromkeys(given, "x"), **settings})
        try:
            yield process
        finally:
            process.kill()


def ended(words: list[str], *given: str, **settings: str) -> tuple[int, str]:
    """The exit status and the output of a command that ends by itself."""
    with started(words, *given, **settings) as process:
        return process.popen.wait(30), process.output()


@pytest.mark.parametrize("words", BARE, ids=" ".join)
def test_the_line_is_all_that_is_said(words: list[str]) -> None:
    status, output = ended(words, *GIVEN)
    assert output == f"{LINE}\n"
    assert status == 4


def test_gunicorn_says_it_once_and_gives_up() -> None:
    status, output = ended(GUNICORN, *GIVEN, PORT=str(processes.free_port()))
    assert [line for line in output.splitlines() if any(name in line for name in SECRETS)] == [LINE]
    assert "Traceback" not in output
    assert output.count("Booting worker") == 1, "it must not start the worker again"
    assert status == 4


def test_gunicorn_gives_up_with_many_workers_too() -> None:
    status, output = ended(GUNICORN, *GIVEN, PORT=str(processes.free_port()), WEB_CONCURRENCY="3")
    assert {line for line in output.splitlines() if any(name in line for name in SECRETS)} == {LINE}
    assert output.count("Booting worker") <= 3, "it must not start one of them again"
    assert status


def test_with_none_missing_gunicorn_serves() -> None:
    port = processes.free_port()
    with started(GUNICORN, *SECRETS, PORT=str(port)) as process:
        processes.wait_until(lambda: processes.accepts(port), 30, "the service to listen", process)
        with urllib.request.urlopen(f"http://{processes.HOST}:{port}/healthz", timeout=30) as answer:
            assert answer.status == 200
        assert "settings missing" not in process.output()


def test_what_is_checked_is_what_the_code_insists_on() -> None:
    done = codemods("env", AFTER, "--format", "json")
    required = {each["name"] for each in json.loads(done.stdout)["settings"] if each["required"]}
    body = ast.parse((AFTER / "config.py").read_text()).body
    lists = [node.value for node in body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "REQUIRED"]
    assert [ast.literal_eval(each) for each in lists] == [SECRETS]
    assert set(SECRETS) == required
