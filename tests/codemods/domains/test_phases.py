"""Phases: when code runs, and what must stay unknown."""

from __future__ import annotations

from codemods.vocabulary.phases import Phase
from tests.codemods.small import asked, project, way

GUNICORN = "web: gunicorn app:app\n"


def test_the_life_of_a_factory_application() -> None:
    tree = project(
        Procfile="web: gunicorn 'shop:create_app()'\n",
        shop__init_py="""
        from flask import Flask
        from .db import init_db, unused
        def create_app():
            app = Flask(__name__)
            from . import views
            app.register_blueprint(views.bp)
            init_db(app)
            return app
        """,
        shop__db_py="def init_db(app): connect()\ndef connect(): ...\ndef query(): connect()\ndef unused(): ...\n",
        shop__views_py="""
        from flask import Blueprint
        from .db import query
        bp = Blueprint("x", __name__)
        @bp.route("/")
        def index(): return helper()
        def helper(): return query()
        @bp.before_app_request
        def before(): ...
        """,
    )
    assert asked(tree, "shop/__init__.py") == asked(tree, "shop/__init__.py", "create_app") == {"start"}
    assert asked(tree, "shop/views.py") == {"start"}
    assert asked(tree, "shop/views.py", "index") == asked(tree, "shop/views.py", "before") == {"serve"}
    assert asked(tree, "shop/db.py", "query") == {"serve"}
    assert asked(tree, "shop/db.py", "connect") == {"start", "serve"}
    assert asked(tree, "shop/db.py", "unused") == set()
    assert way(tree, "shop/db.py", "connect", Phase.START) == ("create_app", "init_db", "connect")
    assert way(tree, "shop/db.py", "connect", Phase.SERVE) == ("index", "helper", "query", "connect")
    assert way(tree, "shop/db.py", "connect", Phase.STOP) == ()


def test_create_all_in_a_command_is_no_start() -> None:
    tree = project(
        Procfile=GUNICORN,
        app_py="""
        import click
        from flask import Flask
        from flask.cli import with_appcontext
        app = Flask(__name__)
        @app.cli.command("init")
        @with_appcontext
        def init(): create()
        @click.command()
        def seed(): create()
        def create(): db.create_all()
        def register(app): app.cli.add_command(late)
        def late(): ...
        register(app)
        """,
        manage_py="""
        from flask_script import Manager, Command
        from app import app, create
        manager = Manager(app)
        @manager.command
        def rebuild(): ...
        class Load(Command):
            def run(self): ...
        if __name__ == "__main__":
            manager.run()
        """,
    )
    for path, name in (
        ("app.py", "init"),
        ("app.py", "seed"),
        ("app.py", "create"),
        ("app.py", "late"),
        ("manage.py", "rebuild"),
        ("manage.py", "Load.run"),
        ("manage.py", "main"),
        ("manage.py", ""),
    ):
        assert asked(tree, path, name) == {"command"}, (path, name)  # fmt: skip


def test_a_main_guard_is_start_only_where_the_process_is_started_by_it() -> None:
    app = "from flask import Flask\napp = Flask(__name__)\ndef setup(): ...\n"
    app += "if __name__ == '__main__':\n    setup()\n    app.run()\n"
    by_gunicorn = project(Procfile=GUNICORN, app_py=app)
    assert asked(by_gunicorn, "app.py", "main") == asked(by_gunicorn, "app.py", "setup") == {"script"}
    by_python = project(Dockerfile='FROM x\nCMD ["python", "app.py"]\n', app_py=app)
    assert asked(by_python, "app.py", "main") == asked(by_python, "app.py", "setup") == {"start"}
    unknown = project(app_py=app)
    assert asked(unknown, "app.py", "main") == {"start"}


def test_exporters_and_what_only_they_import() -> None:
    tree = project(
        Procfile=GUNICORN,
        app_py="import flask, shared\napp = flask.Flask(__name__)\n@app.route('/')\ndef v(): shared.both()\n",
        shared_py="def both(): ...\n",
        export_py="import writer, shared\nif __name__ == '__main__':\n    writer.dump()\n    shared.both()\n",
        writer_py="limit = 1\ndef dump(): ...\n",
        report_py="import argparse\ndef main(): ...\nif __name__ == '__main__':\n    main()\n",
    )
    assert (
        asked(tree, "export.py", "main") == asked(tree, "export.py") == asked(tree, "writer.py", "dump") == {"script"}
    )
    assert asked(tree, "writer.py") == {"script"}
    assert asked(tree, "shared.py", "both") == {"script", "serve"}
    assert asked(tree, "report.py", "main") == {"command"}


def test_views_in_all_their_forms() -> None:
    tree = project(
        Procfile=GUNICORN,
        app_py="""
        import socketio_views, dash_views
        from flask import Flask
        from flask.views import MethodView
        from flask_restful import Resource, Api
        from flask_login import LoginManager
        from flask_wtf import FlaskForm
        app = Flask(__name__)
        class Base(MethodView):
            def help(self): ...
        class Item(Base):
            def get(self): self.help()
        class Thing(Resource):
            def post(self): ...
        class Form(FlaskForm):
            def validate_name(self, field): ...
        def plain(): ...
        app.add_url_rule("/", view_func=plain)
        app.add_url_rule("/i", view_func=Item.as_view("i"))
        @app.errorhandler(404)
        def missing(e): ...
        def oops(e): ...
        app.register_error_handler(500, oops)
        def curried(e): ...
        app.errorhandler(400)(curried)
        @app.get("/x")
        def short(): ...
        @LoginManager(app).user_loader
        def load(key): ...
        @app.before_first_request
        def first(): ...
        class Proxy:
            def __call__(self, environ, start_response): ...
        """,
        socketio_views_py="""
        from flask_socketio import SocketIO
        socketio = SocketIO()
        @socketio.on("message")
        def message(data): ...
        """,
        dash_views_py="""
        from dash import Dash, Input, Output, callback
        @callback(Output("a", "b"), Input("c", "d"))
        def update(value): ...
        """,
    )
    for name in ("Base.help", "Item.get", "Thing.post", "Form.validate_name", "plain", "missing", "oops", "curried",
                 "short", "load", "Proxy.__call__"):  # fmt: skip
        assert asked(tree, "app.py", name) == {"serve"}, name
    assert asked(tree, "app.py", "first") == {"start", "serve"}
    assert asked(tree, "socketio_views.py", "message") == asked(tree, "dash_views.py", "update") == {"serve"}


def test_names_that_only_look_like_routes() -> None:
    tree = project(
        Procfile=GUNICORN,
        app_py="""
        import click, weather
        from flask import Flask
        app = Flask(__name__)
        cache = weather.Cache()
        @cache.get("name")
        def a(): ...
        class Treeview(weather.Treeview):
            def get(self): ...
        class Forecast(weather.ListView):
            def get(self): ...
        class View:
            def get(self): ...
        """,
    )
    for name in ("a", "Treeview.get", "Forecast.get", "View.get"):
        assert asked(tree, "app.py", name) == set(), name


def test_threads_tasks_and_signals() -> None:
    tree = project(
        Procfile=GUNICORN,
        app_py="""
        import atexit, signal, threading
        from concurrent.futures import ThreadPoolExecutor
        from flask import Flask
        from celery import shared_task
        app = Flask(__name__)
        pool = ThreadPoolExecutor()
        def loop(): tick()
        def tick(): ...
        threading.Thread(target=loop, daemon=True).start()
        @app.route("/")
        def view():
            pool.submit(mail)
            queue.enqueue(job)
            task.delay()
        def mail(): ...
        def job(): ...
        @shared_task
        def task(): ...
        def stop(*args): ...
        signal.signal(signal.SIGTERM, stop)
        @atexit.register
        def bye(): ...
        app.jinja_env.filters.update(x=drawn)
        def drawn(): ...
        app.register_something(shown)
        def shown(): ...
        """,
    )
    assert asked(tree, "app.py", "tick") == {"worker"}, "start does not wait for a thread"
    assert asked(tree, "app.py", "mail") == {"serve", "worker"}
    assert asked(tree, "app.py", "job") == asked(tree, "app.py", "task") == {"worker"}
    assert asked(tree, "app.py", "stop") == asked(tree, "app.py", "bye") == {"stop"}
    assert asked(tree, "app.py", "drawn") == {"serve"}
    assert asked(tree, "app.py", "shown") == set(), "handed to something unknown at start: not run by start"


def test_tests_migrations_and_archived_copies() -> None:
    copy = "from flask import Flask\napp = Flask(__name__)\n@app.route('/')\ndef view(): ...\n"
    tree = project(
        Procfile=GUNICORN,
        app_py=copy, old__app_old_py=copy, tests__test_app_py="def test_it(): ...\n",
        migrations__versions__x_py="def upgrade(): ...\n",
    )  # fmt: skip
    assert asked(tree, "app.py", "view") == {"serve"}
    assert asked(tree, "old/app_old.py", "view") == asked(tree, "old/app_old.py") == set()
    assert asked(tree, "tests/test_app.py", "test_it") == {"test"}
    assert asked(tree, "migrations/versions/x.py", "upgrade") == {"migration"}


def test_where_no_command_line_says_what_starts_all_routes_count() -> None:
    view = "@app.route('/')\ndef view(): ...\n"
    tree = project(
        run_py="from flask import Flask\napp = Flask(__name__)\nif __name__ == '__main__':\n    app.run()\n",
        other_py=f"from flask import Blueprint\napp = Blueprint('x', __name__)\n{view}",
    )
    assert asked(tree, "other.py", "view") == {"serve"}
    assert asked(project(Procfile="web: gunicorn run:app", run_py="import flask\n", other_py=view),
                 "other.py", "view") == set()  # fmt: skip


def test_a_file_imported_while_serving_runs_then() -> None:
    tree = project(
        Procfile=GUNICORN,
        app_py="""
        from typing import TYPE_CHECKING
        from flask import Flask
        if TYPE_CHECKING:
            import never
        try:
            import maybe
        except ImportError:
            maybe = None
        app = Flask(__name__)
        @app.route("/")
        def view():
            import late
        """,
        late_py="data = 1\n", never_py="x = 1\n", maybe_py="import importlib\nx = 1\n",
    )  # fmt: skip
    assert asked(tree, "late.py") == {"serve"}
    assert asked(tree, "never.py") == set()
    assert asked(tree, "maybe.py") == {"start"}


def test_a_library_without_a_process_stays_unknown() -> None:
    tree = project(lib_py="import flask\ndef f(): ...\ndef g(): f()\n")
    assert asked(tree, "lib.py") == asked(tree, "lib.py", "f") == set()


def test_gunicorn_hooks() -> None:
    tree = project(
        **{"gunicorn.conf.py": "bind = ':80'\ndef post_fork(server, worker): ...\ndef worker_exit(s, w): ...\n"},
        Procfile=GUNICORN, app_py="from flask import Flask\napp = Flask(__name__)\n",
    )  # fmt: skip
    assert asked(tree, "gunicorn.conf.py") == asked(tree, "gunicorn.conf.py", "post_fork") == {"start"}
    assert asked(tree, "gunicorn.conf.py", "worker_exit") == {"stop"}


def test_what_a_command_imports_too_still_runs_at_start() -> None:
    tree = project(
        Dockerfile="FROM x\nENV FLASK_APP=app.py\nCMD flask deploy && exec gunicorn app:app\n",
        app_py="import click\nfrom flask import Flask\napp = Flask(__name__)\n@app.cli.command()\ndef deploy(): ...\n",
    )
    assert asked(tree, "app.py") == {"start"}
    assert asked(tree, "app.py", "deploy") == {"command"}
