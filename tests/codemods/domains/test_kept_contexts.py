"""Which services push an application context that outlives their requests."""

from __future__ import annotations

import pytest

from codemods.domains.database.kept_contexts import kept_context
from tests.codemods.small import project

APP = "from flask import Flask\n\napp = Flask(__name__)\n"
FACTORY = "from flask import Flask\n\n\ndef create_app():\n    app = Flask(__name__)\n"


@pytest.mark.parametrize(
    "files",
    [
        {"app_py": f"{APP}app.app_context().push()\n"},
        {"app_py": f"{APP}app.test_request_context().push()\n"},
        {"app_py": f"{APP}context = app.app_context()\ncontext.push()\n"},
        {"app_py": f"{FACTORY}    app.app_context().push()\n    return app\n"},
        {"app_py": APP, "wsgi_py": "from app import app\n\napp.app_context().push()\n"},
        {"app_py": f'{APP}\n\n@app.get("/")\ndef index():\n    app.app_context().push()\n    return ""\n'},
        {"app_py": f'{APP}\nif __name__ == "__main__":\n    app.app_context().push()\n    app.run()\n'},
    ],
)
def test_a_context_that_nothing_pops(files: dict[str, str]) -> None:
    assert kept_context(project(**files), "")


@pytest.mark.parametrize(
    "files",
    [
        {"app_py": f"{APP}with app.app_context():\n    print(app.name)\n"},
        {"app_py": f"{APP}context = app.app_context()\ncontext.push()\nprint(app.name)\ncontext.pop()\n"},
        {"app_py": APP, "seed_py": "from app import app\n\nif __name__ == '__main__':\n    app.app_context().push()\n"},
        {
            "app_py": APP,
            "Procfile": "web: gunicorn app:app\n",
            "tasks_py": "from app import app\n\napp.app_context().push()\n",
        },
        {"app_py": APP, "test_app_py": "from app import app\n\napp.app_context().push()\n"},
        {"app_py": f"{APP}stack = []\n\n\ndef app_context():\n    return stack\n\n\nstack.push(app_context())\n"},
        {
            "app_py": f"{APP}import threading\n\n\ndef work():\n    app.app_context().push()\n\n\n"
            "threading.Thread(target=work).start()\n"
        },
    ],
)
def test_a_context_that_no_request_meets(files: dict[str, str]) -> None:
    assert kept_context(project(**files), "") == ""
