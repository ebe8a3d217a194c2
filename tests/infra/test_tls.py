"""The database proves who it is: with the settings of a definition, nothing is said to a server that can't."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.infra.support import OVERLAYS, ROOT, TASKS, container, of_kind, overlay

NAME = "localhost"
ENGINES = ("engine", "reader_engine")


def settings(definition: str) -> dict[str, str]:
    """What a task or an overlay says of TLS."""
    if definition in TASKS:
        given = {each["name"]: each["value"] for each in container(definition)["environment"]}
    else:
        (found,) = of_kind(overlay(definition), "ConfigMap")
        given = found["data"]
    return {name: value for name, value in given.items() if name.startswith("PG")}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority, a server's certificate by it, and another authority."""
    folder = tmp_path_factory.mktemp("authority")
    if not (openssl := shutil.which("openssl")):
        pytest.skip("openssl is not installed")
    new = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    for name in ("ca", "other"):
        subprocess.run(
            [*new, "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem"],
            cwd=folder, check=True, capture_output=True,
        )  # fmt: skip
    subprocess.run(
        [
            *new, "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
            "-addext", "basicConstraints=CA:FALSE", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-keyout", "server.key", "-out", "server.pem",
        ],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder


@contextlib.contextmanager
def server(authority: Path | None) -> Iterator[tuple[int, list[bytes]]]:
    """A port that answers as PostgreSQL does to whoever asks for TLS, and what it was told after that."""
    heard: list[bytes] = []
    with socket.create_server(("localhost", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    client, _ = listening.accept()
                except OSError:
                    return
                with contextlib.suppress(OSError), client:
                    client.recv(8)
                    client.sendall(b"S" if authority else b"N")
                    if authority:
                        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                        context.load_cert_chain(authority / "server.pem", authority / "server.key")
                        with context.wrap_socket(client, server_side=True) as client:
                            heard.append(client.recv(1000))
                    else:
                        heard.append(client.recv(1000))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1], heard


def connect(engine: str, port: int, host: str, given: dict[str, str]) -> str:
    """Let after/ connect; what it says."""
    environment = {
        "PATH": os.environ["PATH"], "DB_HOST": host, "DB_PORT": str(port), "DB_USER": "bookshop", "DB_PASSWORD": "hush",
        "SECRET_KEY": "k", "CARD_NETWORK_API_KEY": "k", "AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "k",
        "DATABASE_READER_URL": f"postgresql://bookshop:hush@{host}:{port}/bookshop", **given,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-B", "-c", f"import db; db.{engine}.connect()"],
        cwd=ROOT / "after", env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.stderr


@pytest.mark.parametrize("definition", [*OVERLAYS, *TASKS])
def test_a_definition_asks_for_a_proof(definition: str) -> None:
    given = settings(definition)
    assert given["PGSSLMODE"] == "verify-full"
    assert given["PGSSLROOTCERT"].startswith("/")


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_said_without_tls(engine: str) -> None:
    with server(None) as (port, heard):
        said = connect(engine, port, NAME, settings("staging"))
    assert "server does not support SSL, but SSL was required" in said
    assert b"".join(heard) == b""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("host", "trusted", "is_said"), [(NAME, "ca", 1), (NAME, "other", 0), ("127.0.0.1", "ca", 0)])
def test_only_the_server_that_is_meant_hears_anything(
    engine: str, host: str, trusted: str, is_said: int, authority: Path
) -> None:
    given = settings("staging") | {"PGSSLROOTCERT": str(authority / f"{trusted}.pem")}
    with server(authority) as (port, heard):
        said = connect(engine, port, host, given)
    assert bool(b"".join(heard)) == bool(is_said), said
