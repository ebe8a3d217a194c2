"""What is said to remain when a secret has left the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.engine.registry import select
from codemods.engine.session import check
from codemods.plans.dotenv_readers import asked_for, is_read, other_way
from codemods.plans.secret_steps import is_alone, steps, unloaded
from codemods.project.project import Project

UNIT = "[Unit]\nDescription=Watches\n\n[Service]\nExecStart=/usr/bin/watch --all\nWorkingDirectory=/var/lib/watch\n"
SETUP = 'setup(name="watch", entry_points={"console_scripts": ["watch=watch.main:run"]})\n'
COMPOSED = "services:\n  web:\n    build: .\n    environment:\n      LOG_LEVEL: info\n"
IMAGE = "FROM python:3.13-slim\nRUN {}\nCMD python app.py\n"


def planted(root: Path, files: dict[str, str]) -> Project:
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return Project(root, {path: text.encode() for path, text in files.items() if not path.startswith(".github")})


@pytest.mark.parametrize(
    ("command", "needs"),
    [
        ("python -c 'import platform; print(platform.python_version())'", False),
        ("python -c 'import sys, os; from json import dumps'", False),
        ("python -c 'import shop; shop.prepare()'", True),
        ("python manage.py collectstatic", True),
    ],
)
def test_a_build_needs_the_secret_where_it_imports_the_application(tmp_path: Path, command: str, needs: bool) -> None:
    project = planted(tmp_path, {"Dockerfile": IMAGE.format(command), "app.py": "SECRET_KEY = 1\n"})
    assert any("in the build" in each for each in steps(project, "")) is needs


@pytest.mark.parametrize(
    ("runs", "needs"),
    [
        ("pytest -q", True),
        ("python manage.py test", True),
        ("python manage.py runtests", True),
        ("python manage.py migrate", False),
        ("docker build .", False),
    ],
)
def test_ci_needs_it_where_it_runs_tests(tmp_path: Path, runs: str, needs: bool) -> None:
    project = planted(tmp_path, {".github/workflows/ci.yml": f"run: {runs}\n", "app.py": "SECRET_KEY = 1\n"})
    assert any("CI" in each for each in steps(project, "")) is needs


@pytest.mark.parametrize(
    ("manifest", "said"), [("flask==3.1.0\npython-dotenv==1.1.0\n", True), ("flask==3.1.0\n", False)]
)
def test_the_flask_command_loads_what_gunicorn_does_not(tmp_path: Path, manifest: str, said: bool) -> None:
    project = planted(tmp_path, {"requirements.txt": manifest, "app.py": "import flask\n"})
    assert ("gunicorn does not" in unloaded(project, "")) is said


def test_the_fix_of_a_development_server_names_the_files_that_only_flask_loads(tmp_path: Path) -> None:
    image = "FROM python:3.13\nENV FLASK_APP=app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD {}\n"
    served = 'from flask import Flask\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run()\n'
    for command, said in (('["flask", "run"]', True), ('["python", "app.py"]', False)):
        files = {
            "requirements.txt": "flask==3.1.0\npython-dotenv==1.1.0\n",
            "Dockerfile": image.format(command),
            "app.py": served,
        }
        (found,) = check(planted(tmp_path, files), select(("OP301",)), jobs=1).findings
        assert ("gunicorn does not" in found.remedy) is said, command


def test_what_nothing_names_is_alone(tmp_path: Path) -> None:
    project = planted(
        tmp_path,
        {
            "app.py": "app.config.from_object('values')\nos.environ['MODULE'] = 'settings.prod'\n",
            "settings/prod.py": "KEY = 'x'\n",
            "values.py": "SECRET_KEY = 'x'\n",
            "tools/try_it.py": "PASSWORD = 'x'\n",
            "shop/__init__.py": "KEY = 'x'\n",
        },
    )
    assert [path for path in sorted(project.files) if is_alone(project.files[path])] == ["tools/try_it.py"]
    assert not any("CI" in each or "build" in each for each in steps(project, "", alone=True))


def test_what_pyramid_scans_is_not_alone(tmp_path: Path) -> None:
    scanning = (
        "from pyramid.config import Configurator\n\ndef main(c):\n    config = Configurator()\n    config.scan()\n"
    )
    files = {"shop/__init__.py": scanning, "shop/views/pay.py": "KEY = 'x'\n", "tool.py": "KEY = 'x'\n"}
    project = planted(tmp_path, files)
    assert [path for path in sorted(project.files) if is_alone(project.files[path])] == ["tool.py"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"app.py": "for line in open('.env'):\n    print(line)\n"}, "app.py reads .env"),
        ({"app.py": "for line in open('.env', 'w'):\n    print(line)\n"}, "nothing loads .env"),
        ({"app.py": "", "Pipfile": "[packages]\n"}, "pipenv run (Pipfile) loads .env"),
    ],
)
def test_what_reads_the_file_without_a_library_is_named(tmp_path: Path, files: dict[str, str], said: str) -> None:
    assert steps(planted(tmp_path, files), "")[0].startswith(said)


@pytest.mark.parametrize(
    ("opened", "where"), [("flaskenv", "app.py:3"), (".env", "")], ids=["another file", "the very file"]
)
def test_a_file_that_is_only_looked_for_is_told(tmp_path: Path, opened: str, where: str) -> None:
    code = f"import os\n\nif os.path.exists('.env'):\n    print(open('{opened}').read())\n"
    assert asked_for(planted(tmp_path, {"app.py": code}), "") == where


@pytest.mark.parametrize(
    ("files", "said"),
    [
        # Compose fills in its own file from .env, and hands on what that says.
        ({"compose.yml": COMPOSED, "Dockerfile": "FROM python\n"}, "the service web of compose.yml"),
        ({"compose.yml": f"{COMPOSED}    env_file: .env\n", "Dockerfile": "FROM python\n"}, None),
        # A Procfile holds no values: whoever runs it has them.
        ({"Procfile": "web: gunicorn app:app\n"}, "the platform of Procfile"),
        ({"app.json": "{}\n"}, "the platform of app.json"),
        ({"compose.yml": "services:\n  web:\n    build: web\n", "web/Dockerfile": "FROM python\n"}, None),
        ({"Procfile": "web: dotenv -f .env run gunicorn app:app\n"}, None),
        # A package's program runs wherever it was installed.
        ({"setup.py": SETUP, "debian/watch.service": UNIT}, "debian/watch.service"),
        ({"pyproject.toml": '[project.scripts]\nwatch = "watch.main:run"\n', "watch.service": UNIT}, "watch.service"),
        ({"setup.py": 'setup(name="watch", scripts=["bin/watch"])\n', "watch.service": UNIT}, "watch.service"),
        ({"setup.py": 'setup(name="other", packages=["other"])\n', "watch.service": UNIT}, None),
    ],
)
def test_what_gives_a_service_its_environment_is_named(tmp_path: Path, files: dict[str, str], said: str | None) -> None:
    found = other_way(planted(tmp_path, {"app.py": "", **files}), "")
    assert (found and found.said) == said


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        ("load_dotenv()", True), ('load_dotenv(".env")', True), ("load_dotenv(dotenv_path='conf/.env')", True),
        ('load_dotenv(path)', True), ('load_dotenv(BASE / ".env")', True), ('load_dotenv(find_dotenv())', True),
        ('load_dotenv(".env.local")', False), ("load_dotenv(dotenv_path='conf/dev.env')", False),
        ('load_dotenv(\n    "second.env"\n)', False), ('dotenv_values("x.env")', False),
        ('load_dotenv(".env.local")\nload_dotenv()', True),
    ],
)  # fmt: skip
def test_a_file_of_another_name_is_no_env(tmp_path: Path, code: str, reads: bool) -> None:
    module = f"from dotenv import dotenv_values, find_dotenv, load_dotenv\n\n{code}\n"
    project = planted(tmp_path, {"settings.py": module})
    assert is_read(project, "") is reads
    assert any("loads .env: see that it runs first" in each for each in steps(project, "")) is (
        reads and "load_dotenv" in code
    )
