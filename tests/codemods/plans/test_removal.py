"""What goes when a file goes: constants, folders, the blocks around them."""

from __future__ import annotations

import ast

import pytest

from codemods.plans.removal import removal
from codemods.project.project import Project
from tests.codemods.small import project


def removed(tree: Project, path: str = "log.py") -> dict[str, list[str]]:
    """The first lines of what goes, by role, when `open_log(PATH)` in the file goes."""
    file = tree.files[path]
    call = next(
        node
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open_log"
    )
    found: dict[str, list[str]] = {}
    for site in removal(file, [file.statement(call)], [], [call.args[0]]):
        line = tree.files[site.path].lines[site.span.line - 1].strip()
        found.setdefault(site.role, []).append(f"{site.path}: {line}")
    return {role: sorted(lines) for role, lines in found.items()}


def test_the_folder_its_guard_and_the_constants_go_too() -> None:
    tree = project(
        log_py="""
        import os
        BASE = os.path.dirname(__file__)
        LOG_DIR = os.path.join(BASE, "logs")
        if not os.path.exists(LOG_DIR):
            os.makedirs(LOG_DIR)
        open_log(os.path.join(LOG_DIR, "app.log"))
        """
    )
    assert removed(tree) == {
        "remove": [
            'log.py: BASE = os.path.dirname(__file__)',
            'log.py: LOG_DIR = os.path.join(BASE, "logs")',
            "log.py: if not os.path.exists(LOG_DIR):",
            'log.py: open_log(os.path.join(LOG_DIR, "app.log"))',
        ]
    }  # fmt: skip


def test_a_folder_made_in_another_file_goes_too() -> None:
    tree = project(log_py='open_log("logs/app.log")\n', start_py='import os\nos.makedirs("logs", exist_ok=True)\n')
    assert removed(tree)["remove"] == [
        'log.py: open_log("logs/app.log")',
        'start.py: os.makedirs("logs", exist_ok=True)',
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"other_py": 'open("logs/payments.log", "a")\n'},
        {"other_py": 'import os\nFOLDER = os.path.join("var", "logs")\n'},
        {"run.sh": "gunicorn --access-logfile logs/access.log app:app\n"},
    ],
)
def test_a_folder_that_something_else_needs_is_kept(other: dict[str, str]) -> None:
    tree = project(log_py='import os\nos.makedirs("logs")\nopen_log("logs/app.log")\n', **other)
    assert removed(tree) == {"remove": ['log.py: open_log("logs/app.log")'], "keep": ['log.py: os.makedirs("logs")']}


@pytest.mark.parametrize(
    "text",
    [
        'LOG_FILE = "app.log"\nopen_log(LOG_FILE)\nprint(LOG_FILE)\n',
        'LOG_FILE = "app.log"\nopen_log(LOG_FILE)\n__all__ = ["LOG_FILE"]\n',
        "LOG_FILE = ask()\nopen_log(LOG_FILE)\n",
        'class Config:\n    LOG_FILE = "app.log"\n    open_log(LOG_FILE)\n    DEBUG = True\n',
    ],
)
def test_a_constant_that_counts_elsewhere_is_kept(text: str) -> None:
    assert removed(project(log_py=text)) == {"remove": ["log.py: open_log(LOG_FILE)"]}


def test_a_constant_that_another_module_names_is_kept() -> None:
    tree = project(log_py='LOG_FILE = "app.log"\nopen_log(LOG_FILE)\n', other_py="from log import LOG_FILE\n")
    assert removed(tree) == {"remove": ["log.py: open_log(LOG_FILE)"]}


def test_an_if_goes_with_all_it_held_and_an_else_with_all_of_its_own() -> None:
    tree = project(log_py='if debug:\n    open_log("a.log")\nelse:\n    start()\nif debug:\n    start()\n')
    assert removed(tree) == {"remove": ['log.py: open_log("a.log")']}
    assert removed(project(log_py='if debug:\n    open_log("a.log")\n')) == {"remove": ["log.py: if debug:"]}
    assert removed(project(log_py='if debug:\n    start()\nelse:\n    open_log("a.log")\n')) == {
        "else": ["log.py: if debug:"]
    }
    assert removed(project(log_py='if ask():\n    open_log("a.log")\n')) == {"remove": ['log.py: open_log("a.log")']}
