"""What a literal or a name says: hosts, ports, URLs of services, credentials in values."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codemods.domains.connections.constants import flows
from codemods.domains.connections.urls import service_base, service_name
from codemods.domains.deployment.compose_services import runs_python
from codemods.domains.secrets.in_files import credentials
from codemods.domains.settings.literals import is_host, is_port, literal_kind
from codemods.domains.settings.naming import is_setting_value, setting_kind
from codemods.project.project import Project
from tests.codemods.trees import project


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://backend:5000/x?y=1", "http://backend:5000"),
        ("https://backend", "https://backend"),
        ("http://127.0.0.1/x", "http://127.0.0.1"),
        ("http://[::1]:80/x", "http://[::1]:80"),
        ("https://api-staging.example.com", "https://api-staging.example.com"),
        ("https://example.com:8443/", "https://example.com:8443"),
        ("ws://events.shop.svc/stream", "ws://events.shop.svc"),
        ("https://example.com/backend:5000", ""),
        ("http://www.w3.org/2000/svg", ""),
        ("https://device.example.com", ""),
        ("http://user:pw@backend:5000", ""),
        ("http://{host}:5000", ""),
        ("http://metadata.google.internal", ""),
        ("redis://cache:6379", ""),
        ("see http://backend:5000", ""),
    ],
)
def test_service_base(url: str, base: str) -> None:
    assert service_base(project({}), url) == base


@pytest.mark.parametrize(
    ("base", "name"),
    [
        ("http://order-service:80", "ORDER_SERVICE_URL"),
        ("http://orders.shop.svc.cluster.local", "ORDERS_URL"),
        ("http://localhost:80", ""),
        ("http://10.0.0.1", ""),
        ("https://cards-staging.example.com", "CARDS_URL"),
        ("http://staging:80", ""),
    ],
)
def test_service_name(base: str, name: str) -> None:
    assert service_name(base) == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("DB_HOST", "host"), ("dbHost", "host"), ("PORT", "port"), ("MAIL_SERVER", "host"), ("DB_USER", "account"),
        ("MYSQL_DATABASE", "name"), ("UPLOAD_BUCKET", "name"), ("MAIL_USE_TLS", "flag"), ("MAIL_SENDER", "address"),
        ("host", ""), ("SUPPORT", ""), ("REPORT", ""), ("DEFAULT_PORT", ""), ("CONF_HOST", ""), ("HOST_HEADER", ""),
        ("USER", ""), ("NAME", ""), ("REGION", ""), ("FORWARDED_HOST", ""),
    ],
)  # fmt: skip
def test_setting_kind(name: str, kind: str) -> None:
    assert setting_kind(name) == kind


@pytest.mark.parametrize(
    ("kind", "name", "source", "fits"),
    [
        ("host", "DB_HOST", "'localhost'", True), ("host", "DB_HOST", "'a.b:80,c.d:80'", True),
        ("host", "DB_HOST", "'not a host'", False), ("host", "DB_HOST", "'host'", False),
        ("host", "DB_HOST", "'OTHER_HOST'", False), ("host", "DB_HOST", "1", False), ("host", "DB_HOST", "''", False),
        ("port", "DB_PORT", "5432", True), ("port", "DB_PORT", "'5432'", True), ("port", "DB_PORT", "0", False),
        ("port", "DB_PORT", "70000", False), ("port", "DB_PORT", "True", False), ("flag", "MAIL_USE_TLS", "1", True),
        ("flag", "MAIL_USE_TLS", "2", False), ("flag", "MAIL_USE_TLS", "'1'", False),
        ("address", "MAIL_SENDER", "'nobody'", False), ("name", "DB_NAME", "'shop.db'", False),
    ],
)  # fmt: skip
def test_setting_value(kind: str, name: str, source: str, fits: bool) -> None:
    literal = literal_kind(ast.parse(source, mode="eval").body)
    assert literal is not None
    assert is_setting_value(kind, name, literal) is fits


def test_hosts_and_ports() -> None:
    assert all(map(is_host, ("", "*", "0.0.0.0", "::1", "[::1]", "db", "db.example.com", "db:80", "my_db")))
    assert not any(map(is_host, ("a b", "-x", "http://x", "a/b", "x:port")))
    assert is_port("80")
    assert not any(map(is_port, ("", "0", "65536", "-1", "x")))


@pytest.mark.parametrize(
    ("variable", "value", "found"),
    [
        ("POSTGRES_PASSWORD", "abc", [("POSTGRES_PASSWORD", "abc")]),
        ("WEBPASSWORD", "abc", [("WEBPASSWORD", "abc")]),
        ("db.password", "abc", [("DB_PASSWORD", "abc")]),
        ("DATABASE_URL", "postgresql+psycopg://u:abc@db/x", [("POSTGRES_PASSWORD", "abc")]),
        ("SHOP_URL", "https://u:abc@shop/x", [("SHOP_URL_PASSWORD", "abc")]),
        ("X", "${SECRET_KEY:-abc}", [("SECRET_KEY", "abc")]),
        ("X", "${PAGE:-abc}", []),
        ("SECRET_KEY", "${X-abc}", [("X", "abc")]),
        ("SECRET_KEY", "pa$$word", [("SECRET_KEY", "pa$$word")]),
        ("SECRET_KEY", "$X", []),
        ("SECRET_KEY", "", []),
        ("DB_PASSWORD", "/run/secrets/x", []),
        ("MYSQL_ALLOW_EMPTY_PASSWORD", "always", []),
        ("MYSQL_RANDOM_ROOT_PASSWORD", "1", []),
        ("DATABASE_URL", "postgresql://u@db/x", []),
        ("DATABASE_URL", "postgresql://u:${P}@db/x", []),
        ("TZ", "UTC", []),
    ],
)
def test_credentials(variable: str, value: str, found: list[tuple[str, str]]) -> None:
    there = list(credentials(variable, value))
    assert [(each.name, each.secret) for each in there] == found
    assert all(each.secret in value[each.start : each.end] for each in there)


def test_flows_cross_modules_and_stop_at_what_is_bound_twice(tmp_path: Path) -> None:
    project = Project(
        tmp_path,
        {
            "settings.py": b"where = 'db'\nwho = 'a'\nwho = 'b'\nother = 'c'\n",
            "app.py": b"import psycopg2, settings\nfrom settings import where as place\n"
            b"def f(port=1):\n    return psycopg2.connect(host=place, user=settings.who, port=port)\n",
            "web.py": b"from flask import Flask\nport = 8000\nFlask('x').run(port=port)\n",
            "plain.py": b"host = 'x'\nprint(host)\n",
        },
    )
    assert flows(project) == {("settings.py", 1, 8): "DB_HOST", ("app.py", 3, 11): "DB_PORT", ("web.py", 2, 7): "PORT"}


@pytest.mark.parametrize(
    ("files", "answer"),
    [
        (["compose.yaml", "app.py"], True),
        (["compose.yaml", "src/app.py"], True),
        (["deploy/compose.yaml", "app/app.py"], True),
        (["compose.yaml"], False),
        (["blog/compose.yaml", "shop/compose.yaml", "shop/app.py"], False),
        (["deploy/compose.yaml", "compose.yaml", "app.py"], True),
    ],
)
def test_compose_files_of_python_services(tmp_path: Path, files: list[str], answer: bool) -> None:
    assert runs_python(Project(tmp_path, dict.fromkeys(files, b"")), files[0]) is answer
