"""Code whose import stands in a comment, and code that something else may still run."""

from __future__ import annotations

import pytest

from codemods.domains.runtime.phases import is_left_out
from tests.codemods.small import code, project

APP = "from flask import Flask\napp = Flask(__name__)\n"
START = "web: gunicorn app:app\n"
BOT = "from answers import answer\n\n\ndef talk():\n    return answer()\n"
ANSWERS = "def answer():\n    return 1\n"


def left_out(**files: str) -> bool:
    tree = project(**{"Procfile": START, "bot_py": BOT, "answers_py": ANSWERS, **files})
    here = code(tree, "answers.py", "answer")
    return is_left_out(here.file, here.node)


@pytest.mark.parametrize(
    "line",
    ["# from bot import talk", "#import bot", "    # import bot as talking", "# from bot import talk\n# bot.talk()"],
)
def test_an_import_in_a_comment(line: str) -> None:
    assert left_out(app_py=f"{APP}{line}\n")


@pytest.mark.parametrize(
    "files",
    [
        {"app_py": f"{APP}# import bot\n\n\ndef later():\n    import bot\n"},
        {"app_py": f"{APP}# import bot\n", "load_py": "import importlib\nimportlib.import_module('bot')\n"},
        {"app_py": f"{APP}# import bot\n", "worker_py": "from answers import answer\n"},
        {"app_py": f"{APP}# import bot\n", "Procfile": f"{START}worker: python bot.py\n"},
        {"app_py": f"{APP}# import bot\n", "Procfile": ""},
        {"app_py": f"{APP}# the bot answers\n"},
        {"app_py": APP},
    ],
)
def test_what_something_may_still_run(files: dict[str, str]) -> None:
    assert not left_out(**files)
