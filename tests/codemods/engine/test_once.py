"""What a rule says in the same words of a file, or of a service, is one finding with its places."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

from codemods.engine.conditions.said_once import said_once
from codemods.engine.registry import select
from codemods.engine.session import check
from codemods.project.project import Project
from codemods.vocabulary.finding import Safety, Span

APPENDS = b'import os\nimport sys\n\nsys.path.append(os.path.join(os.path.dirname(__file__), ".."))\nimport shop\n'
CLIENT = b'import pymongo\n\none = pymongo.MongoClient("mongodb://db/shop")\n'


def test_places_of_a_service_are_one_finding(tmp_path: Path) -> None:
    project = Project(tmp_path, {"shop.py": b"", "tools/a.py": APPENDS, "tools/b.py": APPENDS, "c.py": APPENDS})
    (found,) = check(project, select(("OP205",)), jobs=1).findings
    assert (found.path, found.span.line) == ("c.py", 4)
    assert found.also == (("tools/a.py", 4), ("tools/b.py", 4))


def test_places_of_a_file_are_one_finding(tmp_path: Path) -> None:
    twice = CLIENT + b'two = pymongo.MongoClient("mongodb://db/stock")\n'
    asked = b"\n\ndef found():\n    return one.shop.books.find()"
    also = b", two.stock.books.find()"
    project = Project(tmp_path, {"a.py": twice + asked + also, "b.py": CLIENT + asked})
    found = check(project, select(("OP805",)), jobs=1).findings
    assert [(each.path, each.span.line, each.also) for each in found] == [("a.py", 3, (("a.py", 4),)), ("b.py", 3, ())]


BY_ITSELF = (
    b'from flask import Flask\n\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run(host="0.0.0.0")\n'
)


def _found(project: Project, *codes: str) -> list[tuple[str, str, int]]:
    return [(each.rule, each.path, each.span.line) for each in check(project, select(codes), jobs=1).findings]


def test_the_server_of_a_command_is_told_by_the_command(tmp_path: Path) -> None:
    command = b'FROM python:3.12\nCOPY . .\nCMD ["python", "shop.py"]\n'
    project = Project(tmp_path, {"Dockerfile": command, "shop.py": BY_ITSELF, "requirements.txt": b"flask\n"})
    assert _found(project, "OP301", "OP307") == [("OP301", "Dockerfile", 3)]
    assert _found(project, "OP307") == [("OP307", "shop.py", 5)]


def test_the_command_tells_where_only_the_script_is_checked_again(tmp_path: Path) -> None:
    command = b'FROM python:3.12\nCOPY . .\nCMD ["python", "shop.py"]\n'
    project = Project(tmp_path, {"Dockerfile": command, "shop.py": BY_ITSELF, "requirements.txt": b"flask\n"})
    assert check(project, select(("OP301", "OP307")), jobs=1, paths=["shop.py"]).findings == []


def test_the_server_of_a_script_that_an_image_starts_is_told_by_the_command(tmp_path: Path) -> None:
    command = b'FROM python:3.12\nCOPY . .\nCMD ["./start.sh"]\n'
    files = {"Dockerfile": command, "start.sh": b"#!/bin/sh\nexec python shop.py\n", "shop.py": BY_ITSELF}
    assert "OP307" not in {rule for rule, _, _ in _found(Project(tmp_path, files), "OP301", "OP307")}


def test_a_server_that_another_command_starts_is_told_by_itself(tmp_path: Path) -> None:
    command = b'FROM python:3.12\nCOPY . .\nCMD ["python", "web/shop.py"]\n'
    files = {"web/Dockerfile": command, "web/shop.py": BY_ITSELF, "api/stock.py": BY_ITSELF}
    files |= {"web/requirements.txt": b"flask\n", "api/requirements.txt": b"flask\n"}
    assert ("OP307", "api/stock.py", 5) in _found(Project(tmp_path, files), "OP301", "OP307")


def test_tables_of_a_script_that_a_start_script_runs_are_told_there(tmp_path: Path) -> None:
    files = {
        "Dockerfile": b'FROM python:3.12\nCOPY . .\nCMD ["./start.sh"]\n',
        "start.sh": b"#!/bin/sh\npython init_db.py\nexec gunicorn shop:app\n",
        "init_db.py": b"from shop import app, db\n\nwith app.app_context():\n    db.create_all()\n",
        "shop.py": b"from flask import Flask\n\napp = Flask(__name__)\n",
    }
    rules = select(("OP401", "OP404"))

    def _told(files: dict[str, bytes]) -> list[str]:
        project = Project(tmp_path, files)
        script, start = project.files["init_db.py"], project.files["start.sh"]
        call = next(each for each in script.nodes(ast.Call) if "create_all" in ast.unparse(each))
        here = script.finding(rules["OP401"], call, "runs create_all", "make it a command", safety=Safety.NONE)
        there = start.finding(rules["OP404"], Span(2, 1, 2, 18), "prepares it", "take it out", safety=Safety.NONE)
        return [each.rule for each in said_once(project, rules, [here, there], project.files)]

    assert _told(files) == ["OP404"]
    assert _told(files | {"start.sh": b"#!/bin/sh\nflask db upgrade\nexec gunicorn shop:app\n"}) == ["OP401", "OP404"]
    assert _told(files | {"shop.py": files["shop.py"] + b"\nimport init_db\n"}) == ["OP401", "OP404"]


def test_what_a_start_command_installs_is_told_once(tmp_path: Path) -> None:
    start = b"web: pip install gunicorn && flask db upgrade && gunicorn shop:app\n"
    found = _found(Project(tmp_path, {"Procfile": start, "shop.py": b""}), "OP203", "OP404")
    assert sorted(each[0] for each in found) == ["OP203", "OP404"]


def test_a_file_of_sqlite_is_told_once_unless_a_fix_would_go(tmp_path: Path) -> None:
    project = Project(tmp_path, {"config.py": b'URI = "sqlite:////data/shop.db"\n'})
    file = project.files["config.py"]
    whole, value = file.nodes(ast.Assign)[0], file.nodes(ast.Constant)[0]
    rules = select(("OP112", "OP501"))
    told = file.finding(rules["OP501"], whole, "is written in the code", "read it", safety=Safety.NONE)
    telling = file.finding(rules["OP112"], value, "is a file", "take a server", safety=Safety.NONE)
    fixable = replace(told, sites=(file.site(value),), safety=Safety.SAFE)
    assert said_once(project, rules, [told, telling], project.files) == [telling]
    assert said_once(project, rules, [told], project.files) == [told]
    assert said_once(project, rules, [fixable, telling], project.files) == [fixable, telling]


def test_dictionaries_by_environment_do_not_name_one_another(tmp_path: Path) -> None:
    code = b"""import os

env = os.environ["APP_ENV"]
HOSTS = {"dev": "localhost", "prod": "db.internal"}
LIMITS = {"dev": {"rate": 1000}, "prod": {"rate": 10}}
host, stock = HOSTS[env], HOSTS.get(env)
rate, burst = LIMITS[env]["rate"], LIMITS[env]
"""
    found = check(Project(tmp_path, {"config.py": code}), select(("OP602",)), jobs=1).findings
    assert [each.span.line for each in found] == [4, 5]
    assert [each.also for each in found] == [(("config.py", 3),)] * 2


def test_choice_in_the_call_that_loads_a_configuration_is_that_calls(tmp_path: Path) -> None:
    text = (
        b"import os\n\nfrom flask import Flask\n\nfrom settings import Dev, Prod\n\n\ndef create_app():\n"
        b'    app, env = Flask(__name__), os.environ.get("FLASK_ENV", "development")\n'
        b'    app.config.from_object(Dev if env != "production" else Prod)\n'
        b'    app.jinja_env.auto_reload = env != "production"\n    return app\n'
    )
    project = Project(tmp_path, {"shop.py": text})
    assert _found(project, "OP601", "OP604") == [("OP604", "shop.py", 10), ("OP601", "shop.py", 11)]


LOOP = b"""import threading
import time
from flask import Flask

app = Flask(__name__)


def sweep():
    clear()
    while True:
        clear()
        time.sleep(60)


def clear():
    print("clear")


def looking():
    with app.app_context():
        sweep()


threading.Thread(target=looking, daemon=True).start()
"""


def test_the_loop_of_a_daemon_is_told_by_itself(tmp_path: Path) -> None:
    project = Project(tmp_path, {"app.py": LOOP, "requirements.txt": b"flask\n"})
    assert _found(project, "OP321", "OP322") == [("OP321", "app.py", 10)]
    assert _found(project, "OP322") == [("OP322", "app.py", 24)]


def test_a_thread_beside_the_loop_of_another_one_is_told(tmp_path: Path) -> None:
    other = b"threading.Thread(target=clear, daemon=True).start()\n"
    project = Project(tmp_path, {"app.py": LOOP + other, "requirements.txt": b"flask\n"})
    assert _found(project, "OP321", "OP322") == [("OP321", "app.py", 10), ("OP322", "app.py", 25)]


def test_a_thread_that_keeps_the_process_is_told_beside_its_loop(tmp_path: Path) -> None:
    project = Project(tmp_path, {"app.py": LOOP.replace(b", daemon=True", b""), "requirements.txt": b"flask\n"})
    assert _found(project, "OP321", "OP322") == [("OP321", "app.py", 10), ("OP322", "app.py", 24)]


LEAVES = b"""import signal
import sys
import time


def leave(signum, frame):
    sys.exit(0)


signal.signal(signal.SIGTERM, leave)
"""


def test_a_handler_that_leaves_a_loop_is_told_with_the_loop(tmp_path: Path) -> None:
    loop, start = b"while True:\n    print(1)\n    time.sleep(9)\n", {"Procfile": b"worker: python jobs.py\n"}
    together = Project(tmp_path, {**start, "jobs.py": LEAVES + loop})
    assert _found(together, "OP320", "OP321") == [("OP321", "jobs.py", 11)]
    apart = Project(tmp_path, {**start, "leaving.py": LEAVES, "jobs.py": b"import time\n\nimport leaving\n\n" + loop})
    assert ("OP320", "leaving.py", 10) in _found(apart, "OP320", "OP321")
