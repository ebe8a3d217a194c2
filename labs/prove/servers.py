"""What a service stands on: the servers that its profile names, and what its settings say of them."""

from __future__ import annotations

import contextlib
import shutil
import socket
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import psycopg

from labs.cluster import objectstore, postgres, processes
from labs.cluster.objectstore import ObjectStore
from labs.cluster.postgres import Postgres
from labs.prove import mysql
from labs.prove.mysql import Mysql
from labs.prove.profile import PLACEHOLDER, BadProfile

LAG_MS = 0
KINDS = ("postgres", "replica", "mysql", "s3", "redis")
DATABASES = ("postgres", "mysql")


@dataclass(frozen=True)
class Redis:
    """A running server."""

    process: processes.Process
    port: int

    @property
    def url(self) -> str:
        return f"redis://{processes.HOST}:{self.port}"

    def empty(self) -> None:
        with socket.create_connection((processes.HOST, self.port), timeout=5) as connection:
            connection.sendall(b"FLUSHALL\r\n")
            connection.recv(16)


@dataclass(frozen=True)
class Parts:
    """The servers of one service, None where it needs none; bucket is its own in the store. ports: where an ill
    stand-in is asked instead of a part."""

    postgres: Postgres | None = None
    replica: Postgres | None = None
    s3: ObjectStore | None = None
    redis: Redis | None = None
    mysql: Mysql | None = None
    bucket: str = ""
    ports: Mapping[str, int] = field(default_factory=dict)

    @property
    def keeps_data(self) -> bool:
        """Whether data outlives replicas."""
        return self.postgres is not None or self.mysql is not None

    def port(self, part: str) -> int:
        """Where a part listens; 0 where there is none."""
        server = getattr(self, part)
        if server is None:
            return 0
        return self.ports.get(part) or (int(server.url.rpartition(":")[2]) if part == "s3" else int(server.port))

    def at(self, ports: Mapping[str, int]) -> Parts:
        """The same with other ports for some."""
        return replace(self, ports=dict(ports))

    def fresh(self) -> Parts:
        """The same with data of its own: what the release step left, and an empty bucket."""
        made = self
        if self.postgres:
            database = self.postgres.create_database(f"fresh_{uuid.uuid4().hex}", self.postgres.database)
            made = replace(made, postgres=database)
            if self.replica:
                reader = replace(self.replica, database=database.database)
                processes.wait_until(reader.answers, 30, "the replica to have the database")
                made = replace(made, replica=reader)
        if self.mysql:
            made = replace(made, mysql=self.mysql.copied(f"fresh_{uuid.uuid4().hex}"))
        if self.s3:
            bucket = f"state-{uuid.uuid4().hex}"
            self.s3.make_bucket(bucket)
            made = replace(made, bucket=bucket)
        if self.redis:
            self.redis.empty()
        return made

    def drop(self) -> None:
        """Remove the data that fresh() made."""
        if self.mysql and self.mysql.database.startswith("fresh_"):
            with contextlib.suppress(RuntimeError):
                self.mysql.drop()
        if self.postgres and self.postgres.database.startswith("fresh_"):
            with (
                contextlib.suppress(psycopg.Error),
                replace(self.postgres, database="postgres").connect() as connection,
            ):
                connection.execute(f'DROP DATABASE IF EXISTS "{self.postgres.database}" WITH (FORCE)')

    def value(self, name: str) -> str:
        """What a placeholder stands for."""
        part, _, key = name.partition(".")
        server = getattr(self, part, None)
        if server is None:
            return f"{{{name}}}"
        if isinstance(server, Postgres):
            return _of_postgres(replace(server, port=self.port(part)), key)
        if isinstance(server, Mysql):
            return server.value(self.port(part), key)
        if isinstance(server, ObjectStore):
            url = f"http://{processes.HOST}:{self.port(part)}"
            return {"": url, "key": server.access_key, "secret": server.secret_key, "bucket": self.bucket}[key]
        host = {"": f"redis://{processes.HOST}:{self.port(part)}/0", "host": processes.HOST}
        return {**host, "port": str(self.port(part))}[key]


def _of_postgres(server: Postgres, key: str) -> str:
    address = f"{server.user}:{server.password}@{server.host}:{server.port}/{server.database}"
    values = {"": f"postgresql://{address}", "address": address, "host": server.host, "port": str(server.port)}
    return {**values, "user": server.user, "password": server.password, "name": server.database}[key]


def filled(settings: Mapping[str, str], parts: Parts) -> dict[str, str]:
    """The settings, with what their placeholders stand for."""
    return {name: PLACEHOLDER.sub(lambda match: parts.value(match[1]), text) for name, text in settings.items()}


@contextlib.contextmanager
def running(wanted: frozenset[str]) -> Iterator[Parts]:
    """Start what a profile names. Raises BadProfile for what this machine has not, RuntimeError."""
    with contextlib.ExitStack() as stack:
        made = Parts()
        if wanted & {"postgres", "replica"}:
            primary = stack.enter_context(postgres.primary(user="prove", password="prove-password", database="prove"))
            made = replace(made, postgres=primary)
        if "replica" in wanted and made.postgres:
            made = replace(made, replica=stack.enter_context(postgres.replica(made.postgres, LAG_MS)))
        if "s3" in wanted:
            store = stack.enter_context(objectstore.object_store())
            bucket = "release"
            store.make_bucket(bucket)
            made = replace(made, s3=store, bucket=bucket)
        if "mysql" in wanted:
            made = replace(made, mysql=stack.enter_context(mysql.running()))
        if "redis" in wanted:
            made = replace(made, redis=stack.enter_context(_redis()))
        yield made


@contextlib.contextmanager
def _redis() -> Iterator[Redis]:
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        raise BadProfile("{redis} needs redis-server, which is not here: apt-get install redis-server, or leave it out")
    port = processes.free_port()
    with processes.workspace("prove-redis-") as folder:
        words: list[str | Path] = [
            program,
            "--port",
            str(port),
            "--bind",
            processes.HOST,
            "--save",
            "",
            "--dir",
            folder,
        ]
        ready = partial(processes.accepts, port)
        with processes.running(words, folder / "redis.log", ready) as process:
            yield Redis(process, port)
