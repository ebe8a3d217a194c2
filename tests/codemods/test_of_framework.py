"""What is said by hand names nothing that is written for Flask where the service is another framework's."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.engine.registry import select
from codemods.engine.session import check
from codemods.project.project import Project

DOCKERFILE = b"FROM python:3.13-slim\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [%s]\n"
BY_ITSELF = DOCKERFILE % b'"python", "app.py"'
MANAGED = DOCKERFILE % b'"python", "manage.py", "runserver", "0.0.0.0:8000"'
ASGI = DOCKERFILE % b'"uvicorn", "asgi:app"'
QUART = b"from quart import Quart\n\napp = Quart(__name__)\n\nif __name__ == '__main__':\n    app.run()\n"
CONNEXION = b"import connexion\n\napp = connexion.FlaskApp(__name__)\n\nif __name__ == '__main__':\n    app.run()\n"
DJANGO = (
    b"import sys\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n"
)
MOUNTED = b"""from flask import Flask
from starlette.applications import Starlette
from starlette.middleware.wsgi import WSGIMiddleware
from starlette.routing import Mount

shop = Flask(__name__)
app = Starlette(routes=[Mount("/shop", WSGIMiddleware(shop))])
"""
FLASK_SCRIPT = b"""from flask import Flask
from flask_script import Manager

app = Flask(__name__)
Manager(app).run()
"""


@pytest.mark.parametrize(
    ("files", "rule", "said"),
    [
        ({"Dockerfile": BY_ITSELF, "app.py": QUART, "requirements.txt": b"quart\n"}, "OP301", "hypercorn"),
        ({"Dockerfile": BY_ITSELF, "app.py": CONNEXION, "requirements.txt": b"connexion==3.0.5\n"}, "OP301", "uvicorn"),
        ({"Dockerfile": MANAGED, "manage.py": DJANGO, "requirements.txt": b"django\n"}, "OP301", "wsgi module"),
        ({"Dockerfile": ASGI, "asgi.py": MOUNTED, "requirements.txt": b"flask\n"}, "OP308", "/readyz"),
    ],
    ids=["quart", "connexion", "django", "mounted"],
)
def test_no_module_of_flask(files: dict[str, bytes], rule: str, said: str, tmp_path: Path) -> None:
    (found,) = check(Project(tmp_path, files), select((rule,)), jobs=1).findings
    assert said in found.remedy
    assert "health.py" not in found.remedy
    assert "gunicorn.conf.py" not in found.remedy


def test_flask_script_is_flask(tmp_path: Path) -> None:
    files = {"Dockerfile": MANAGED, "manage.py": FLASK_SCRIPT, "requirements.txt": b"flask\n"}
    (found,) = check(Project(tmp_path, files), select(("OP301",)), jobs=1).findings
    assert "gunicorn.conf.py" in found.remedy
