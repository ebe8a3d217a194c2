"""Each limit at its edge: what is as far away as it admits is known, one step more is not, and the report says so."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import codemods.domains
import codemods.model
from codemods.domains.connections.origin import is_given
from codemods.domains.database.sessions import made_by
from codemods.domains.database.sql import only_reads
from codemods.domains.runtime.command_lines import launches
from codemods.domains.runtime.server_in_code import only_serves
from codemods.domains.settings.config_files import fixed_file
from codemods.domains.state.no_state.brought_files import is_brought
from codemods.domains.state.operations import is_upload, operations
from codemods.domains.state.path_keys import key_of
from codemods.domains.state.path_names import carriers
from codemods.domains.state.roots import below_root
from codemods.engine.registry import select
from codemods.engine.session import check
from codemods.model.names import qualified
from codemods.model.overlays.loaded import overlay
from codemods.model.scalars import is_fresh, is_scalar, is_string
from codemods.model.strings import text
from codemods.project.limits import Limit
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

# What is known of a project in which something is so many steps away.
Known = Callable[[int], tuple[bool, Project]]


def planted(files: dict[str, str]) -> Project:
    return Project(Path("nowhere"), {path: code.encode() for path, code in files.items()})


def names(first: str, steps: int, indent: str = "") -> str:
    """`name1 = first`, `name2 = name1` and so on; the last of the names is used."""
    lines = [f"name1 = {first}", *(f"name{each} = name{each - 1}" for each in range(2, steps + 1)), f"use(name{steps})"]
    return "".join(f"{indent}{line}\n" for line in lines)


def by_names(first: str, ask: Callable[[SourceFile, ast.expr], bool], head: str = "", indent: str = "") -> Known:
    def known(steps: int) -> tuple[bool, Project]:
        project = planted({"app.py": head + names(first, steps, indent)})
        file = project.files["app.py"]
        (call,) = (each for each in file.nodes(ast.Call) if ast.unparse(each.func) == "use")
        return ask(file, call.args[0]), project

    return known


def an_address(steps: int) -> tuple[bool, Project]:
    code = names("given", steps, "    ").replace("use(", "psycopg.connect(host=")
    project = planted({"app.py": f"import psycopg\n\n\ndef view(given):\n{code}"})
    file = project.files["app.py"]
    return is_given(file, file.nodes(ast.Call)[0]), project


def a_chain_of_calls(steps: int) -> tuple[bool, Project]:
    project = planted({"app.py": f"import flask\n\nflask.make{'()' * steps}\n"})
    file = project.files["app.py"]
    return qualified(file, file.tree.body[-1].value) == "flask.make", project  # type: ignore[attr-defined]


def an_imported_session(steps: int) -> tuple[bool, Project]:
    files = {f"m{each}.py": f"from m{each + 1} import session\n" for each in range(steps)}
    project = planted(files | {f"m{steps}.py": "import sqlalchemy\n\nsession = sqlalchemy.orm.Session()\n"})
    return made_by(project.files["m0.py"], "session") == "sqlalchemy.orm.Session", project


def functions(inner: str, outer: str, steps: int) -> str:
    """`inner` in a function of `given` that so many functions call, one after the other; `outer` calls the last one."""
    code = f"def step1(given):\n    {inner}\n\n\n"
    for each in range(2, steps + 1):
        code += f"def step{each}(given):\n    step{each - 1}(given)\n\n\n"
    return f"from flask import Flask, request\n\napp = Flask(__name__)\n\n\n{code}{outer.format(f'step{steps}')}"


def an_upload(steps: int) -> tuple[bool, Project]:
    view = '@app.post("/")\ndef view():\n    {}(request.files["it"])\n    return ""\n'
    project = planted({"app.py": functions("use(given)", view, steps)})
    file = project.files["app.py"]
    (call,) = (each for each in file.nodes(ast.Call) if ast.unparse(each.func) == "use")
    return is_upload(file, call.args[0]), project


def a_path_of_callers(steps: int) -> tuple[bool, Project]:
    view = '@app.post("/")\ndef view():\n    {}("covers/a.png")\n    return ""\n'
    project = planted({"app.py": functions('open(given, "w").write("x")', view, steps)})
    return bool(check(project, select(("OP101",)), jobs=1).findings), project


def a_start_script(steps: int) -> tuple[bool, Project]:
    files = {f"start{each}.sh": f"exec ./start{each + 1}.sh\n" for each in range(steps)}
    files |= {f"start{steps}.sh": "exec gunicorn app:app\n", "Procfile": "web: ./start0.sh\n"}
    project = planted(files)
    return any(each.words[:1] == ("gunicorn",) for each in launches(project) if each.path == "Procfile"), project


def a_copied_example(steps: int) -> tuple[bool, Project]:
    code = "import os\nimport shutil\n\nname0 = os.path.dirname(__file__)\n"
    code += "".join(f"name{each + 1} = os.path.join(name{each}, 'a')\n" for each in range(steps))
    code += f"shutil.copy(name{steps}, '/etc/shop')\n"
    project = planted({"app.py": code})
    return is_brought(operations(project.files["app.py"])), project


def a_main_function(steps: int) -> tuple[bool, Project]:
    code = "from flask import Flask\n\napp = Flask(__name__)\n\n\ndef main0():\n    app.run()\n\n\n"
    code += "".join(f"def main{each}():\n    main{each - 1}()\n\n\n" for each in range(1, steps + 1))
    project = planted({"app.py": f'{code}if __name__ == "__main__":\n    main{steps}()\n'})
    return only_serves(project.files["app.py"]), project


def a_mapping_of_settings(steps: int) -> tuple[bool, Project]:
    code = "import json\n\nname0 = json.load(open('/etc/shop'))\n"
    code += "".join(f"name{each + 1} = name{each}\n" for each in range(steps))
    code += f"app.config['HOST'] = 'db'\napp.config.update(name{steps})\n"
    file = planted({"app.py": code}).files["app.py"]
    (value,) = (each for each in file.nodes(ast.Constant) if each.value == "db")
    return bool(overlay(file, value)), file.project


def _carrying(file: SourceFile, node: ast.expr) -> list[str]:
    """The names of a path, where all of it was followed."""
    found = [each.name for each in carriers(file, node)]
    return [] if file.project.passed else found


FUNCTION = "def view():\n"
# How many steps are known of each, and not one more.
EDGES: dict[str, tuple[int, Known]] = {
    "strings": (10, by_names("'a'", lambda file, node: text(file, node).exact == "a")),
    "fresh": (6, by_names("1", is_fresh, FUNCTION, "    ")),
    "scalar": (6, by_names("1", is_scalar, FUNCTION, "    ")),
    "string": (6, by_names("'a'", is_string, FUNCTION, "    ")),
    "names": (99, a_chain_of_calls),
    "sql": (8, by_names("'SELECT 1'", only_reads)),
    "session": (5, an_imported_session),
    "address": (10, an_address),
    "configuration": (6, by_names("'shop.yml'", lambda file, node: fixed_file(file, node) == "shop.yml")),
    "carriers": (8, by_names("'covers/'", lambda file, node: "name1" in _carrying(file, node))),
    "symbol": (8, by_names("config['COVERS']", lambda file, node: key_of(file, node).begin == "<config[COVERS]>/")),
    "folder": (12, by_names("'covers/'", below_root)),
    "upload": (3, an_upload),
    "callers": (3, a_path_of_callers),
    "script": (2, a_start_script),
    "example": (2, a_copied_example),
    "server": (1, a_main_function),
    "mapping": (1, a_mapping_of_settings),
}


LOGGING = "import logging\n\n" + names("'shop.log'", 12).replace("use(", "logging.FileHandler(")


@pytest.mark.parametrize("name", EDGES)
def test_edge(name: str) -> None:
    most, known = EDGES[name]
    near, project = known(most)
    assert near
    assert not project.passed
    far, project = known(most + 1)
    assert not far
    assert ["counts as not known" in each.message for each in project.passed] == [True]


def test_each_limit_has_an_edge() -> None:
    said = {each.message for most, known in EDGES.values() for each in known(most + 1)[1].passed}
    limits = {
        value for package in (codemods.domains, codemods.model)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        for value in vars(importlib.import_module(found.name)).values() if isinstance(value, Limit)
    }  # fmt: skip
    assert {each.what for each in limits if not any(each.what in message for message in said)} == set()


def test_the_report_says_so_cold_and_warm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "app.py").write_text(
        "import logging\n\n" + names("'shop.log'", 12).replace("use(", "logging.FileHandler(")
    )
    command = [sys.executable, "-m", "codemods", "check", "app.py"]
    for _ in range(2):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert "note: app.py asks for a string that is more than 10 steps away" in done.stdout + done.stderr


def test_processes_say_the_same() -> None:
    project = planted({f"m{each}.py": LOGGING if each % 50 == 0 else f"x = {each}\n" for each in range(450)})
    alone, together = (check(project, select(("OP7",)), jobs=jobs).limits for jobs in (1, 2))
    assert alone == together
    assert [each.path for each in alone] == sorted(f"m{each}.py" for each in range(0, 450, 50))
