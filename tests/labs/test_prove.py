"""python -m labs prove: small services made by hand; what is harmed is harmed, what is fit is not."""

from __future__ import annotations

import contextlib
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
from labs.cluster import processes
from labs.experiment import Figure
from labs.prove import comparison, confirm, evidence, html, measuring, profile, requests
from labs.prove.events import Event
from labs.prove.guard import Guard
from labs.prove.profile import Profile
from labs.prove.report import Proof
from labs.prove.requests import Step
from labs.prove.vocabulary import Verdict
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


def test_a_service_that_listens_on_all_of_ipv6_is_reached(tmp_path: Path) -> None:
    profile = PROFILE.replace("gunicorn app:app", "gunicorn --bind [::]:8000 app:app")
    _, results, said = prove(tree(tmp_path, {**FIT, "pyproject.toml": profile}), "7")
    assert results[7]["verdict"] == "not harmed", said


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
        ("python = '3.1'", "there is no Python 3.1 here"),
        ("as_of = 'May'", "is no day; write it as"),
        ("folder = 'nowhere'", "is no folder of"),
        ("query = 'SELECT 1'", "query is asked of PostgreSQL"),
        ("start = 'gunicom app:app'", "begins with 'gunicom'"),
        ("start = 'python nowhere.py'", "the service does not start with 'python nowhere.py': it ends at once"),
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


def _left(folder: Path) -> list[str]:
    """The processes that have a folder in their environment."""
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if str(folder).encode() in place.read_bytes():
                found.append(place.parent.name)
    return found


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_nothing_is_left_when_it_is_ended(number: int, tmp_path: Path) -> None:
    made = tree(tmp_path / "service", FIT)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    command = [sys.executable, "-m", "labs", "prove", str(made), "3"]
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert running.stderr
    assert any("experiment 3" in line for line in running.stderr)
    assert len(_left(temporary)) > 1 or sys.platform != "linux"
    running.send_signal(number)
    assert running.wait(30) == {signal.SIGKILL: -signal.SIGKILL, signal.SIGINT: 130}[number]
    deadline = time.monotonic() + 20
    while (_left(temporary) or list(temporary.iterdir())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (_left(temporary), list(temporary.iterdir())) == ([], [])
    assert sorted(path.name for path in made.iterdir()) == sorted(FIT)


def test_what_a_session_is_made_of(tmp_path: Path) -> None:
    (tmp_path / "session.har").write_text(
        json.dumps(
            {
                "log": {
                    "entries": [
                        {"request": {"method": "GET", "url": "https://shop.example/a?b=1"}},
                        {"request": {"method": "GET", "url": "https://shop.example/logout"}},
                        {
                            "request": {
                                "method": "POST",
                                "url": "https://shop.example/c",
                                "postData": {"mimeType": "application/x-www-form-urlencoded", "text": "name=ada"},
                            }
                        },
                    ]
                }
            }
        )
    )
    (tmp_path / "api.yaml").write_text(
        "openapi: 3.0.0\npaths:\n  /items: {get: {}}\n  /items/{id}: {get: {}}\n  /new: {post: {}}\n"
        "  /search: {get: {parameters: [{name: q, in: query, required: true}]}}\n"
    )
    assert [step.text for step in requests.steps(tmp_path, ["session.har"])] == ["GET /a?b=1", "POST /c"]
    assert requests.steps(tmp_path, ["session.har"])[1].fields == (("name", "ada"),)
    assert [step.text for step in requests.steps(tmp_path, ["api.yaml"])] == ["GET /items"]
    assert requests.parse('POST /a {"b": 1}').body == '{"b": 1}'
    photo = requests.parse("POST /a name='two words' photo=@x.png")
    assert (photo.fields, photo.files) == ((("name", "two words"), ("photo", "@x.png")), ("photo",))
    paths = [step.path for step in requests.guessed(["/b/c", "/logout", "/", "/static/<path>", "/a"])]
    assert paths == ["/", "/a", "/b/c"]


def result(verdict: str, *figures: Figure, why: str = "") -> Verdict:
    return Verdict(3, verdict, why, "", figures, 1.0)


def proof(name: str, verdict: Verdict) -> Proof:
    return Proof(name, "0" * 64, Profile(start="gunicorn app:app"), [Step("GET", "/")], (), [verdict])


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (result("harmed", Figure("lost", 9, harm=True)), result("not harmed", Figure("lost", 0)), ["better", "better"]),
        (result("not harmed", Figure("lost", 0)), result("harmed", Figure("lost", 9, harm=True)), ["worse", "worse"]),
        (result("not harmed"), result("could not run", why="because"), ["worse"]),
        (
            result("not harmed", Figure("start", 1.0, "s", better="less", noise=1.0)),
            result("not harmed", Figure("start", 1.9, "s", better="less", noise=1.0)),
            ["same", "same"],
        ),
        (
            result("not harmed", Figure("start", 1.0, "s", better="less", noise=1.0)),
            result("not harmed", Figure("start", 2.5, "s", better="less", noise=1.0)),
            ["same", "worse"],
        ),
        (result("not applicable", why="x"), result("not harmed", Figure("share", 90)), ["", ""]),
    ],
)
def test_what_is_better_and_what_is_worse(before: Verdict, after: Verdict, changes: list[str]) -> None:
    found = comparison.rows(proof("before", before), proof("after", after))
    assert [row.change for row in found] == changes
    assert comparison.is_worse(found) == ("worse" in changes)


def test_the_proof_is_a_statement_that_others_read() -> None:
    one, two = proof("before", result("harmed", Figure("lost", 9, harm=True))), proof("after", result("not harmed"))
    made = evidence.statement(one, two, comparison.rows(one, two))
    assert made["_type"] == "https://in-toto.io/Statement/v1"
    assert made["subject"] == [{"name": "after", "digest": {"sha256": "0" * 64}}]
    assert made["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1"
    assert (made["predicate"]["result"], made["predicate"]["passedTests"]) == ("PASSED", ["3 unsafe-stop"])
    assert all(each["name"] for each in made["predicate"]["configuration"])
    json.dumps(made)
    assert "| 3 | **Unsafe stop** | harmed | not harmed | better |" in evidence.comparison(
        one, two, comparison.rows(one, two)
    )
    assert "<table>" in html.page([one, two], comparison.rows(one, two))


def event(kind: str, what: str, place: tuple[str, int], phase: str, seconds: float = 0.0) -> Event:
    return Event(kind, what, (place,), phase, 0.0, seconds, True)


def test_findings_are_seen_and_events_explained() -> None:
    finding = {"rule": "OP101", "anti_pattern": 1, "path": "a.py", "line": 3, "end_line": 4, "message": ""}
    events = [
        event("write", "names.txt", ("a.py", 4), "serve"),
        event("write", "other.txt", ("b.py", 9), "serve"),
        event("write", "service.log", ("b.py", 2), "start"),
        event("sleep", "5 s", ("b.py", 5), "start", 5.0),
        event("sleep", "0.01 s", ("b.py", 6), "start", 0.01),
        event("setting", "PORT", ("b.py", 7), "start"),
    ]
    assert [each["event"] for each in confirm.confirmed([finding], events)] == ["write names.txt (serve)"]
    assert confirm.confirmed([{**finding, "line": 9, "end_line": 9}], events)[0]["event"] == ""
    missed = [(each["anti_pattern"], each["where"]) for each in confirm.unexplained([finding], events)]
    assert missed == [(1, "b.py:9"), (7, "b.py:2"), (4, "b.py:5")]


def test_init_writes_what_is_read_back(tmp_path: Path) -> None:
    made = tree(tmp_path, {"app.py": APP, "Dockerfile": 'FROM python\nCMD ["gunicorn", "app:app"]\n'})
    done = CliRunner().invoke(main, ["prove", str(made), "--init"])
    assert (done.exit_code, "gunicorn app:app" in done.stdout) == (0, True), done.output
    assert profile.read(made, None).start == "gunicorn app:app"
    assert len([line for line in (made / "pyproject.toml").read_text().splitlines() if line]) <= 10
    again = CliRunner().invoke(main, ["prove", str(made), "--init"])
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)


def test_what_goes_beyond_its_bounds_is_ended(tmp_path: Path) -> None:
    with Guard(processes=3, seconds=60) as guard:
        guard.begin()
        words = [sys.executable, "-c", "import os, time\nfor _ in range(3): os.fork()\ntime.sleep(60)"]
        process = processes.start(words, tmp_path / "log")
        guard.watch(process)
        assert process.popen.wait(20) == -signal.SIGKILL
        processes.wait_until(lambda: bool(guard.said), 5, "the guard's word")
        assert guard.said == "the service started more than 3 processes, and was ended"


def test_the_same_content_has_the_same_digest(tmp_path: Path) -> None:
    one, two = tree(tmp_path / "one", FIT), tree(tmp_path / "two", {**FIT, ".env": "A=1", ".venv/x": "y"})
    assert measuring.digest(one) == measuring.digest(two)
    (two / "app.py").write_text("")
    assert measuring.digest(one) != measuring.digest(two)


def test_secrets_and_fixed_addresses_are_found(tmp_path: Path) -> None:
    app = APP.replace(
        "app = Flask(__name__)",
        "import socket\napp = Flask(__name__)\napp.secret_key = 'kE7vJ2pQx9LmR4sT'\n"
        "try:\n    socket.create_connection(('db.internal.example', 5432))\nexcept OSError:\n    pass",
    )
    image = "FROM python:3.12\nCOPY . .\nCMD gunicorn app:app\n"
    code, results, said = prove(tree(tmp_path, {**FIT, "app.py": app, "Dockerfile": image}), "5", "6")
    figures = {each["name"]: each for each in results[5]["figures"]}
    assert (results[5]["verdict"], code) == ("harmed", 1), (results, said)
    assert figures["addresses that no setting changes"]["value"] == 1
    assert figures["secrets in the build context"]["value"] == 1
    assert results[6]["verdict"] == "not applicable"


def test_an_environment_never_heard_of(tmp_path: Path) -> None:
    app = APP.replace(
        "app = Flask(__name__)",
        "import os\nNAME = {'dev': 'a', 'prod': 'b'}[os.environ.get('APP_ENV', 'dev')]\napp = Flask(__name__)",
    )
    _, results, said = prove(tree(tmp_path, {**FIT, "app.py": app}), "6")
    assert results[6]["verdict"] == "harmed", (results, said)


def test_settings_are_seen_to_arrive(tmp_path: Path) -> None:
    app = APP.replace('return "<p>hello</p>"', 'return os.environ.get("GREETING", "hello")')
    app = app.replace("import logging", "import os, logging")
    _, results, said = prove(tree(tmp_path, {**FIT, "app.py": app}), "6")
    assert results[6]["verdict"] == "not harmed", (results, said)
    assert [each["name"].strip() for each in results[6]["figures"][:2]] == ["settings that arrive", "GREETING"]
