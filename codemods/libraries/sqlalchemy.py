"""SQLAlchemy, SQLModel and Flask-SQLAlchemy, and what their sessions share with Peewee, MongoEngine and pandas.

After the documentation of SQLAlchemy (1.3 to 2.0), SQLModel, Flask-SQLAlchemy, Flask-Migrate and Alembic.
"""

from __future__ import annotations

import re

# What makes an engine, by whichever of its modules it is imported from.
ENGINES = ("sqlalchemy.create_engine", "sqlalchemy.engine.create_engine", "sqlalchemy.engine.create.create_engine")

# What makes a factory of sessions.
FACTORIES = ("sqlalchemy.orm.sessionmaker", "sqlalchemy.orm.session.sessionmaker")

# A session, of whichever thread uses it.
ONE_SESSION = ("sqlalchemy.orm.Session", "sqlalchemy.orm.session.Session", "sqlmodel.Session")

# What makes a session for each thread.
SCOPED = ("sqlalchemy.orm.scoped_session", "sqlalchemy.orm.scoping.scoped_session")

# What SQLite's driver takes for a connection, and no other one.
SQLITE_ARGUMENTS = frozenset(("check_same_thread", "cached_statements", "detect_types"))

# Listeners that only writing calls: a reader never misses them.
EVENTS_OF_WRITES = re.compile(
    rb"[\"']((before|after)_(insert|update|delete|flush|flush_postexec|commit|rollback|soft_rollback)|set|append|remove"
    rb"|bulk_replace|before_create|after_create|before_drop|after_drop)[\"']"
)

# Flask-SQLAlchemy's object.
EXTENSIONS = ("flask_sqlalchemy.SQLAlchemy", "flask_sqlalchemy_lite.SQLAlchemy")

# Other makers of engines, and those of asynchronous ones.
OTHER_ENGINES = (
    "sqlmodel.create_engine", "sqlalchemy.engine_from_config", "sqlalchemy.engine.engine_from_config",
)  # fmt: skip
ASYNC_ENGINES = ("sqlalchemy.ext.asyncio.create_async_engine", "sqlalchemy.ext.asyncio.engine.create_async_engine")
# All that is an engine, or gives one.
MAKERS = (*ENGINES, *OTHER_ENGINES, *(f"{each}.{name}" for each in EXTENSIONS for name in ("engine", "get_engine")))

# All that is a session, or makes one.
SESSIONS = (*FACTORIES, *SCOPED,
             "sqlalchemy.orm.Session", "sqlalchemy.orm.session.Session", "sqlmodel.Session",
             *(f"{each}.session" for each in EXTENSIONS))  # fmt: skip

# What these make opens no connection before it is asked for something.
CONNECTS_LATER = frozenset(("create_engine", "create_async_engine", "engine_from_config", "sessionmaker",
                            "async_sessionmaker", "scoped_session", "async_scoped_session"))  # fmt: skip

# Methods of an engine that take a connection out of its pool.
ENGINE_CONNECTS = frozenset(("connect", "begin", "execute", "scalar", "raw_connection", "table_names", "has_table"))

# Methods of a session that do.
SESSION_CONNECTS = frozenset(("execute", "scalar", "scalars", "get", "commit", "flush", "connection", "refresh"))

# What a query that has been put together is ended with.
QUERY_ENDS = frozenset(("all", "first", "one", "one_or_none", "scalar", "count", "get", "delete", "update"))

# What takes the engine, or has it from its object, and asks the database at once.
WITH_ENGINE = frozenset(("create_all", "drop_all", "reflect", "prepare", "Table", "inspect", "read_sql",
                          "read_sql_query", "read_sql_table", "to_sql"))  # fmt: skip

# These ask only where they are told to look the tables up.
LOOKING_UP = frozenset(("prepare", "Table"))

# Methods of a connection that run a statement.
CONNECTION_RUNS = frozenset(("execute", "scalar", "scalars", "exec_driver_sql"))

# Methods of a connection that run none.
CONNECTION_QUIET = frozenset(("close", "execution_options"))

# What a session may be asked by what only reads.
READS = frozenset(("execute", "scalar", "scalars", "get", "get_one", "query", "close", "expunge_all", "remove"))

# Methods, of a session or of what it gives, that run a statement: it says whether they write.
RUNS = frozenset(("execute", "scalar", "scalars", "exec", "exec_driver_sql", "stream", "stream_scalars",
                   "from_statement"))  # fmt: skip

# Methods, of whatever object, that write, lock, or may do so.
WRITES = frozenset(
    ("add", "add_all", "begin", "begin_nested", "bulk_create", "bulk_insert_mappings", "bulk_save_objects",
     "bulk_update_mappings", "callproc", "commit", "connection", "create", "create_all", "delete", "drop", "drop_all",
     "enable_relationship_loading", "executemany", "flush", "get_bind", "insert", "invalidate", "make_transient",
     "merge", "next_value", "nextval", "on_conflict_do_nothing", "on_conflict_do_update", "on_duplicate_key_update",
     "persist", "prepare", "refresh", "reset", "returning", "save", "save_all", "truncate", "update", "upsert",
     "with_for_update", "with_lockmode")
)  # fmt: skip

# Base classes of rows.
MAPPED = re.compile(r"declarative|\.Model$|SQLModel$|DeclarativeBase|registry")

# How SQLAlchemy, Django, Peewee and MongoEngine say what a row has.
COLUMN = re.compile(r"(?:^|\.)(?:Column|mapped_column|\w*Field|relationship)$")

# Methods of a query that give one row.
FETCHES = frozenset(
    ("first", "get", "one", "first_or_404", "get_or_404", "one_or_404", "one_or_none", "scalar", "scalar_one",
     "scalar_one_or_none", "get_one", "last")
)  # fmt: skip

# Methods that make or drop all tables.
TABLE_MAKERS = ("create_all", "drop_all")

# What makes the tables of other mappers; with the argument that it does so for, '' where it always does.
OTHER_MAKERS = (
    (re.compile(r"(peewee|playhouse)\b(?!.*[sS]qlite).*\.create_tables$"), ""),
    (re.compile(r"tortoise\.(\w+\.)*generate_schemas$"), ""),
    (re.compile(r"tortoise\.contrib\.\w+\.(register_tortoise|RegisterTortoise)$"), "generate_schemas"),
    (re.compile(r"pony\.orm\.(\w+\.)*generate_mapping$"), "create_tables"),
)
# The last words of these.
OTHER_WORDS = frozenset(
    ("create_tables", "generate_schemas", "register_tortoise", "RegisterTortoise", "generate_mapping")
)

# Functions that bring the tables to a version.
MIGRATIONS = re.compile(r"^(flask_migrate|alembic\.command|flask_alembic\.\w+)\.(upgrade|stamp)$")

# Alembic's command line, from code: what it does stands among its arguments.
MIGRATES_BY_WORDS = "alembic.config.main"

# Django's commands that make the tables, fill or empty them, and what runs one from code, with where its name stands.
DJANGO_COMMANDS = frozenset(("migrate", "migrate_schemas", "syncdb", "loaddata", "flush", "createcachetable"))
RUNS_COMMAND = {"django.core.management.call_command": 0, "django.core.management.execute_from_command_line": 1}

# Libraries whose objects map rows.
LIBRARY = re.compile(r"sqlalchemy|sqlmodel|flask_sqlalchemy|mongoengine|peewee", re.IGNORECASE)

# Methods that write to a database, whatever they are called on.
WRITES_ANYWHERE = (
    "add_all",
    "bulk_save_objects",
    "bulk_insert_mappings",
    "executescript",
    "executemany",
    "insert_many",
)

# Without one of these methods nothing that a session or a driver's connection was told to write stays; or they write.
PERSISTS = frozenset(
    (*WRITES_ANYWHERE, "begin", "begin_nested", "bulk_update_mappings", "callproc", "commit", "copy_expert",
     "copy_from", "copy_records_to_table", "create_all", "drop_all", "on_conflict_do_nothing", "on_conflict_do_update",
     "on_duplicate_key_update", "to_sql", "with_for_update")
)  # fmt: skip

# Libraries that write by an engine, a session or a driver that they are handed, or have methods of their own for it.
WRITE_BY_THEMSELVES = re.compile(
    r"^(flask_(admin|appbuilder|dance|restless|rest_jsonapi|security|session|user|combo_jsonapi)|sqladmin|starlette_admin"
    r"|fastapi_(users|crudrouter|amis_admin)|fastcrud|apscheduler|databases|ormar|tortoise|gino|peewee|piccolo|pony"
    r"|sqlalchemy_(utils|mixins)|activealchemy|celery|social_\w+|advanced_alchemy|factory)(\.|$)"
)

# Methods that read, of a session or a connection.
READS_OF_SESSION = ("scalars", "scalar", "get", "select", "query")

# Methods that write, of one.
WRITES_OF_SESSION = ("add", "commit", "merge", "execute", "flush")

# Methods of a session that give it rows to write.
ADDS = frozenset(("add", "add_all", "merge", "bulk_save_objects", "bulk_insert_mappings"))

# Methods of a cursor that run a statement.
CURSOR_RUNS = ("execute", "executemany", "callproc")

# Methods of a session that write what no object stands for.
WRITES_WITHOUT_ROW = ("delete", "execute", "bulk_update_mappings")

# Who listens to a class hears all of its objects. These events ask for no answer.
EVERY_ENGINE = ("sqlalchemy.Engine", "sqlalchemy.engine.Engine", "sqlalchemy.engine.base.Engine")

# Events of each new connection, whatever its engine.
EACH_CONNECTION = frozenset(("connect", "engine_connect", "first_connect"))

# Events that only watch.
WATCHING_EVENTS = ("before_cursor_execute", "after_cursor_execute", "handle_error", "engine_connect")

# What hands a function over for an event.
LISTENING = ("listen", "listens_for")

# Functions that make a statement which reads.
SELECTS = re.compile(
    r"(flask_sqlalchemy|sqlalchemy|sqlmodel)\b.*\.(select|union|union_all|intersect|except_|exists|values)$"
)

# Functions that take SQL as text.
TEXTS = re.compile(r"(flask_)?sqlalchemy\b.*\.(text|literal_column)$")

# Engines that are reported and not rewritten.
REPORTED = (*ASYNC_ENGINES, *OTHER_ENGINES)

# Options of an engine that bring its connections: of its URL the dialect's name alone counts then.
GIVES_CONNECTIONS = frozenset(("creator", "async_creator", "pool"))

# What takes a URL apart.
MAKES_URL = "make_url"

# Methods that ask a database in a file, of its connection or of pandas.
SQLITE_ASKS = frozenset(("execute", "read_sql", "read_sql_query", "read_sql_table"))

# Those that change it.
SQLITE_WRITES = frozenset(("commit", "executemany", "executescript", "to_sql"))

# What Flask-SQLAlchemy's object and its models have to ask with.
FLASK_QUERIES = ("query", "paginate", "get_or_404", "first_or_404", "one_or_404")
