"""Entry points: from the command lines that start a service, else from its code."""

from __future__ import annotations

import pytest

from codemods.domains.runtime.entry_points import entries, entry, launched
from codemods.project.project import Project
from tests.codemods import trees
from tests.codemods.small import project

APP = "from flask import Flask\napp = Flask(__name__)\n"
FACTORY = "from flask import Flask\ndef create_app(config=None):\n    app = Flask(__name__)\n    return app\n"


def found(tree: Project, root: str = "") -> list[tuple[str, str, bool, bool]]:
    return [(each.file.path, each.target, each.main, each.firm) for each in entry(tree, root)]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ('["gunicorn", "-w", "2", "--bind", ":80", "app:app"]', ("app.py", "app:app", False)),
        ("gunicorn -b 0.0.0.0:$PORT app:app", ("app.py", "app:app", False)),
        ("exec gunicorn --timeout 9 app", ("app.py", "app:app", False)),
        ('["tini", "--", "ddtrace-run", "gunicorn", "app:app"]', ("app.py", "app:app", False)),
        ('["sh", "-c", "flask db upgrade && exec gunicorn app:app"]', ("app.py", "app:app", False)),
        ("gunicorn -c python:shop.settings app:app", ("app.py", "app:app", False)),
        ('["python", "-u", "app.py"]', ("app.py", "app:app", True)),
        ("python3 -m app", ("app.py", "app:app", True)),
        ('["python", "-m", "gunicorn", "app:app"]', ("app.py", "app:app", False)),
        ('["flask", "run", "--host=0.0.0.0"]', ("app.py", "app:app", False)),
        ('["flask", "--app", "pkg", "run"]', ("pkg/__init__.py", "pkg:create_app()", False)),
        ("FLASK_APP=pkg flask run", ("pkg/__init__.py", "pkg:create_app()", False)),
        ("gunicorn 'pkg:create_app(\"production\")'", ("pkg/__init__.py", 'pkg:create_app("production")', False)),
        ("uvicorn --factory pkg:create_app", ("pkg/__init__.py", "pkg:create_app()", False)),
        ("waitress-serve --port=80 --call pkg:create_app", ("pkg/__init__.py", "pkg:create_app()", False)),
        ("uwsgi --http :80 --module app:app", ("app.py", "app:app", False)),
        ("uwsgi --wsgi-file app.py --callable app", ("app.py", "app:app", False)),
        ("poetry run gunicorn app:app", ("app.py", "app:app", False)),
        ("./boot.sh", ("app.py", "app:app", False)),
    ],
)
def test_a_dockerfile_says_how_the_service_starts(command: str, expected: tuple[str, str, bool]) -> None:
    tree = project(
        Dockerfile=f"FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD {command}\n",
        app_py=f"{APP}if __name__ == '__main__':\n    app.run()\n",
        pkg__init_py=FACTORY,
        **{"boot.sh": "#!/bin/sh\nwhile true; do flask deploy && break; done\nexec gunicorn -b :5000 app:app\n"},
    )
    assert [each[:3] for each in found(tree)] == [expected]


def test_an_entrypoint_takes_the_cmd_as_its_arguments() -> None:
    dockerfile = 'FROM x\nENTRYPOINT ["/app/entry.sh"]\nCMD ["gunicorn", "app:app"]\n'
    tree = project(Dockerfile=dockerfile, app_py=APP, **{"entry.sh": '#!/bin/sh\nset -e\nexec "$@"\n'})
    assert found(tree) == [("app.py", "app:app", False, True)]
    assert [(each.path, each.line) for each in entry(tree, "")] == [("Dockerfile", 3)]


def test_a_workdir_tells_modules_of_one_name_apart() -> None:
    tree = project(
        Dockerfile='FROM x\nWORKDIR /srv/backend\nCOPY backend/ .\nCMD ["python", "main.py"]\n',
        admin__main_py=APP,
        backend__main_py=f"{APP}app.run()\n",
    )
    assert found(tree) == [("backend/main.py", "main:app", True, True)]


def test_an_image_of_a_folder_of_definitions_starts_what_lies_as_its_workdir_says() -> None:
    dockerfile = 'FROM x\nCOPY shelf/ /usr/local/shelf/\nWORKDIR /usr/local/shelf/src\nCMD ["gunicorn", "wsgi:app"]\n'
    tree = trees.project({"env/Dockerfile": dockerfile, "cart/src/wsgi.py": APP, "shelf/src/wsgi.py": APP})
    firm = [each.file.path for each in launched(tree)]
    assert firm == ["shelf/src/wsgi.py"]


def test_workers_and_commands_are_no_web_process() -> None:
    tree = project(
        Procfile="web: gunicorn app:app\nworker: celery -A tasks worker\nx: python consumer.py\nr: flask db upgrade\n",
        app_py=APP,
        tasks_py="from celery import Celery\ncelery = Celery('x')\n",
        consumer_py="from app import app\nwhile True: ...\n",
        **{".flaskenv": "FLASK_APP=app.py\n"},
    )
    assert found(tree) == [("app.py", "app:app", False, True)]
    roles = {(each.role, each.file.path) for each in entries(tree, "")}
    assert roles == {("web", "app.py"), ("worker", "tasks.py"), ("worker", "consumer.py"), ("command", "app.py")}


def test_compose_commands_and_build_contexts() -> None:
    compose = """\
services:
  api:
    build: ./api
    command: gunicorn -b :80 main:app
  jobs:
    build: {context: ./jobs}
    command: ["python", "worker.py"]
"""
    tree = project(
        **{"docker-compose.yml": compose},
        api__Dockerfile="FROM x\n", api__main_py=APP, jobs__Dockerfile="FROM x\n", jobs__worker_py="x = 1\n",
    )  # fmt: skip
    assert found(tree, "api") == [("api/main.py", "main:app", False, True)]
    assert [(each.role, each.file.path) for each in entries(tree, "jobs")] == [("worker", "jobs/worker.py")]


def test_without_a_command_line_the_code_says_it() -> None:
    assert found(project(wsgi_py="from pkg import create_app\napp = create_app()\n", pkg__init_py=FACTORY)) == [
        ("wsgi.py", "wsgi:app", False, False)
    ]
    run = "from pkg import create_app\napp = create_app()\nif __name__ == '__main__':\n    app.run()\n"
    assert found(project(run_py=run, pkg__init_py=FACTORY)) == [("run.py", "run:app", True, False)]
    assert found(project(pkg__init_py=FACTORY)) == [("pkg/__init__.py", "pkg:create_app()", False, False)]
    assert found(project(lib_py="def f(): ...\n")) == []


def test_tests_and_examples_of_start_lines_are_no_entry() -> None:
    tree = project(tests__app_py=APP, Dockerfile="FROM x\nCMD gunicorn missing:app\n", app_py=APP)
    assert found(tree) == [("app.py", "app:app", False, False)]


def test_of_several_applications_the_one_named_app_is_taken() -> None:
    tree = project(main_py="from flask import Flask\nadmin = Flask('x')\napp = Flask('y')\nother = app\napp.run()\n")
    assert found(tree) == [("main.py", "main:app", True, False)]


def test_a_script_that_only_a_newer_python_reads_ends_nothing() -> None:
    tree = project(
        Dockerfile='FROM x\nCMD ["python", "start.py"]\n',
        start_py="if __name__ == '__main__':\n    while True:\n        print(f'{x!')\n",
    )
    assert [each.role for each in entries(tree, "")] == ["worker"]


@pytest.mark.parametrize(
    ("path", "is_launched"),
    [("uwsgi.ini", True), ("deploy/uwsgi.ini", False), ("docker/uwsgi/uwsgi.ini", False)],
)
def test_a_definition_starts_what_lies_beside_it_and_no_higher_up(path: str, is_launched: bool) -> None:
    tree = trees.project({"server.py": APP, path: "[uwsgi]\nmodule = server\nchdir = /code\n"})
    assert found(tree) == [("server.py", "server:app", False, is_launched)]


def test_a_definition_beside_code_starts_that() -> None:
    files = {"server.py": APP, "admin/server.py": APP, "admin/uwsgi.ini": "[uwsgi]\nmodule = server:app\n"}
    assert ("admin/server.py", "admin.server:app", False, True) in found(trees.project(files))
