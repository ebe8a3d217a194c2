"""A password that also stands in a stack's code in other languages: whoever moves one leaves two to be changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.engine.files.discover import discover
from codemods.engine.registry import select
from codemods.engine.session import check
from codemods.project.project import Project
from codemods.vocabulary.finding import Finding
from tests.codemods.trees import plant

COMPOSE = """\
services:
  web:
    build: ./web
  result:
    build:
      context: ./result
  worker:
    build: worker/
  remote:
    build: https://example.org/remote.git
  db:
    image: postgres:16
    environment:
      POSTGRES_PASSWORD: postgres
"""
STACK = {
    "compose.yaml": COMPOSE,
    "web/Dockerfile": "FROM python:3.13\nCOPY . .\nCMD python app.py\n",
    "web/app.py": "import flask\n",
}


def found(root: Path, files: dict[str, str | bytes]) -> Finding:
    plant(root, STACK | files)
    checked = check(Project(root, discover(root)[0]), select(("OP508",)), jobs=1)
    (finding,) = checked.findings
    return finding


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("result/server.js", "const pool = new Pool({\n  url: 'postgres://shop:postgres@db/shop'\n})\n"),
        ("result/server.js", "const pool = new Pool({ password: 'postgres' })\n"),
        ("result/server.js", "const word = process.env.DB_PASSWORD || 'postgres'\n"),
        ("worker/Program.cs", '\nvar db = Open("Server=db;Username=shop;Password=postgres;");\n'),
        ("worker/Program.cs", '\nvar db = Open("Server=db;Uid=shop;Pwd=postgres");\n'),
        ("worker/src/appsettings.json", '{\n  "Default": "Host=db;Username=shop;Password=postgres"\n}\n'),
        ("worker/main.go", '\ndsn := "host=db user=shop password=postgres dbname=shop"\n'),
        ("worker/persistence.xml", "<a>\n<password>postgres</password>\n</a>\n"),
        ("sample.env.dev", "\nDATABASE_URL=postgresql://shop:postgres@db:5432/shop\n"),
        ("web/grant.sql", "--\nALTER USER shop WITH PASSWORD 'postgres';\n"),
    ],
)
def test_a_password_in_an_image_of_another_language_stays(tmp_path: Path, path: str, text: str) -> None:
    finding = found(tmp_path, {path: text})
    assert not finding.sites
    assert f"{path}:" in finding.remedy


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("other/server.js", "const url = 'postgres://shop:postgres@db/shop'\n"),
        ("result/node_modules/pg/index.js", "const url = 'postgres://shop:postgres@db/shop'\n"),
        ("result/package-lock.json", '{"password": "postgres"}\n'),
        ("result/tests/server.test.js", "const url = 'postgres://shop:postgres@db/shop'\n"),
        ("result/README.md", "Connect to `postgres://shop:postgres@db/shop`.\n"),
        ("result/server.js", "const url = 'postgres://postgres:other@postgres/postgres'\nconst password = postgres\n"),
        ("result/server.js", "const url = 'postgres://shop:postgres.2@db/shop'\n"),
        ("result/logo.png", b"\x89PNG\0 postgres://shop:postgres@db/shop"),
        ("result/data.js", b"// postgres://shop:postgres@db/shop\n" + b"x" * 2_000_001),
    ],
)
def test_what_is_no_second_place_keeps_nothing(tmp_path: Path, path: str, text: str | bytes) -> None:
    assert found(tmp_path, {path: text}).sites


def test_what_git_leaves_out_is_no_second_place(tmp_path: Path) -> None:
    files = {"result/.gitignore": "local.js\n", "result/local.js": "const url = 'postgres://shop:postgres@db/shop'\n"}
    assert found(tmp_path, dict(files)).sites
