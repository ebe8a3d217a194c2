"""The conditions of the contract that look at more than one file, broken on purpose."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.codemods.engine.test_contract import becoming, refused

APP = "app = create()\n"
MADE = "def app():\n    return create()\n"

PUBLIC = {
    "a command": ("wsgi.py", "Procfile", "web: gunicorn wsgi:app\n"),
    "a command without a name": ("wsgi.py", "Procfile", "web: gunicorn --workers 2 wsgi\n"),
    "an image": ("wsgi.py", "Dockerfile", 'FROM python:3.12\nCMD ["gunicorn", "wsgi:app"]\n'),
    "Compose": ("shop/wsgi.py", "compose.yaml", "services:\n  web:\n    command: gunicorn shop.wsgi:app\n"),
    "Flask's command": ("main.py", ".env.example", "FLASK_APP=main.py\n"),
    "an entry point": ("main.py", "pyproject.toml", '[project.scripts]\nserve = "main:app"\n'),
    "a supervisor": ("main.py", "supervisor.conf", "[program:web]\ncommand=gunicorn main:app\n"),
    "a unit": ("main.py", "deploy/shop.service", "[Service]\nExecStart=/opt/shop/bin/gunicorn main:app\n"),
    "Celery": ("tasks.py", "Procfile", "worker: celery -A tasks worker\n"),
    "an import": ("main.py", "run.py", "from main import app\napp.run()\n"),
    "an attribute": ("main.py", "run.py", "import main\nmain.app.run()\n"),
    "a dotted name in a string": ("main.py", "run.py", 'load("main.app")\n'),
}


@pytest.fixture(autouse=True)
def create(monkeypatch: pytest.MonkeyPatch) -> None:
    """`create` and `load` stand for whatever makes an application."""
    from functools import partial

    from pyflakes.checker import Checker

    from codemods.engine.conditions import names

    monkeypatch.setattr(names, "Checker", partial(Checker, builtins=["create", "load", "app", "make"]))


def dropped(files: Mapping[str, str], changes: Mapping[str, str]) -> list[str]:
    result = becoming(files, changes)
    assert result.changes == {}
    return [each.message.removeprefix("OP791 was not fixed: ") for each in result.dropped]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_stays_what_it_is(name: str) -> None:
    module, user, text = PUBLIC[name]
    files = {module: APP, user: text}
    assert dropped(files, {module: MADE}) == [f"app would become a function, and {user} names it"]
    assert dropped(files, {module: "other = create()\n"}) == [f"app would be gone, and {user} names it"]


def test_a_name_that_nobody_names_may_go() -> None:
    files = {"wsgi.py": APP, "Procfile": "web: gunicorn other:app\n", "run.py": "from other import app\napp.run()\n"}
    assert becoming(files, {"wsgi.py": MADE}).changes


def test_what_changes_along_with_its_users() -> None:
    files = {"main.py": APP, "run.py": "from main import app\napp.run()\n"}
    assert becoming(files, {"main.py": MADE, "run.py": "from main import app\napp().run()\n"}).changes


READ = 'os.environ["KEY"]'
EVALUATED = {
    "a default argument": (
        "import os\nos.umask(0)\ndef login(key='x'): ...\n",
        f"import os\nos.umask(0)\ndef login(key={READ}): ...\n",
        "KEY would be read where the function is defined, not where it is called",
    ),
    "a keyword-only one of a method": (
        "import os\nos.umask(0)\nclass A:\n    def login(self, *, key='x'): ...\n",
        f"import os\nos.umask(0)\nclass A:\n    def login(self, *, key={READ}): ...\n",
        "KEY would be read where the function is defined, not where it is called",
    ),
    "a decorator": (
        "import os\nos.umask(0)\n@make('x')\ndef login(): ...\n",
        f"import os\nos.umask(0)\n@make({READ})\ndef login(): ...\n",
        "KEY would be read where the function is defined, not where it is called",
    ),
    "a class beside those of other environments": (
        "import os\nos.umask(0)\nclass Dev:\n    KEY = 'd'\nclass Prod:\n    KEY = 'x'\n",
        f"import os\nos.umask(0)\nclass Dev:\n    KEY = 'd'\nclass Prod:\n    KEY = {READ}\n",
        "KEY would be insisted on for the environments of the other classes too",
    ),
    "the fallback of another source": (
        "import os\nos.umask(0)\ndef key(known): return known.get('key', 'x')\n",
        f"import os\nos.umask(0)\ndef key(known): return known.get('key', {READ})\n",
        "KEY would be insisted on also where what it is the fallback of is there",
    ),
}


@pytest.mark.parametrize("name", EVALUATED)
def test_nothing_is_evaluated_too_early(name: str) -> None:
    refused(*EVALUATED[name])


@pytest.mark.parametrize("load", ["from_object('app')", "from_object(app)", 'from_object("shop.app")'])
@pytest.mark.parametrize("override", ["from_envvar('SETTINGS')", "from_pyfile('x.cfg')", "from_prefixed_env()"])
def test_defaults_that_another_source_overrides_insist_on_nothing(load: str, override: str) -> None:
    others = {"main.py": f"import app\n\nflask = app.x()\nflask.config.{load}\nflask.config.{override}\n"}
    reason = "KEY would be insisted on by defaults that main.py:5 overrides"
    refused("import os\nos.umask(0)\nKEY = 'x'\n", f"import os\nos.umask(0)\nKEY = {READ}\n", reason, others)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("KEY = 'x'", f"KEY = {READ}"),
        ("def f(): return 'x'", f"def f(): return {READ}"),
        ("def f(known): return known.get('key') or 'x'", f"def f(known): return known.get('key') or {READ}"),
        ("class C:\n    KEY = 'x'", f"class C:\n    KEY = {READ}"),
        (f"def f(x={READ}): return 1", f"def f(x={READ}): return 2"),
        (
            "class C:\n    KEY = 'x'\nclass D(C):\n    KEY = 'd'",
            f"class C:\n    KEY = {READ}\nclass D(C):\n    KEY = 'd'",
        ),
    ],
)
def test_what_may_insist(before: str, after: str) -> None:
    head = "import os\nos.umask(0)\n"
    assert becoming({"app.py": f"{head}{before}\n"}, {"app.py": f"{head}{after}\n"}).changes


def test_an_added_module_is_imported_from_where_the_others_are() -> None:
    files = {
        "shop/web/files/__init__.py": "",
        "shop/web/files/views.py": "x = 1\n",
        "shop/web/main.py": "from shop.web.files import views\nviews.x()\n",
    }
    wrong = {
        "shop/web/files/views.py": "from files import storage\nx = storage\n",
        "shop/web/files/storage.py": "y = 1\n",
    }
    right = {
        "shop/web/files/views.py": "from shop.web.files import storage\nx = storage\n",
        "shop/web/files/storage.py": "y = 1\n",
    }
    reason = "files.storage would not be found: the project imports its modules from its root"
    assert dropped(files, wrong) == [reason]
    assert becoming(files, right).changes


SOURCES = {
    "pyproject.toml": '[tool.setuptools.packages.find]\nwhere = ["src"]\n',
    "setup.cfg": "[options]\npackage_dir =\n    = src\n[options.packages.find]\nwhere = src\n",
    "setup.py": "from setuptools import setup\nsetup(package_dir={'': 'src'}, packages=['shop.web'])\n",
}


@pytest.mark.parametrize("manifest", SOURCES)
@pytest.mark.parametrize(
    ("install", "stopped"),
    [
        ("RUN pip install --no-cache-dir .\n", True),
        ("RUN pip install -e .\n", False),
        ("ENV PYTHONPATH=/app/src\nRUN pip install .\n", False),
        ("RUN pip install -r requirements.txt\n", False),
    ],
)
def test_an_added_module_beside_installed_packages(manifest: str, install: str, stopped: bool) -> None:
    files = {"src/shop/web/main.py": APP, manifest: SOURCES[manifest], "Dockerfile": f"FROM python:3.12\n{install}"}
    changes = {"src/shop/web/main.py": "import storage\napp = create(storage)\n", "src/storage.py": "x = 1\n"}
    said = f"storage.py would not be installed: {manifest} installs the packages alone"
    assert (said in dropped(files, changes)) == stopped


LISTING = {
    "setup.py": "from setuptools import setup\n\nsetup(name='shop', py_modules=['main', 'orders'])\n",
    "setup.cfg": "[options]\npy_modules =\n    main\n    orders\n",
    "pyproject.toml": '[tool.setuptools]\npy-modules = [\n    "main",\n]\n',
}


@pytest.mark.parametrize("manifest", LISTING)
def test_an_added_module_is_installed_where_modules_are_listed(manifest: str) -> None:
    changes = {"main.py": "import storage\napp = create(storage)\n", "storage.py": "x = 1\n"}
    assert dropped({"main.py": APP, manifest: LISTING[manifest]}, changes) == [
        f"storage.py would not be installed: {manifest} lists the modules that are"
    ]
    listed = LISTING[manifest].replace("main", "storage")
    assert becoming({"main.py": APP, manifest: listed}, changes).changes


STARTS = {
    "cd": ("Procfile", "web: cd shop && gunicorn app:app\n"),
    "chdir": ("Procfile", "web: gunicorn --chdir shop app:app\n"),
    "app-dir": ("Procfile", "web: uvicorn --app-dir shop app:app\n"),
    "workdir": ("Dockerfile", 'FROM python:3.12\nWORKDIR /srv/shop\nCMD ["gunicorn", "app:app"]\n'),
    "script": ("Dockerfile", 'FROM python:3.12\nCMD ["python", "shop/app.py"]\n'),
    "supervisor": ("supervisord.conf", "[program:web]\ncommand=gunicorn app:app\ndirectory=/srv/shop\n"),
    "unit": (
        "deploy/shop.service",
        "[Service]\nWorkingDirectory=/srv/shop\nExecStart=/opt/bin/gunicorn app:app\n",
    ),
}


@pytest.mark.parametrize("name", STARTS)
def test_an_added_module_is_found_from_where_a_command_starts(name: str) -> None:
    path, text = STARTS[name]
    files = {
        "shop/__init__.py": "",
        "shop/app.py": "from flask import Flask\n\napp = Flask(__name__)\napp.run()\n",
        path: text,
    }
    source = "from flask import Flask\nfrom {} import storage\n\napp = Flask(__name__)\napp.run(storage)\n"
    changes = {"shop/app.py": source.format("shop"), "shop/storage.py": "y = 1\n"}
    (reason,) = dropped(files, changes)
    assert reason.startswith("shop.storage would not be found: ")
    assert reason.endswith((" starts the service in shop", " imports its modules from shop"))


@pytest.mark.parametrize(
    "text",
    ["web: gunicorn shop.app:app\n", "web: gunicorn --chdir /srv shop.app:app\n", "web: python -m shop.app\n",
     "web: FLASK_APP=shop/app.py flask run\n"],
)  # fmt: skip
def test_an_added_module_of_a_package_is_found_from_around_it(text: str) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/app.py": "from flask import Flask\n\napp = Flask(__name__)\napp.run()\n",
        "Procfile": text,
    }
    source = "from flask import Flask\nfrom shop import storage\n\napp = Flask(__name__)\napp.run(storage)\n"
    assert becoming(files, {"shop/app.py": source, "shop/storage.py": "y = 1\n"}).changes


LONG = "x = 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 12\n"
CHECKS = {
    "black": {".github/workflows/ci.yml": "steps:\n  - run: black --check .\n"},
    "hook": {".pre-commit-config.yaml": "repos:\n  - hooks:\n      - id: black\n"},
    "ruff": {".gitlab-ci.yml": "lint:\n  script: [ruff format --check]\n"},
    "flake8": {"tox.ini": "[testenv]\ncommands = flake8 shop\n\n[flake8]\nmax-line-length = 90\n"},
    "option": {".github/workflows/ci.yml": "steps:\n  - run: flake8 --max-line-length=90\n"},
}
LENIENT = {
    "none": {"README.md": "We like black.\n"},
    "wide": {".github/workflows/ci.yml": "- run: black --check -l 110 .\n"},
    "configured": {
        ".github/workflows/ci.yml": "- run: black --check .\n",
        "pyproject.toml": "[tool.black]\nline-length = 110\n",
    },
    "ignored": {".travis.yml": "script: flake8\n", "setup.cfg": "[flake8]\nignore = E501\n"},
    "only warned": {".github/workflows/ci.yml": "- run: flake8 . --exit-zero --max-line-length=90\n"},
    "some codes": {".github/workflows/ci.yml": "- run: flake8 . --select=E9,F63 --statistics\n"},
}


@pytest.mark.parametrize("name", CHECKS)
def test_lines_are_no_longer_than_a_check_lets_them(name: str) -> None:
    (path, *_) = CHECKS[name]
    refused("x = 1\n", LONG, f"app.py would have lines that are too long for a check that {path} runs", CHECKS[name])


@pytest.mark.parametrize("name", LENIENT)
def test_lines_may_be_as_long_as_nothing_minds(name: str) -> None:
    assert becoming({"app.py": "x = 1\n", **LENIENT[name]}, {"app.py": LONG}).changes


def test_a_file_with_long_lines_may_get_another() -> None:
    assert becoming({"app.py": f"{LONG}y = 1\n", **CHECKS["black"]}, {"app.py": f"{LONG}{LONG}"}).changes
