# case: one_migration
# unsafe: false
import sqlite3

from flask import Flask


class Store:
    def __init__(self, path):
        with sqlite3.connect(path) as con:
            self.migrate(con)

    def migrate(self, con):
        version = con.execute("PRAGMA user_version").fetchone()[0]
        if version < 1:
            self.to_version_1(con)
        if version < 2:
            con.execute("ALTER TABLE books RENAME TO titles")  # finding
            to_version_2(con)

    def to_version_1(self, con):
        con.execute("CREATE TABLE books (title TEXT)")
        fill(con)

    def clean(self, con):
        con.execute("DROP TABLE titles")


def fill(con):
    con.execute("CREATE TABLE shelves (name TEXT)")


def to_version_2(con):
    con.execute("CREATE INDEX by_title ON titles (title)")


def create_app():
    app = Flask(__name__)
    app.store = Store("shop.db")
    return app


def create_admin():
    app = Flask("admin")
    with sqlite3.connect("admin.db") as con:
        con.execute("CREATE TABLE users (name TEXT)")  # finding
    return app


app = create_app()
admin = create_admin()

# case: stamp
from flask import Flask
from flask_migrate import Migrate, stamp, upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect

db = SQLAlchemy()


def prepare(app):
    Migrate(app, db)
    with app.app_context():
        if inspect(db.engine).has_table("books"):
            # made before there were migrations
            stamp(revision="b9a10d5d63ce")

        upgrade()  # finding


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    prepare(app)
    return app


app = create_app()

# case: switched_off
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase

app = Flask(__name__)
engine = create_engine("postgresql://db/shop")


class Base(DeclarativeBase):
    pass


def start(engine, drop_create=False):
    if drop_create:
        Base.metadata.drop_all(engine)
        Base.metadata.create_all(engine)


def fill(create):
    if create:
        Base.metadata.create_all(engine)


start(engine, drop_create=False)
start(engine)
fill(False)

# case: switched_on
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase

app = Flask(__name__)
engine = create_engine("postgresql://db/shop")


class Base(DeclarativeBase):
    pass


def start(engine, create=False):
    if create:
        Base.metadata.create_all(engine)  # finding


start(engine)
start(engine, create=True)

# case: trap_command_like_factory
# file: manage.py
import click
from flask.cli import FlaskGroup
from flask_sqlalchemy import SQLAlchemy

cli = FlaskGroup()
db = SQLAlchemy()


@cli.command("init")
@click.option("--password")
def initialize_app(password):
    db.create_all()


if __name__ == "__main__":
    cli()

# case: trap_stamp
from flask import Flask
from flask_migrate import Migrate, stamp
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect

db = SQLAlchemy()

def prepare(app):
    Migrate(app, db)
    with app.app_context():
        if inspect(db.engine).has_table("books"):
            # made before there were migrations
            stamp(revision="b9a10d5d63ce")

def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    prepare(app)
    return app

app = create_app()

# case: trap_branch_for_sqlite
# file: app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)

with app.app_context():
    if db.engine.dialect.name == "sqlite":
        db.create_all()
    else:
        app.logger.info("the deploy has migrated")
    if not db.engine.url.drivername.startswith("sqlite"):
        app.logger.info("the deploy has migrated")
    else:
        db.create_all()

# case: branch_for_servers
# file: app.py
import os

from alembic.config import main as alembic_main
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)

with app.app_context():
    if db.engine.dialect.name == "sqlite":
        db.create_all()
    else:
        alembic_main(["--raiseerr", "upgrade", "head"])  # finding

# case: command_of_django
# file: kettle/wsgi.py
import os

from django.core import management
from django.core.management import call_command, execute_from_command_line
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kettle.settings")
application = get_wsgi_application()
call_command("migrate", "--noinput")  # finding
management.call_command("loaddata", "books")
execute_from_command_line(["manage.py", "migrate"])
call_command("check")

# case: trap_words_of_manage
# file: manage.py
import sys

import django
from django.core.management import call_command, execute_from_command_line


def run():
    django.setup()
    call_command("migrate")
    call_command("runserver", "0.0.0.0:8000")


if __name__ == "__main__":
    if sys.argv[1] == "run":
        run()
    else:
        execute_from_command_line(sys.argv)

# case: trap_switched_off_above
import sys

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Store:
    @staticmethod
    def make():
        db.drop_all()
        db.create_all()


def start(fresh=False, seed=False):
    if fresh:
        Store.make()
    return True


@app.cli.command("fresh")
def fresh():
    start(fresh=True)


start(fresh=False, seed=False)

# case: before_commands
from flask import Flask
from flask.ext.sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)

db.create_all()  # finding

# case: branch_for_whoever_imports
# unsafe: false
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase

app = Flask(__name__)
engine = create_engine("postgresql://db/shop")


class Base(DeclarativeBase):
    pass


if __name__ != "__main__":
    Base.metadata.create_all(engine)  # finding
