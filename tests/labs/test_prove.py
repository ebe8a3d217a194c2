"""python -m labs prove: small services made by hand; what is harmed is harmed, what is fit is not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from labs.cli import main
from labs.trees import AFTER, ROOT

APP = """
import logging, sys
from flask import Flask, request
app = Flask(__name__)
logging.basicConfig(stream=sys.stdout, level="INFO")

@app.get("/")
def index():
    app.logger.info("somebody looks")
    return "<p>hello</p>"

@app.post("/echo")
def echo():
    return request.form["word"]
"""
PROFILE = """
[tool.operable.prove]
python = "labs"
start = "gunicorn app:app"
requests = ["GET /", "POST /echo word=hello"]
"""
FIT = {"app.py": APP, "pyproject.toml": PROFILE, "gunicorn.conf.py": (AFTER / "gunicorn.conf.py").read_text()}


def tree(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def prove(*arguments: str | Path) -> tuple[int, dict[int, Any], str]:
    """The exit code, the results by their number, what was said on standard error."""
    done = CliRunner().invoke(main, ["prove", *map(str, arguments), "--format", "json"])
    document = json.loads(done.stdout) if done.stdout else {"trees": [{"results": []}]}
    return done.exit_code, {each["experiment"]: each for each in document["trees"][0]["results"]}, done.stderr


FAULTS = {
    1: ("@app.post", "seen = []\n@app.get('/seen')\ndef _seen():\n    return repr(seen)\n\n@app.post"),
    4: ("app = Flask", "import time\ntime.sleep(1.2)\napp = Flask"),
    7: ('stream=sys.stdout, level="INFO"', 'filename="service.log", level="INFO"'),
}


def test_a_fit_service_is_harmed_in_nothing(tmp_path: Path) -> None:
    code, results, said = prove(tree(tmp_path, FIT))
    expected = {number: "not harmed" if number in (1, 3, 4, 7) else "not applicable" for number in range(1, 9)}
    assert {number: each["verdict"] for number, each in results.items()} == expected, (results, said)
    assert code == 0, said
    assert all(bool(each["why"]) == (each["verdict"] == "not applicable") for each in results.values())


@pytest.mark.parametrize("number", [4, 7])
def test_a_planted_fault_is_found(number: int, tmp_path: Path) -> None:
    old, new = FAULTS[number]
    assert old in APP
    code, results, said = prove(tree(tmp_path, {**FIT, "app.py": APP.replace(old, new, 1)}), str(number))
    assert (results[number]["verdict"], code) == ("harmed", 1), said


def test_state_in_the_process_is_found(tmp_path: Path) -> None:
    old, new = FAULTS[1]
    app = APP.replace(old, new, 1).replace(
        'return request.form["word"]', 'seen.append(request.form["word"])\n    return "ok"'
    )
    profile = PROFILE.replace('"GET /", ', "").replace('hello"]', 'hello", "GET /seen"]')
    _, results, said = prove(tree(tmp_path, {**FIT, "app.py": app, "pyproject.toml": profile}), "1")
    assert results[1]["verdict"] == "harmed", said
    assert "GET /seen" in results[1]["figures"][0]["unit"]


def test_a_service_that_ignores_sigterm_is_harmed(tmp_path: Path) -> None:
    profile = PROFILE.replace("gunicorn app:app", "/bin/sh -c 'flask run --port 5000; true'") + "grace = 2\n"
    _, results, said = prove(tree(tmp_path, {**FIT, "pyproject.toml": profile}), "3")
    assert results[3]["verdict"] == "harmed", said
    assert {each["name"]: each["value"] for each in results[3]["figures"]}["replicas killed after 2 s of grace"] == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("begin = 'x'", "has no 'begin'; it knows start"),
        ("port = 'x'", "port is 'x'; it has to be a number"),
        ("requests = ['FETCH /']", "is not of the form 'GET /path'"),
        ("requests = ['POST / word']", "is neither name=value nor JSON"),
        ("edits = ['config.py']", "is not of the form 'file: old text => new text'"),
        ("settings = { DB = '{oracle}' }", "nothing is called {oracle}; there are postgres"),
        ("settings = { DB = '{postgres.key}' }", "there is no {postgres.key}"),
        ("python = 'bin/python'", "is not there; leave it out"),
        ("folder = 'nowhere'", "is no folder of"),
        ("query = 'SELECT 1'", "query is asked of PostgreSQL"),
        ("start = 'gunicom app:app'", "begins with 'gunicom'"),
        ("start = 'python nowhere.py'", "the service does not start with this profile"),
        ("start = =", "strings stand in quotes"),
    ],
)
def test_a_wrong_profile_gets_one_sentence(line: str, said: str, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    python = "" if line.startswith("python") else "python = 'labs'\n"
    profile.write_text(f"[tool.operable.prove]\n{python}{line}\n")
    code, _, error = prove(tree(tmp_path, {"app.py": APP}), "--profile", profile)
    assert (code, said in error) == (2, True), error


def test_a_folder_that_is_no_service(tmp_path: Path) -> None:
    code, _, error = prove(tmp_path)
    assert (code, "nothing says how the service is started" in error) == (2, True)


def test_nothing_is_left_when_it_is_killed(tmp_path: Path) -> None:
    made = tree(tmp_path / "service", FIT)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    command = [sys.executable, "-m", "labs", "prove", str(made), "3"]
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert running.stderr
    assert any("experiment 3" in line for line in running.stderr)
    running.send_signal(signal.SIGKILL)
    running.wait()
    deadline = time.monotonic() + 20
    while list(temporary.glob("*prove-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(temporary.iterdir()) == []
    assert sorted(path.name for path in made.iterdir()) == sorted(FIT)
