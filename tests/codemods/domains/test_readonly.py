"""Which views are proved to only read, and why the others are not: on the trees of the rule's own cases."""

from __future__ import annotations

import ast
from importlib import resources
from pathlib import Path

import pytest

from codemods.domains.database.readonly_views import Use, readers, refuted
from codemods.domains.database.sessions import Sessions, listened_to, sessions, uses
from codemods.domains.database.sql import only_reads
from codemods.domains.runtime.views import only_gets
from codemods.libraries.sqlalchemy import ENGINES
from codemods.model.call_graph import Code, code_at
from codemods.model.names import called
from codemods.model.templates import words
from codemods.project.project import Project
from tests.codemods.case_files import case, contents
from tests.codemods.trees import ROOT, project

# The view, and what tells that it may write, lock, or can't be followed.
REASONS = {
    "writes": "writes: calls commit",
    "sets": "sets: sets .views",
    "far": "record: calls add",
    "elsewhere": "elsewhere: executes what is not known to be a SELECT, by execute",
    "property_writes": "Book.label: sets .views",
    "template": "Book.sold: calls commit",
    "unknown_template": "unknown_template: renders an unknown template",
    "locks": "locked: calls with_for_update",
    "locks_too": "locks_too: locks rows",
    "refreshes": "refreshes: calls refresh",
    "upserts": "upserts: executes what is not known to be a SELECT, by execute",
    "sql": "sql: executes what is not known to be a SELECT, by execute",
    "sql_locks": "sql_locks: executes what is not known to be a SELECT, by execute",
    "sql_calls": "sql_calls: executes what is not known to be a SELECT, by execute",
    "sql_from_outside": "sql_from_outside: executes what is not known to be a SELECT, by execute",
    "number": "number: calls nextval",
    "hands_on": "hands_on: hands its session on",
    "dispatches": "record: calls add",
    "looks_up": "looks_up: calls function, which can't be known",
    "of_the_request": "Book.sold: calls commit",
    "sets_of_the_request": "sets_of_the_request: sets .views",
    "collects": "collects: changes a collection, by append",
    "row": "Book.label: sets .views",
    "mutable": "mutable: changes notes",
    "unique": "answers more than GET",
    "search": "answers more than GET",
    "shown": "answers more than GET",
    "add": "answers more than GET",
}


def engine(root: Path, files: dict[str, bytes]) -> Sessions:
    project = Project(root, files)
    found = [
        these
        for file in project.python()
        for node in file.nodes(ast.Call)
        if called(file, node) in ENGINES and (these := sessions(file, node)) is not None
    ]
    assert len(found) == 1
    return found[0]


def by_code(these: Sessions) -> dict[Code, list[Use]]:
    found: dict[Code, list[Use]] = {}
    for file, node in uses(these):
        found.setdefault(code_at(file, node), []).append((file, node))
    return found


def reasons(these: Sessions) -> dict[str, str]:
    return {
        code.name: refuted(code, found, these) if only_gets(code) else "answers more than GET"
        for code, found in by_code(these).items()
    }


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return reasons(engine(tmp_path_factory.mktemp("empty"), case("OP801", "stays_on_the_writer").before))


@pytest.mark.parametrize("view", REASONS)
def test_reasons(view: str, found: dict[str, str]) -> None:
    assert found[view] == REASONS[view]


def test_every_view_of_the_trap_has_its_reason(found: dict[str, str]) -> None:
    assert set(found) - {"transaction"} == set(REASONS)


def test_the_bookshop(tmp_path: Path) -> None:
    before = Path(__file__).parents[3] / "before"
    these = engine(tmp_path, contents(before))
    views = {code_at(file, node).name for file, node in readers(these)}
    assert views == {
        "index", "book_page", "list_books", "show_book", "recommended", "recommend", "cart_page", "show_cart",
        "checkout_page", "order_page", "show_order",
    }  # fmt: skip


VIEW = """
from flask import Flask, jsonify
from sqlalchemy import create_engine, select
from sqlalchemy.orm import sessionmaker
from models import Book, Task
engine = create_engine("postgresql://localhost/shop")
Session = sessionmaker(engine)
app = Flask(__name__)
"""
MODELS = b"""
class Book:
    __tablename__ = "books"
class Task:
    __tablename__ = "tasks"
    def progress(self):
        return queue.fetch_job(self.id)
"""


POLLS = "@app.get('/')\ndef view():\n    s = Session()\n    {}\n    return s.get(Book, 1).title"


@pytest.mark.parametrize(
    ("view", "proved"),
    [
        (POLLS.format("done = load.AsyncResult(request.args['id']).ready()"), False),
        (POLLS.format("done = AsyncResult(request.args['id'], app=celery).state"), False),
        (f"from rq.job import Job\n{POLLS.format('done = Job.fetch(NUMBER, connection=redis).is_finished')}", False),
        (f"import rq\n{POLLS.format('done = rq.job.Job.fetch_many(NUMBERS, connection=redis)')}", False),
        (POLLS.format("done = queue.fetch_job(request.args['id'])"), False),
        (f"from huey import RedisHuey\nhuey = RedisHuey()\n{POLLS.format('done = huey.result(NUMBER)')}", False),
        (f"def done():\n    return load.AsyncResult(NUMBER).ready()\n{POLLS.format('done()')}", False),
        (POLLS.format("done = s.get(Task, request.args['id']).state"), False),
        (POLLS.format("done = cursor.result(1)"), True),
        (POLLS.format("shown = fetch(request.args['id'])"), True),
        ("@app.get('/')\ndef view():\n    with Session() as s:\n        return s.get(Book, 1).title", True),
        ("@app.get('/')\ndef view():\n    s = Session()\n    return s.get(Book, 1).title", True),
        ("@app.route('/', methods=['get'])\ndef view():\n    s = Session()\n    return s.get(Book, 1).title", True),
        ("@app.route('/', methods=M)\ndef view():\n    s = Session()\n    return s.get(Book, 1).title", False),
        ("@app.route('/', **O)\ndef view():\n    s = Session()\n    return s.get(Book, 1).title", False),
        ("@app.get('/')\n@unknown.thing\ndef view():\n    s = Session()\n    return s.get(Book, 1).title", False),
        ("@app.get('/')\n@app.post('/')\ndef view():\n    s = Session()\n    return s.get(Book, 1).title", False),
        ("@app.get('/')\nasync def view():\n    s = Session()\n    return s.get(Book, 1).title", False),
        ("def view():\n    s = Session()\n    return s.get(Book, 1).title", False),
        ("@app.get('/')\ndef view():\n    with Session.begin() as s:\n        return s.get(Book, 1).title", False),
        ("@app.get('/')\ndef view():\n    s = Session(bind=other)\n    return s.get(Book, 1).title", False),
        ("@app.get('/')\ndef view():\n    return str(Session().query(Book).count())", False),
        ("@app.get('/')\ndef view():\n    s = Session()\n    s.bulk = 1\n    return s.get(Book, 1).title", False),
        ("@app.get('/')\ndef view():\n    s = Session()\n    with s.begin():\n        return s.get(Book, 1).id", False),
        ("@app.get('/')\ndef view():\n    s = Session()\n    return library.run(s)", False),
        ("@app.get('/')\ndef view():\n    s = Session()\n    return jsonify(s)", False),
        ("@app.get('/')\ndef view():\n    s = Session()\n    Book(title='x')\n    return s.get(Book, 1).title", False),
        ("@app.get('/')\ndef view():\n    s = Session()\n    setattr(s.get(Book, 1), 'a', 1)\n    return ''", False),
        ("@app.get('/')\ndef view():\n    s = Session()\n    return (lambda: s.commit())()", False),
        ("@app.get('/')\ndef view():\n    s = Session()\n    def inner():\n        s.info\n    return inner()", False),
        ("def late(): pass\n@app.get('/')\ndef view():\n    s = Session()\n    return s.get(Book, 1).title\n"
         "app.add_url_rule('/x', view_func=view, methods=['POST'])", False),
    ],
)  # fmt: skip
def test_views(view: str, proved: bool, tmp_path: Path) -> None:
    files = {
        "app.py": f"{VIEW}{view}\n".encode(),
        "models.py": MODELS,
    }
    assert (len(readers(engine(tmp_path, files))) > 0) is proved


def test_what_a_fix_has_added_knows_no_database(tmp_path: Path) -> None:
    view = (
        "@app.get('/')\ndef view():\n    s = Session()\n    storage.open('x').read()\n    return s.get(Book, 1).title\n"
    )
    emitted = resources.files("codemods.emitted").joinpath("storage.py").read_bytes()
    files = {
        "app.py": f"import storage{VIEW}{view}".encode(),
        "models.py": b"class Book:\n    __tablename__ = 'books'\n",
        "storage.py": emitted,
    }
    assert len(readers(engine(tmp_path, files))) == 1
    files["storage.py"] = b"from app import Session\ndef open(path):\n    Session().commit()\n"
    assert readers(engine(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("statement", "reads"),
    [
        ("select(Book)", True),
        ("select(Book).where(Book.id == 1).limit(2)", True),
        ("'SELECT 1'", True),
        ("text('select count(*) from books where title = \\'delete\\'')", True),
        ("text('WITH x AS (SELECT 1) SELECT * FROM x')", True),
        ("text('WITH x AS (DELETE FROM books RETURNING *) SELECT * FROM x')", False),
        ("text('SELECT * INTO copy FROM books')", False),
        ("text('SELECT 1; DROP TABLE books')", False),
        ("text('SELECT pg_advisory_lock(1)')", False),
        ("text('SELECT * FROM books FOR NO KEY UPDATE')", False),
        ("text(f'SELECT * FROM {table}')", False),
        ("insert(Book)", False),
        ("found", True),
        ("changed", False),
        ("unknown", False),
        ("select(Book) if wanted else insert(Book)", False),
    ],
)
def test_statements(statement: str, reads: bool, tmp_path: Path) -> None:
    code = (
        "from sqlalchemy import insert, select, text\nfrom models import Book\n"
        "found = select(Book)\nfound = found.where(Book.id == 1)\n"
        f"changed = select(Book)\nchanged = insert(Book)\nrun({statement})\n"
    )
    file = Project(tmp_path, {"app.py": code.encode()}).files["app.py"]
    call = next(each for each in file.nodes(ast.Call) if ast.unparse(each.func) == "run")
    assert only_reads(file, call.args[0]) is reads


def test_words_of_a_template() -> None:
    text = (
        "{% block add %}<b>{{ book.label|money }} {{ plain }} {{ 'not.this()' }}{% if x is even %}{{ f() }}{% endif %}"
    )
    assert words(text) == {"label", "money", "even", "f"}


@pytest.mark.parametrize(
    ("code", "listened"),
    [
        ("import sqlalchemy\n\n@event.listens_for(Session, 'do_orm_execute')\ndef look(state):\n    pass\n", True),
        ("import sqlalchemy\nevent.listen(engine_of(app), 'connect', greet)\n", True),
        ("import sqlalchemy\nlistening.listen()\nlistening.listen(128)\n", False),
    ],
    ids=["decorated", "called", "a socket"],
)
def test_who_listens_names_an_event(code: str, listened: bool) -> None:
    assert listened_to(project({"shop.py": code})) is listened


def test_no_emitted_module_but_the_databases_own_listens() -> None:
    texts = {each.name: each.read_text() for each in (ROOT / "codemods" / "emitted").glob("*.py")}
    listening = {name for name, text in texts.items() if listened_to(project({name: text}), b"")}
    assert listening <= {"databases.py"}
