"""What a fix writes into a manifest for boto3, and where a person has to."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.domains.dependencies.needed import need
from codemods.project.project import Project
from codemods.rewriting.edit import Edit
from codemods.rewriting.files import _replaced
from codemods.rewriting.text.manifest import require

APP = {"app.py": b"import flask\n"}


def written(tmp_path: Path, files: dict[str, str], path: str = "app.py") -> dict[str, str] | str:
    """The manifests that change, or the step that is left; {} where nothing is to be done."""
    project = Project(tmp_path, APP | {path: text.encode() for path, text in files.items()})
    found = need(project, path, "boto3")
    if found.step:
        return found.step
    changed = {}
    for site in found.sites:
        edit = Edit(project.files[site.path])
        require(edit, found.lines[site.path])
        changed[site.path] = _replaced(edit.file.text, edit.replacements)
    return changed


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # As its neighbours are.
        ({"requirements.txt": "flask\n"}, {"requirements.txt": "flask\nboto3\n"}),
        ({"requirements.txt": "flask"}, {"requirements.txt": "flask\nboto3\n"}),
        ({"requirements.txt": "flask\r\n"}, {"requirements.txt": "flask\r\nboto3\r\n"}),
        ({"requirements.txt": "flask==3.0.0\n", "runtime.txt": "python-3.11.4"},
         {"requirements.txt": "flask==3.0.0\nboto3==1.44.5\n"}),
        ({"requirements.txt": "flask>=3.0\nredis\nrq>=1\n", "runtime.txt": "python-3.11.4"},
         {"requirements.txt": "flask>=3.0\nredis\nrq>=1\nboto3>=1.44\n"}),
        ({"requirements.txt": "flask~=2.0\n", ".python-version": "3.8\n"},
         {"requirements.txt": "flask~=2.0\nboto3~=1.37\n"}),
        # For the oldest Python that is said to run it.
        ({"requirements.txt": "flask==2.2.5\n", "Dockerfile": "FROM python:3.7-slim\n"},
         {"requirements.txt": "flask==2.2.5\nboto3==1.33.13\n"}),
        ({"requirements.txt": "flask==2.2.5\n", "Dockerfile": "FROM python:3.9\n", "Dockerfile.worker":
          "FROM python:3.12\n"}, {"requirements.txt": "flask==2.2.5\nboto3==1.42.97\n"}),
        # Where the alphabet puts it.
        ({"requirements.txt": "alembic==1.13.1\nclick==8.1.7\nFlask==3.0.0\nitsdangerous==2.1.2\n",
          "runtime.txt": "python-3.11.4"},
         {"requirements.txt": "alembic==1.13.1\nboto3==1.44.5\nclick==8.1.7\nFlask==3.0.0\nitsdangerous==2.1.2\n"}),
        ({"requirements.txt": "Flask\nalembic\nclick\nredis\n"},
         {"requirements.txt": "Flask\nalembic\nclick\nredis\nboto3\n"}),
        ({"requirements.txt": "# web\nclick\nflask\n# data\nredis\nsix\n"},
         {"requirements.txt": "# web\nclick\nflask\n# data\nredis\nsix\nboto3\n"}),
        # What the image installs, not what lies in the root.
        ({"requirements.txt": "flask\n", "requirements/prod.txt": "flask\n",
          "Dockerfile": "FROM python:3.12\nRUN pip install -r requirements/prod.txt\n"},
         {"requirements/prod.txt": "flask\nboto3\n"}),
        ({"requirements.txt": "flask\n", "requirements-dev.txt": "boto3\n"}, {"requirements.txt": "flask\nboto3\n"}),
        ({"requirements.txt": "flask\n# boto3\n"}, {"requirements.txt": "flask\n# boto3\nboto3\n"}),
        # Project files and tables.
        ({"pyproject.toml": '[project]\nname = "x"\ndependencies = ["flask"]\n'},
         {"pyproject.toml": '[project]\nname = "x"\ndependencies = ["flask", "boto3"]\n'}),
        ({"pyproject.toml": '[project]\nname = "x"\nrequires-python = ">=3.10"\ndependencies = [\n  "flask>=3",\n]\n'},
         {"pyproject.toml": '[project]\nname = "x"\nrequires-python = ">=3.10"\ndependencies = [\n  "flask>=3",\n'
          '  "boto3>=1.44",\n]\n'}),
        ({"pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.9"\nflask = "^3.0"\n\n[tool.x]\ny = 1\n'},
         {"pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.9"\nflask = "^3.0"\nboto3 = "^1.42"\n\n'
          "[tool.x]\ny = 1\n"}),
        ({"pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.11"\nflask = "3.0.1"\n'},
         {"pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.11"\nflask = "3.0.1"\nboto3 = "1.44.5"\n'}),
        ({"Pipfile": '[packages]\nflask = "*"\n\n[requires]\npython_version = "3.11"\n'},
         {"Pipfile": '[packages]\nflask = "*"\nboto3 = "*"\n\n[requires]\npython_version = "3.11"\n'}),
        ({"Pipfile": '[packages]\nflask = "==3.0.0"\n\n[requires]\npython_version = "3.11"\n'},
         {"Pipfile": '[packages]\nflask = "==3.0.0"\nboto3 = "==1.44.5"\n\n[requires]\npython_version = "3.11"\n'}),
        # Named already.
        ({"requirements.txt": "flask\nBoto3>=1\n"}, {}),
        ({"requirements.txt": "flask\n-r base.txt\n", "requirements-base.txt": "boto3\n"}, {}),
        ({"requirements.txt": "flask\n", "Dockerfile": "FROM python:3.12\nRUN pip install boto3\n"}, {}),
        ({"pyproject.toml": '[tool.poetry.dependencies]\nboto3 = "*"\n'}, {}),
    ],
)  # fmt: skip
def test_it_is_written_as_its_neighbours_are(tmp_path: Path, files: dict[str, str], expected: dict[str, str]) -> None:
    assert written(tmp_path, files) == expected


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"requirements.txt": "flask==3.0.0\n"},  # nobody knows the Python
        {"requirements.txt": "flask==1.1.4\n", "runtime.txt": "python-3.6.9"},
        {"requirements.txt": "flask==3.0.0 \\\n    --hash=sha256:00\n"},
        {"requirements.txt": "flask==3.0.0\n", "requirements.in": "flask\n"},
        {"requirements.txt": "# This file is autogenerated by pip-compile\nflask==3.0.0\n"},
        {"requirements.txt": "flask\n# development\npytest\n"},
        {"requirements.txt": "-i http://packages:8080/\nflask\n"},
        {"requirements.txt": "--find-links wheels\nflask\n"},
        {"requirements.txt": "-c constraints.txt\nflask\n"},
        {"requirements.txt": "flask\n", "Pipfile": '[packages]\nflask = "*"\n'},
        {"requirements.txt": "flask\n", "pyproject.toml": '[project]\nname = "x"\ndependencies = ["flask"]\n'},
        # Versions that need others than its own.
        {"requirements.txt": "flask\nurllib3==1.24.3\n"},
        {"requirements.txt": "flask\nurllib3==2.2.1\n", "runtime.txt": "python-3.9"},
        {"requirements.txt": "flask\nurllib3<1.25\n"},
        {"requirements.txt": "flask\nrequests==2.20.0\n"},
        {"requirements.txt": "flask\nbotocore==1.20.0\n"},
        {"requirements.txt": "flask\naiobotocore\n"},
    ],
)
def test_a_person_has_to(tmp_path: Path, files: dict[str, str]) -> None:
    assert str(written(tmp_path, files)).startswith("add boto3 to ")


@pytest.mark.parametrize("lock", ["poetry.lock", "uv.lock", "pdm.lock"])
def test_a_lock_has_to_be_made_again(tmp_path: Path, lock: str) -> None:
    (tmp_path / lock).write_text("")
    manifest = {"pyproject.toml": '[project]\nname = "x"\ndependencies = ["flask"]\n'}
    assert written(tmp_path, manifest) == "add boto3 to pyproject.toml and lock it again"
    assert written(tmp_path, {"requirements.txt": "flask\n"}) == "add boto3 to requirements.txt and lock it again"


@pytest.mark.parametrize(
    "beside",
    [
        # What makes the folder a service's brings no manifest along.
        {"web/wsgi.py": "import app\n"},
        {"web/manage.py": "import app\n"},
        {"web/Procfile": "web: gunicorn app:app\n"},
        {"web/api/wsgi.py": "import app\n"},
        # Built from above.
        {"web/Dockerfile": "FROM python:3.12\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n"},
    ],
)
def test_the_manifest_around_the_folder_is_the_one(tmp_path: Path, beside: dict[str, str]) -> None:
    files = {"Procfile": "web: gunicorn --chdir web app:app\n", "requirements.txt": "flask\n", **beside}
    app = "web/api/app.py" if "web/api/wsgi.py" in beside else "web/app.py"
    assert written(tmp_path, {**files, app: "import flask\n"}, app) == {"requirements.txt": "flask\nboto3\n"}


@pytest.mark.parametrize(
    "beside",
    [
        {"web/Dockerfile": "FROM python:3.12\nRUN pip install flask\n"},
        {"web/wsgi.py": "import app\n", "web/requirements/base.txt": "flask\n"},
        {"web/wsgi.py": "import app\n", "web/setup.py": "from setuptools import setup\n"},
        {"web/wsgi.py": "import app\n", "Pipfile": '[packages]\nflask = "*"\n'},
    ],
)
def test_the_manifest_around_the_folder_is_not(tmp_path: Path, beside: dict[str, str]) -> None:
    files = {"requirements.txt": "flask\n", "web/app.py": "import flask\n", **beside}
    assert written(tmp_path, files, "web/app.py") == "add boto3 to what the service installs"
