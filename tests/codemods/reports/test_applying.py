"""What `apply` tells of services that need what has left their code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.codemods.trees import codemods, committed

CODE = {
    "web/.env.example": "OTHER=\n",
    "web/app.py": 'import flask\n\napp = flask.Flask(__name__)\napp.config["SECRET_KEY"] = "keep-calm-and-read-it"\n',
    "web/jobs.py": "import queue\n",
    "web/serve.py": "import app\n",
    "web/requirements.txt": "flask==3.1.3\n",
    "web/Dockerfile": "FROM python:3.13\nCOPY . .\n",
}
BASE = "x-base: &base {build: web, environment: {TZ: UTC}}\n"


def sentences(text: str) -> list[str]:
    """The lines of a report, those that were wrapped put together again."""
    return text.replace("\n  ", " ").splitlines()


@pytest.mark.parametrize(
    ("compose", "told"),
    [
        ("services: {a: {build: ./web}}", "a"),
        ("services: {a: {build: {context: .., dockerfile: tree/web/Dockerfile}}}", ""),
        ("services: {a: {build: {context: ., dockerfile: web/Dockerfile}}}", "a"),
        ("services: {a: {build: {dockerfile: web/Dockerfile}}}", "a"),
        (f"{BASE}services: {{a: *base}}", "a"),
        (f"{BASE}services: {{a: {{<<: *base, environment: {{SECRET_KEY: }}}}}}", ""),
        ("services: {a: {build: web, environment: [SECRET_KEY]}}", ""),
        ("services: {a: {build: web, environment: ['SECRET_KEY=${SECRET_KEY}']}}", ""),
        ("services: {a: {build: web, environment: [SECRET_KEY_FILE=/run/secrets/key]}}", ""),
        ("services: {a: {build: web, env_file: web/.env}}", ""),
        ("services: {a: {build: web, env_file: [{path: ./web/.env}]}}", ""),
        ("services: {a: {build: web, env_file: .env}}", "a"),
        ("services: {a: {image: web}}", ""),
        ("services: {a: {build: other}}", ""),
        ("services: {a: {build: '${WHERE}'}}", ""),
        ("services: {a: {build: web}, b: {build: web}}", "a b"),
        ("services: {a: {build: web, command: python serve.py}, b: {build: web, command: python jobs.py}}", "a"),
        ("services: {a: {build: web, command: [celery, -A, jobs]}, b: {build: web, command: gunicorn app:app}}", "b"),
        ("services: {a: {build: web, command: ./run}}", "a"),
        ("services: [a]", ""),
        ("a: {build: web}\nb: {image: redis}\n", "a"),
        ("a: {build: web, environment: [SECRET_KEY]}\n", ""),
        ("version: '3'\na: {build: web}\n", ""),
        ("services: {a: [", ""),
    ],
)
def test_compose_services_that_no_longer_start(compose: str, told: str, tmp_path: Path) -> None:
    root = committed(tmp_path / "tree", {**CODE, "compose.yaml": compose})
    done = codemods("apply", root, "--unsafe", "--select", "OP503", "--diff")
    assert "SECRET_KEY" in done.stdout
    assert [line for line in sentences(done.stderr) if "is not given" in line] == [
        f"{root}/compose.yaml: service {service} is not given SECRET_KEY: add `env_file: web/.env` to it, or its own"
        " `environment`."
        for service in told.split()
    ]


@pytest.mark.parametrize(
    ("image", "told"),
    [
        ("FROM python:3.13\nARG KEY\nENV SECRET_KEY=$KEY\nCOPY . .\n", False),
        ("FROM python:3.13\nENV OTHER=1\nCOPY . .\n", True),
        ("FROM python:3.13 AS base\nFROM base\nCOPY . .\n", True),
        ("FROM node:22\nCOPY . .\n", False),
    ],
)
def test_what_an_image_brings_or_cannot_use(image: str, told: bool, tmp_path: Path) -> None:
    files = {**CODE, "web/Dockerfile": image, "compose.yaml": "services: {a: {build: web}}\n"}
    done = codemods("apply", committed(tmp_path / "tree", files), "--unsafe", "--select", "OP503", "--diff")
    assert "SECRET_KEY" in done.stdout
    assert ("is not given" in done.stderr) is told


def test_a_service_of_django_is_told_too(tmp_path: Path) -> None:
    files = {
        "shop/settings.py": 'SECRET_KEY = "Xk39vbQz81-nW2pTy7"\nROOT_URLCONF = "shop.urls"\n',
        "shop/__init__.py": "",
        "manage.py": (
            "import os\n\nfrom dotenv import load_dotenv\n\nload_dotenv()\n"
            'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n'
        ),
        "Dockerfile": "FROM python:3.13\nCOPY . .\n",
        "compose.yaml": "services: {web: {build: ., command: python manage.py runserver 0.0.0.0:8000}}\n",
    }
    done = codemods("apply", committed(tmp_path / "tree", files), "--unsafe", "--select", "OP503", "--diff")
    assert "service web is not given SECRET_KEY" in " ".join(sentences(done.stderr))


def test_a_secret_of_one_environment_is_told_by_its_file(tmp_path: Path) -> None:
    config = 'class ProductionConfig:\n    BROKER_URL = "amqp://shop:Xk39vbQz81@queue/"\n'
    composed = "services: {a: {build: ., env_file: .env}}\n"
    files = {"config.py": config, "compose.yaml": composed, "Dockerfile": "FROM python:3.13\n"}
    done = codemods("apply", committed(tmp_path / "tree", files), "--unsafe", "--select", "OP5", "--diff")
    told = " ".join(sentences(done.stderr))
    assert "+++ b/.env.production" in done.stdout
    assert "value in .env.production: BROKER_URL" in told
    assert "nothing loads .env.production by itself" in told
    assert ".env:" not in told


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, ["nothing loads .env here: export it before each start, and set it on the platform"]),
        (
            {"web/start.py": "from dotenv import load_dotenv\n\nload_dotenv()\nfrom app import app\n"},
            ["load_dotenv() in web/start.py loads .env: see that it runs first; set it on the platform"],
        ),
        ({"web/start.py": "# load_dotenv() is not called\n"}, ["nothing loads .env here"]),
        (
            {"web/Procfile": "web: gunicorn app:app\n"},
            ["before the deploy, set it as a config var of the app (web/Procfile)"],
        ),
        (
            {"web/requirements.txt": "flask==3.1.2\npython-dotenv==1.1.1\n"},
            ["the flask command loads .env"],
        ),
        (
            {"web/Dockerfile": "FROM python:3.13\nRUN pip install flask\nCOPY . .\nRUN flask db upgrade\n"},
            ["`RUN flask db upgrade` (web/Dockerfile:4) needs it in the build"],
        ),
        (
            {"web/Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install . && python manage.py collectstatic\n"},
            ["`RUN python manage.py collectstatic` (web/Dockerfile:3) needs it in the build"],
        ),
        (
            {
                "web/Dockerfile": "FROM python:3.13\nCOPY . .\nRUN make -s assets\n",
                "web/Makefile": "assets: css\n\techo done\ncss:\n\t@python manage.py collectstatic --noinput\n",
            },
            ["`RUN make -s assets` (web/Dockerfile:3) needs it in the build"],
        ),
        (
            {
                "web/Dockerfile": "FROM python:3.13\nCOPY . .\nRUN make\n",
                "web/Makefile": "VENV = /venv/bin\n.PHONY: all\nall:\n\t@$(VENV)/flask assets build\nrun:\n\ttrue\n",
            },
            ["`RUN make` (web/Dockerfile:3) needs it in the build"],
        ),
        (
            {
                "web/Dockerfile": "FROM python:3.13\nCOPY . .\nRUN make front\n",
                "web/Makefile": "PYTHON ?= python3\nfront:\n\t$(MAKE) -s pages\npages:\n\t$(PYTHON) manage.py css\n",
            },
            ["`RUN make front` (web/Dockerfile:3) needs it in the build"],
        ),
        (
            {
                "web/Dockerfile": "FROM python:3.13\nCOPY . .\nRUN make -C front pages\n",
                "web/front/Makefile": "pages:\n\tcd .. && \\\n\t  flask freeze\n",
            },
            ["`RUN make -C front pages` (web/Dockerfile:3) needs it in the build"],
        ),
        (
            {
                "web/Dockerfile": "FROM python:3.13\nCOPY . .\nRUN make pages\n",
                "Makefile": "pages:\n\tflask freeze\n",
            },
            ["`RUN make pages` (web/Dockerfile:3) needs it in the build"],
        ),
        (
            {"web/Dockerfile": "FROM python:3.13\nRUN bash -c '. venv/bin/activate; venv/bin/flask freeze'\n"},
            ["`RUN bash -c . venv/bin/activate; venv/bin/flask freeze` (web/Dockerfile:2) needs it in the build"],
        ),
        ({"web/Dockerfile": "FROM python:3.13\nRUN pip install flask gunicorn celery redis\n"}, ["nothing loads .env"]),
        (
            {
                "web/Dockerfile": "FROM python:3.13\nRUN cd lib && make && make install\n",
                "web/Makefile": "all:\n\tflask run\nclean:\n\ttrue\n",
            },
            ["nothing loads .env here"],
        ),
        (
            {
                "web/Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install . && sh bin/build.sh\n",
                "web/bin/build.sh": "set -e\nmake pages\n",
                "web/Makefile": "pages:\n\ttox -e pages\nother:\n\ttrue\n",
                "web/tox.ini": "[testenv:other]\ncommands = true\n[testenv:pages]\ncommands =\n    flask freeze\n",
            },
            ["`RUN pip install . && sh bin/build.sh` (web/Dockerfile:3) needs it in the build"],
        ),
        (
            {
                "web/Dockerfile": "FROM python:3.13\nCOPY . .\nRUN nox -s docs\n",
                "web/noxfile.py": "import nox\n\n@nox.session\ndef docs(session):\n    session.run('flask', 'spec')\n",
            },
            ["`RUN nox -s docs` (web/Dockerfile:3) needs it in the build"],
        ),
        (
            {"compose.yaml": "services: {a: {build: web, env_file: web/.env}}\n"},
            ["env_file of a (compose.yaml) loads .env; export it before any other start, and set it on the platform"],
        ),
        (
            {".github/workflows/test.yml": "jobs: {test: {steps: [{run: pytest}]}}\n"},
            ["tests in CI need it (.github/workflows)"],
        ),
    ],
)
def test_what_is_left_to_do_where_a_secret_has_left(files: dict[str, str], told: list[str], tmp_path: Path) -> None:
    root = committed(tmp_path / "tree", {**CODE, **files})
    done = codemods("apply", root, "--unsafe", "--select", "OP503", "--diff")
    (line,) = [each for each in sentences(done.stderr) if each.startswith(f"{root}/web: SECRET_KEY: ")]
    assert all(each in line for each in told)
    assert ("in the build" in line) == any("in the build" in each for each in told)
    checked = codemods("check", root, "--no-cache", "--select", "OP503", "--format", "json")
    assert all(each in checked.stdout for each in told)


def test_what_compose_takes_from_its_own_env_is_no_setting_of_the_code(tmp_path: Path) -> None:
    compose = "services:\n  a:\n    build: web\n    environment:\n      DB_URL: postgres://shop:strong-one@db/shop\n"
    root = committed(tmp_path / "tree", {**CODE, "web/compose.yaml": compose.replace("build: web", "build: .")})
    done = codemods("apply", root, "--unsafe", "--select", "OP508", "--diff")
    assert "${POSTGRES_PASSWORD}" in done.stdout
    assert "is not given" not in done.stderr
