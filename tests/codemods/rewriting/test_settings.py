"""Where the values go that leave the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.analysis.project import Project
from codemods.finding import Setting
from codemods.formats import dotenv
from codemods.rewriting.settings import settings_files
from codemods.rule import Skip
from tests.codemods.trees import plant

IGNORED = ".env\n.env.*\n!.env.example\n"


def files(root: Path, *settings: Setting, service: str = "", known: dict[str, str] | None = None) -> dict[str, str]:
    project = Project(root, {path: text.encode() for path, text in (known or {}).items()})
    return settings_files(project, service, settings)


def test_a_secret(tmp_path: Path) -> None:
    found = files(tmp_path, Setting("DB_PASSWORD", "hunter2", secret=True))
    assert found[".env"] == "DB_PASSWORD=hunter2\n"
    assert found[".env.example"].endswith("\nDB_PASSWORD=\n")
    assert found[".gitignore"] == IGNORED


def test_what_is_no_secret_stays_in_the_code(tmp_path: Path) -> None:
    assert files(tmp_path, Setting("DB_HOST", "db")) == {}


def test_values_of_environments(tmp_path: Path) -> None:
    host = Setting("DB_HOST", environments={"production": "really-prod.db", "staging": "s"})
    password = Setting("DB_PASSWORD", secret=True, environments={"production": "hunter2"})
    found = files(tmp_path, host, password)
    assert found["env/production.env"] == "DB_HOST=really-prod.db\n# DB_PASSWORD= is a secret\n"
    assert found["env/staging.env"] == "DB_HOST=s\n"
    assert found[".env.production"] == "DB_PASSWORD=hunter2\n"
    assert "hunter2" not in "".join(text for path, text in found.items() if path != ".env.production")


def test_a_services_files_lie_in_its_folder(tmp_path: Path) -> None:
    found = files(tmp_path, Setting("KEY", "x1", secret=True), service="web")
    assert set(found) == {"web/.env", "web/.env.example", "web/.gitignore"}


def test_what_the_owner_has_stays(tmp_path: Path) -> None:
    plant(tmp_path, {".env": "# mine\nKEY=other", ".env.example": "A=\n", ".gitignore": "*.log"})
    found = files(tmp_path, Setting("KEY", "x1", secret=True), Setting("TOKEN", "y2", secret=True))
    assert found[".env"] == "# mine\nKEY=other\nTOKEN=y2\n"
    assert found[".env.example"] == "A=\nKEY=\nTOKEN=\n"
    assert found[".gitignore"] == f"*.log\n{IGNORED}"


@pytest.mark.parametrize("present", [".env*\n!.env.example\n", IGNORED, "*\n!.env.example\n!.gitignore\n"])
def test_a_gitignore_that_says_it_already_stays(present: str, tmp_path: Path) -> None:
    plant(tmp_path, {".gitignore": present})
    assert ".gitignore" not in files(tmp_path, Setting("KEY", "x1", secret=True))
    assert ".gitignore" not in "".join(files(tmp_path, Setting("KEY", "x1", secret=True), service="web"))


def test_line_ends_stay(tmp_path: Path) -> None:
    plant(tmp_path, {".env": "A=1\r\n", ".gitignore": "*.log\r\n"})
    found = files(tmp_path, Setting("KEY", "x1", secret=True))
    assert found[".env"] == "A=1\r\nKEY=x1\r\n"
    assert found[".gitignore"] == "*.log\r\n" + IGNORED.replace("\n", "\r\n")


def test_an_env_that_is_no_text(tmp_path: Path) -> None:
    plant(tmp_path, {".env": b"\xff\xfe"})
    with pytest.raises(Skip, match="not UTF-8"):
        files(tmp_path, Setting("KEY", "x1", secret=True))


@pytest.mark.parametrize(
    "value",
    [
        "plain",
        "with space",
        "a'b",
        'a"b',
        "a$b",
        "a#b",
        "a # b",
        "",
        "a\\b",
        "a\nb",
        "ü日",
        "a=b&c",
        "`x`",
        "'q'",
        "x'\"$`\\",
    ],
)
def test_every_value_comes_back(value: str) -> None:
    (entry,) = dotenv.parse(dotenv.line("KEY", value)).entries
    assert entry.value == value
