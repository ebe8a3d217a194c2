"""Drivers of databases: what their calls take, when these connect, and what they are installed as.

After PEP 249 and the documentation of each driver. What speaks to other services is in `connections`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from codemods.vocabulary.signs import Sign


@dataclass(frozen=True, slots=True)
class Connect:
    """What a call that connects takes: the settings by keyword, and by position."""

    service: str
    keywords: dict[str, str]
    positions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Driver:
    """A module with calls that connect to a database.

    `calls` are named from the module on. `distributions` are those whose presence says that a service has a database
    server. `later`: calls that open nothing by themselves: coroutines, pools and clients that connect at the first use.
    `followed`: a wait for the database is known by its `connect`, a fork that shares its connections by its calls, and
    a service with a database server by its name. `replicas`: such a database may have replicas for its readers.
    """

    module: str
    calls: Mapping[str, Connect]
    distributions: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    followed: bool = True
    replicas: bool = True

    @property
    def root(self) -> str:
        """The name of its package."""
        return self.module.partition(".")[0]

    @property
    def connects(self) -> dict[str, Connect]:
        """Its calls by their qualified names."""
        return {f"{self.module}.{name}": connect for name, connect in self.calls.items()}


SQL = {
    "host": "HOST", "server": "HOST", "hostname": "HOST", "unix_socket": "SOCKET", "port": "PORT", "user": "USER",
    "username": "USER", "uid": "USER", "password": "PASSWORD", "passwd": "PASSWORD", "pwd": "PASSWORD",
    "database": "NAME", "db": "NAME", "dbname": "NAME", "account": "ACCOUNT", "warehouse": "WAREHOUSE",
    "dsn": "DSN", "service_name": "SERVICE", "conninfo": "DSN",
}  # fmt: skip
SERVER = {
    "host": "HOST",
    "hostname": "HOST",
    "port": "PORT",
    "username": "USER",
    "user": "USER",
    "password": "PASSWORD",
}
_MONGO = SERVER | {"authSource": "AUTH_SOURCE", "db": "NAME", "name": "NAME"}
_KEYWORDS = Connect("DB", SQL)
_DSN = Connect("DB", SQL, ("DSN",))
_POOL = Connect("DB", SQL, ("", "", "DSN"))
_MYSQL = Connect("DB", SQL, ("HOST", "USER", "PASSWORD", "NAME", "PORT"))
_MSSQL = Connect("DB", SQL, ("HOST", "USER", "PASSWORD", "NAME"))
_NAME = Connect("DB", SQL, ("NAME",))
_MONGODB = Connect("MONGO", _MONGO, ("HOST", "PORT"))

DRIVERS = (
    Driver("psycopg", {"connect": _DSN, "Connection.connect": _DSN, "AsyncConnection.connect": _DSN},
           ("psycopg", "psycopg-binary"), later=("AsyncConnection.connect",)),
    Driver("psycopg_pool", {"ConnectionPool": _DSN}),
    Driver("psycopg2", {"connect": _DSN, "connect_async": _DSN, "pool.SimpleConnectionPool": _POOL,
                        "pool.ThreadedConnectionPool": _POOL},
           ("psycopg2-binary", "psycopg2"), later=("connect_async",)),
    Driver("asyncpg", {"connect": _DSN, "create_pool": _DSN}, ("asyncpg",), later=("connect", "create_pool")),
    Driver("aiopg", {"create_pool": _DSN}, later=("create_pool",), followed=False),
    Driver("pymysql", {"connect": _MYSQL, "Connect": _MYSQL, "connections.Connection": _MYSQL}, ("pymysql",)),
    Driver("MySQLdb", {"connect": _MYSQL, "Connect": _MYSQL, "connections.Connection": _MYSQL},
           ("mysqlclient", "mysql-python")),
    Driver("mysql.connector", {"connect": _KEYWORDS, "MySQLConnection": _KEYWORDS,
                               "connection.MySQLConnection": _KEYWORDS, "pooling.MySQLConnectionPool": _KEYWORDS},
           ("mysql-connector-python", "mysql-connector")),
    Driver("aiomysql", {"connect": _MYSQL, "create_pool": _MYSQL}, ("aiomysql",), later=("connect", "create_pool"),
           followed=False),
    Driver("mariadb", {"connect": _KEYWORDS}, ("mariadb",)),
    Driver("pyodbc", {"connect": _DSN}, ("pyodbc",)),
    Driver("pymssql", {"connect": _MSSQL}, ("pymssql",)),
    Driver("oracledb", {"connect": _DSN}, ("oracledb",)),
    Driver("cx_Oracle", {"connect": _DSN}, ("cx-oracle",)),
    Driver("ibm_db", {"connect": _DSN}, followed=False),
    Driver("peewee", {"MySQLDatabase": _NAME, "PostgresqlDatabase": _NAME, "PooledMySQLDatabase": _NAME},
           later=("MySQLDatabase", "PostgresqlDatabase", "PooledMySQLDatabase"), followed=False),
    Driver("playhouse.pool", {"PooledMySQLDatabase": _NAME, "PooledPostgresqlDatabase": _NAME},
           later=("PooledMySQLDatabase", "PooledPostgresqlDatabase"), followed=False),
    Driver("snowflake.connector", {"connect": Connect("SNOWFLAKE", SQL)}, followed=False, replicas=False),
    Driver("clickhouse_driver", {"Client": Connect("DB", SQL, ("HOST",))}, followed=False, replicas=False),
    Driver("clickhouse_connect", {"get_client": _KEYWORDS}, followed=False, replicas=False),
)  # fmt: skip
MONGO = (
    Driver("pymongo", {"MongoClient": _MONGODB, "mongo_client.MongoClient": _MONGODB, "AsyncMongoClient": _MONGODB,
                       "Connection": _MONGODB},
           later=("AsyncMongoClient", "Connection")),
    Driver("motor.motor_asyncio", {"AsyncIOMotorClient": _MONGODB}, later=("AsyncIOMotorClient",)),
    Driver("flask_pymongo", {"MongoClient": _MONGODB}, later=("MongoClient",)),
    Driver("mongoengine", {"connect": Connect("MONGO", _MONGO, ("NAME",))}),
)  # fmt: skip
CALLS = {name: connect for each in (*DRIVERS, *MONGO) for name, connect in each.connects.items()}

_FOLLOWED = tuple(each for each in DRIVERS if each.followed)
# One of a driver's own connections, and what makes a pool with some in it: a fork would share them.
OPENING = frozenset(
    f"{each.module}.{name}" for each in (*_FOLLOWED, *MONGO) for name in each.calls if name not in each.later
)
# Whose `connect` a start asks again and again; SQLite's is asked for the file of another process.
ASKED = (*(each.module for each in _FOLLOWED if "connect" in each.calls), "sqlite3")
REPLICATED = tuple(each for each in DRIVERS if each.replicas)
# The Flask extensions for one MySQL server.
FLASK_MYSQL = ("flask_mysqldb.MySQL", "flaskext.mysql.MySQL", "flask_mysql_connector.MySQL", "flask_mysql.MySQL")
# A client of MongoDB; `pymongo.Connection` went with PyMongo 3, before read preferences came.
MONGO_CLIENTS = frozenset(name for each in MONGO for name in each.connects) - {"pymongo.Connection"} | {
    "flask_pymongo.PyMongo", "flask_mongoengine.MongoEngine", "flask_mongoalchemy.MongoAlchemy",
}  # fmt: skip
# A service that needs one of these has a database server; the calls of the last ones nobody writes, SQLAlchemy does.
DISTRIBUTIONS = frozenset(name for each in DRIVERS for name in each.distributions) | {
    "flask-mysqldb", "flask-mysql", "psycopg2cffi", "pg8000", "asyncmy", "cockroachdb",
    "sqlalchemy-cockroachdb", "aurora-data-api", "cloud-sql-python-connector",
}  # fmt: skip

# Words that tell, three times, in bytes: they differ in what is at stake if one is missing or is too many.
# That a service has a database server, in any file of it: products as well as drivers.
SERVER_WORDS = (
    "postgres", "psycopg", "mysql", "mariadb", "asyncpg", "pg8000", "mssql", "pyodbc", "oracle", "cockroach",
    *(each.root for each in _FOLLOWED),
)  # fmt: skip
SERVER_NAMES = Sign("|".join(SERVER_WORDS).encode(), re.IGNORECASE)
# That a module that speaks of a reader connects to a database.
READER_WORDS = (
    "sqlalchemy", "psycopg", "asyncpg", "pymysql", "MySQLdb", "aiomysql", "mysql", "mariadb", "pyodbc", "oracledb",
    "mongo", "database", *(each.root for each in _FOLLOWED if each.root not in ("cx_Oracle", "pymssql")),
)  # fmt: skip
# That the settings of a module are a database's, for their names only: a new driver is none of them by itself.
NAMING_WORDS = (
    "create_engine", "sqlalchemy", "psycopg", "pymysql", "mysql", "mongo", "mariadb", "asyncpg", "pyodbc", "cx_Oracle",
    "postgres",
)  # fmt: skip
