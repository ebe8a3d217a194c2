"""The call graph: what resolves, through what, and what must not."""

from __future__ import annotations

import ast

from codemods.model.call_graph import callees, reaches
from codemods.model.callers import callers
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from tests.codemods.small import code, project


def called(tree: Project, path: str, name: str = "") -> set[str]:
    return {f"{edge.callee.name}:{edge.kind}" for edge in callees(code(tree, path, name))}


def calling(tree: Project, path: str, name: str) -> set[str]:
    return {edge.caller.name for edge in callers(code(tree, path, name))}


def test_names_through_imports_aliases_and_reexports() -> None:
    tree = project(
        pkg__init_py="from .inner import work as job\nfrom .star import *\n",
        pkg__inner_py="def work(): ...\n",
        pkg__star_py="def starred(): ...\n",
        one_py="import pkg\nfrom pkg import job, starred\nalias = job\n"
        "def f():\n    job()\n    starred()\ndef g(): pkg.job()\ndef h(): alias()\n",
    )
    assert called(tree, "one.py", "f") == {"work:call", "starred:call"}
    assert called(tree, "one.py", "g") == called(tree, "one.py", "h") == {"work:call"}
    assert calling(tree, "pkg/inner.py", "work") == {"f", "g", "h"}
    assert calling(tree, "pkg/star.py", "starred") == {"f"}


def test_methods_of_self_bases_instances_and_singletons() -> None:
    tree = project(
        lib_py="""
        class Base:
            def run(self):
                self.step()
        class Mailer(Base):
            def __init__(self):
                self.log = Log()
            def step(self):
                super().run()
                self.log.write("x")
            @property
            def size(self): return 1
        class Log:
            def write(self, text): ...
        mailer = Mailer()
        """,
        app_py="""
        from lib import mailer, Mailer
        def one(): mailer.run()
        def two():
            own = Mailer()
            own.step()
        def three(box: Mailer): return box.size
        """,
    )
    assert called(tree, "app.py", "one") == {"Base.run:call"}
    assert called(tree, "app.py", "two") == {"Mailer.__init__:call", "Mailer.step:call"}
    assert called(tree, "app.py", "three") == {"Mailer.size:call"}
    assert calling(tree, "lib.py", "Log.write") == {"Mailer.step"}
    assert calling(tree, "lib.py", "Mailer.step") == {"two", "Base.run"}, "self.step() of the base means the subclass's"
    assert calling(tree, "lib.py", "Base.run") == {"one", "Mailer.step"}
    assert calling(tree, "lib.py", "Mailer.__init__") == {"lib.py", "two"}


def test_the_same_method_name_on_another_object_is_no_call() -> None:
    tree = project(
        models_py="class Post:\n    def save(self): ...\n    def from_json(self): ...\n",
        app_py="import requests\ndef view(image, client):\n    image.save('x')\n    client.from_json()\n"
        "    requests.save()\n    requests.from_json()\n",
    )
    assert calling(tree, "models.py", "Post.save") == set()
    assert calling(tree, "models.py", "Post.from_json") == {"view"}, "the one method of a composed name, object unknown"
    nodes = [edge.node.lineno for edge in callers(code(tree, "models.py", "Post.from_json"))]  # type: ignore[attr-defined]
    assert nodes == [4]


def test_callbacks_lambdas_partials_and_tables() -> None:
    tree = project(
        app_py="""
        import functools, threading
        def job(): ...
        def task(): ...
        def first(): ...
        def second(): ...
        HANDLERS = {"a": first, "b": second}
        def start():
            threading.Thread(target=job).start()
            functools.partial(task, 1)()
        def dispatch(key): HANDLERS[key]()
        def dispatch_get(key): HANDLERS.get(key)()
        def each():
            for step in (first, second):
                step()
        later = lambda: job()
        """
    )
    assert called(tree, "app.py", "start") == {"job:callback", "task:callback", "task:call"}
    assert calling(tree, "app.py", "first") == {"dispatch", "dispatch_get", "each"}
    assert calling(tree, "app.py", "job") == {"start", "lambda"}


def test_a_decorated_function_runs_its_wrapper() -> None:
    tree = project(
        deco_py="""
        def needs(right):
            def decorator(f):
                def wrapper(*args):
                    check()
                    return f(*args)
                return wrapper
            return decorator
        def check(): ...
        """,
        app_py="from deco import needs\n@needs('x')\ndef view(): ...\nadmin = needs('y')\n@admin\ndef secret(): ...\n",
    )
    assert calling(tree, "deco.py", "wrapper") == {"view", "secret"}
    assert calling(tree, "deco.py", "needs") == {"app.py"}
    assert called(tree, "app.py", "view") == {"wrapper:wrapper"}


def test_rows_of_a_query_and_the_current_user() -> None:
    tree = project(
        models_py="""
        from ext import db, login
        class User(db.Model):
            def ping(self): ...
        @login.user_loader
        def load(key): return User.query.get(int(key))
        """,
        app_py="""
        from flask_login import current_user
        from models import User
        from ext import db
        def one(): User.query.filter_by(a=1).first().ping()
        def two():
            for user in User.query.all(): user.ping()
        def three(): db.session.get(User, 1).ping()
        def four(): current_user.ping()
        def five(thing): thing.ping()
        """,
    )
    assert calling(tree, "models.py", "User.ping") == {"one", "two", "three", "four"}


def test_lazy_singletons_behind_global_and_factories() -> None:
    tree = project(
        app_py="""
        class Client:
            def send(self): ...
        _client = None
        def client():
            global _client
            if _client is None:
                _client = Client()
            return _client
        def view(): client().send()
        """
    )
    assert calling(tree, "app.py", "Client.send") == {"view"}


def test_reaches_tells_the_shortest_way() -> None:
    tree = project(
        app_py="from db import init_db\ndef create_app():\n    init_db()\ndef other(): ...\n",
        db_py="db = None\ndef init_db():\n    helper()\n    db.create_all()\ndef helper(): db.create_all()\n",
    )

    def creates(file: SourceFile, node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "create_all"

    found = reaches(code(tree, "app.py", "create_app"), creates)
    assert str(found) == "create_app → init_db → create_all"
    assert reaches(code(tree, "app.py", "other"), creates) is None


def test_circles_and_files_that_cannot_be_read() -> None:
    tree = project(
        app_py="from broken import f\na = b\nb = a\ndef g():\n    a()\n    f()\n    g()\nclass X(X): ...\n",
        broken_py="def f(:\n",
    )
    assert called(tree, "app.py", "g") == {"g:call"}
    assert calling(tree, "app.py", "g") == {"g"}


def test_a_file_that_cannot_hold_a_call_is_never_parsed() -> None:
    tree = project(
        app_py="def work(): ...\n", other_py="def unrelated(): ...\n", user_py="from app import work\nwork()\n"
    )
    assert calling(tree, "app.py", "work") == {"user.py"}
    assert tree.files["user.py"].is_parsed
    assert not tree.files["other.py"].is_parsed


def test_the_main_guard_is_no_part_of_the_module_level() -> None:
    tree = project(
        app_py="def a(): ...\ndef b(): ...\ndef c(): ...\na()\nif __name__ == '__main__':\n    b()\nelse:\n    c()\n"
    )
    assert called(tree, "app.py") == {"a:call", "c:call"}
    assert called(tree, "app.py", "main") == {"b:call"}
    assert reaches(code(tree, "app.py"), lambda _, node: isinstance(node, ast.Name) and node.id == "b") is None


def test_only_self_is_the_object_itself() -> None:
    tree = project(app_py="class Stream:\n    def pull(camera):\n        camera.read()\n    def read(self): ...\n")
    assert called(tree, "app.py", "Stream.pull") == set()
