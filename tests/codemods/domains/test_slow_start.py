"""What may become a command, a getter or nothing at all, and what has to stay where it stands."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent, indent

import pytest

from codemods.domains.database.calls import is_chosen, makes_tables
from codemods.domains.runtime.slow_calls import heavy
from codemods.domains.runtime.startup import at_start, witness
from codemods.plans.lazy_value import Getter, getter
from codemods.plans.release_command import Preparation, preparation
from codemods.plans.wait_removal import Wait, loop_around, removable
from codemods.project.project import Project
from tests.codemods.small import project

GUNICORN = "web: gunicorn app:app\n"
HEAD = """
import time

import joblib
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import create_engine

app = Flask(__name__)
db = SQLAlchemy(app)
engine = create_engine("postgresql://db/shop")
"""


def calls(source: str, word: str, **files: str) -> tuple[object, ast.Call]:
    """The file app.py with that code behind the usual head, and its first call that ends in the word."""
    tree = project(Procfile=GUNICORN, app_py=HEAD + dedent(source), **files)
    for file in tree.python():
        found = [node for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
        for node in sorted(found, key=lambda each: each.lineno):
            if ast.unparse(node.func).endswith(word):
                return file, node
    raise KeyError(word)


def prepared(source: str, word: str = "create_all", **files: str) -> Preparation | None:
    return preparation(*calls(source, word, **files))  # type: ignore[arg-type]


def texts(found: Preparation | Getter | None) -> list[str]:
    assert found is not None
    return [ast.unparse(each) for each in found.statements]


def loaded(source: str, **files: str) -> Getter | None:
    return getter(*calls(source, "joblib.load", **files))  # type: ignore[arg-type]


def wait(source: str, **files: str) -> Wait | None:
    file, node = calls(source, "time.sleep", **files)
    loop = loop_around(file, node)  # type: ignore[arg-type]
    assert loop is not None
    return removable(file, loop)  # type: ignore[arg-type]


def test_what_is_dropped_before_and_filled_after_goes_along() -> None:
    found = prepared(
        """
        print("hello")
        db.drop_all()
        db.create_all()
        user = User()
        user.name = "a"
        db.session.add(user)
        db.session.commit()
        print("done")
        """.replace('        user.name = "a"\n', "")
    )
    assert texts(found) == [
        "db.drop_all()", "db.create_all()", "user = User()", "db.session.add(user)", "db.session.commit()",
    ]  # fmt: skip
    assert found is not None
    assert found.resets


@pytest.mark.parametrize(
    "source",
    [
        "if app.debug:\n    print(1)\nelse:\n    db.create_all()\n",
        "if app.debug:\n    print(1)\n    db.create_all()\n",
        "if app.debug:\n    with app.app_context():\n        print(1)\n        db.create_all()\n",
        "if app.config['TABLES']:\n    db.create_all()\n",
        "with app.app_context():\n    names = db.create_all()\n\n\ndef names_of():\n    return names\n",
        "names = db.create_all(); app.names = 1\n",
        'with app.app_context():\n    app.config["made"] = db.create_all()\n',
        'with app.app_context(), open("a"):\n    db.session.execute("""a\n    b""")\n    db.create_all()\n',
        "db.create_all(bind=key)\nkey = None\n",
        "with app.app_context():\n    db.create_all()\nusers = db.session.query(1)\n",
        "def once():\n    db.create_all()\n\n\nonce()\nonce()\n",
        "def once():\n    db.create_all()\n\n\napp.before_first_request(once)\n",
    ],
)
def test_what_stays_where_it_is(source: str) -> None:
    assert prepared(source) is None


def test_the_application_of_another_library_is_none() -> None:
    assert prepared("db.create_all()\n") is not None
    fast = HEAD.replace("from flask import Flask", "from fastapi import FastAPI as Flask")
    tree = project(Procfile=GUNICORN, app_py=f"{fast}db.create_all()\n")
    file = tree.files["app.py"]
    node = next(each for each in ast.walk(file.tree) if isinstance(each, ast.Call) and makes_tables(file, each))
    assert preparation(file, node) is None


def test_an_imported_application_is_one_and_the_imported_class_is_not() -> None:
    tree = project(
        Procfile="web: gunicorn run:app\n",
        shop_py="from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\n"
        "db = SQLAlchemy(app)\n",
        run_py="from flask import Flask\nfrom shop import app, db\ndb.create_all()\n",
        other_py="from flask import Flask\nfrom shop import db\ndb.create_all()\n",
    )
    for path, name in (("run.py", "app"), ("other.py", "")):
        file = tree.files[path]
        node = file.nodes(ast.Call)[0]
        found = preparation(file, node)
        assert (found.app if found else "") == name


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("db.create_all()", "create_all"),
        ("db.metadata.create_all(engine)", "create_all"),
        ("client.create_all()", ""),
        ('cursor.execute("""CREATE TABLE book (title TEXT)""")', "CREATE TABLE"),
        ('cursor.execute("SELECT 1")', ""),
        ("create_all()", ""),
    ],
)
def test_what_makes_tables(source: str, said: str) -> None:
    file, node = calls(source, source.partition("(")[0])
    assert makes_tables(file, node) == said  # type: ignore[arg-type]


def test_a_database_of_the_project_is_asked_for_its_own_method() -> None:
    source = "class Database:\n    def create_all(self): ...\n\n\ndatabase = Database()\ndatabase.create_all()\n"
    file, node = calls(source, "database.create_all")
    assert makes_tables(file, node) == ""  # type: ignore[arg-type]


def test_the_environment_may_decide() -> None:
    around = "import os\nif os.environ.get('A'):\n    {}\n"
    assert is_chosen(*calls(around.format("db.create_all()"), "create_all"))  # type: ignore[arg-type]
    inner = "import os\nif os.environ.get('A'):\n    def make():\n        db.create_all()\n"
    assert not is_chosen(*calls(inner, "create_all"))  # type: ignore[arg-type]


def test_the_way_is_told() -> None:
    file, node = calls("def make():\n    db.create_all()\n\n\nmake()\n", "create_all")
    assert at_start(file, node)  # type: ignore[arg-type]
    assert witness(file, node) == "app.py → make"  # type: ignore[arg-type]


LOOP = """
while True:
    try:
        {0}
        break
    except OSError:
        time.sleep(1)
"""
FUNCTION = "def ready():\n    {1}\n" + indent(LOOP.replace("break", "return"), "    ") + "\n\n{2}\n"


def test_a_wait_goes_with_its_function() -> None:
    found = wait(FUNCTION.format("engine.connect().close()", "'''Wait.'''", "ready()"))
    assert found is not None
    assert len(found.sites) == 2


@pytest.mark.parametrize(
    "source",
    [
        LOOP.format("connection = engine.connect()") + "\n\ndef use():\n    return connection\n",
        LOOP.format("db.create_all()"),
        LOOP.format("app.client.connect()"),
        LOOP.format("engine.connect().execute('DELETE FROM book')"),
        LOOP.format("print('no question')"),
        FUNCTION.format("engine.connect().close()", "db.create_all()", "ready()"),
        FUNCTION.format("engine.connect().close()", "pass", "ready()\nchecks = [ready]"),
        FUNCTION.format(
            "engine.connect().close()", "pass", "ready()\n\n\n@app.get('/')\ndef view():\n    ready()\n    return ''"
        ),
        FUNCTION.format("engine.connect().close()", "pass", "answer = ready()"),
        FUNCTION.format("engine.connect().close()", "pass", "if app:\n    ready()"),
        "@app.before_request\n" + FUNCTION.format("engine.connect().close()", "pass", "ready()"),
    ],
)
def test_a_wait_that_does_more_stays(source: str) -> None:
    assert wait(source) is None


def test_a_wait_that_tests_call_stays() -> None:
    source = FUNCTION.format("engine.connect().close()", "pass", "ready()")
    assert wait(source, tests__test_app_py="from app import ready\nready()\n") is None


LOAD = 'model = joblib.load("model.joblib")\n'
USE = "\n\ndef use():\n    return model.predict(1)\n"


def test_all_uses_are_known() -> None:
    other = "import app\nfrom app import model as m\n\n\ndef f(model):\n    return m, app.model, model\n"
    found = loaded(LOAD + USE, other_py=other)
    assert found is not None
    assert sorted((file.path, ast.unparse(node)) for file, node in found.uses) == [
        ("app.py", "model"), ("other.py", "app.model"), ("other.py", "m"),
    ]  # fmt: skip


def test_what_is_said_and_called_on_it_goes_along() -> None:
    assert len(texts(loaded(LOAD + "model.warm()\nprint('model loaded')\nprint('on port 80')\n"))) == 3


@pytest.mark.parametrize(
    "source",
    [
        LOAD + "size = model.size\n",
        LOAD + "class A:\n    size = model.size\n",
        LOAD + "def use(size=model.size): ...\n",
        LOAD + "def change():\n    global model\n    model = None\n",
        LOAD + "def change():\n    del model.x, model\n    global model\n".replace("global", "print"),
        LOAD + "model = None\n",
        LOAD + "model += 1\n",
        "a, model = 1, joblib.load('m')\n",
        "model = joblib.load('''a\nb''')\n",
        "model = joblib.load('m'); print(1)\n",
        "path = 'a'\nmodel = joblib.load(path)\npath = 'b'\n",
        "with open('m') as f:\n    model = joblib.load(f)\nrest = f.closed\n",
        "def make():\n    model = joblib.load('m')\n    app.model = model\n\n\nmake()\n",
    ],
)
def test_what_is_loaded_where_it_is(source: str) -> None:
    assert loaded(source.replace("print model", "global model")) is None


@pytest.mark.parametrize(
    "files",
    [
        {"other_py": "from app import *\nprint(model)\n"},
        {"other_py": "from app import model\nprint(model)\n"},
        {"other_py": "from app import model\n", "third_py": "from other import model\n"},
        {"other_py": "import app\n\n\ndef change():\n    app.model = 1\n"},
        {"tests__test_app_py": "from app import model\n\n\ndef test():\n    assert model\n"},
        {"tests__test_app_py": "import app\n\n\ndef test():\n    assert app.model\n"},
    ],
)
def test_what_others_hold_is_loaded_where_it_is(files: dict[str, str]) -> None:
    assert loaded(LOAD, **files) is None


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("'choices/kinds.csv'", ""),
        ("os.path.join('choices', name)", ""),
        ("f'choices/{name}.csv'", ""),
        ("f'large/{name}.csv'", "loads data"),
        ("f'{name}.csv'", "loads data"),
        ("name", "loads data"),
        ("f'{folder}/kinds.csv'", "loads data"),
        ("'../' + name", "loads data"),
    ],
)
def test_small_tables_beside_the_code_take_no_time(path: str, what: str, tmp_path: Path) -> None:
    for name, size in (("choices/kinds.csv", 10), ("choices/towns.csv", 10), ("large/all.csv", 2_000_000)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"," * size)
    code = f"import os\nimport pandas as pd\ndef load(folder, name):\n    return pd.read_csv({path})\n"
    file = Project(tmp_path, {"app.py": code.encode()}).files["app.py"]
    call = next(each for each in file.nodes(ast.Call) if ast.unparse(each.func) == "pd.read_csv")
    assert heavy(file, call) == what


@pytest.mark.parametrize(
    ("imported", "call", "what"),
    [
        ("import pickle", "pickle.load(f)", "loads a model"),
        ("import pickle", "pickle.loads(data)", ""),
        ("import json", "json.load(f)", ""),
        ("import requests", "requests.get(url)", "makes an HTTP request"),
        ("import requests", "requests.Session()", ""),
        ("import boto3", "boto3.client('s3')", ""),
        ("import boto3", "boto3.client('s3').download_file('a', 'b', 'c')", "downloads a file"),
        ("import torchvision", "torchvision.models.resnet50()", ""),
        ("import torchvision", "torchvision.models.resnet50(pretrained=True)", "loads a model"),
        ("from keras.applications import VGG16", "VGG16()", "loads a model"),
        ("from keras.applications import VGG16", "VGG16(weights=None)", ""),
        ("import pandas as pd", "pd.read_csv('missing.csv')", "loads data"),
        ("from transformers import AutoModel", "AutoModel.from_pretrained('x')", "loads a model"),
    ],
)
def test_what_takes_long(imported: str, call: str, what: str) -> None:
    tree = project(app_py=f"{imported}\n{call}\n")
    file = tree.files["app.py"]
    statement = file.tree.body[1]
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Call)
    assert heavy(file, statement.value) == what
