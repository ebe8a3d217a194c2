"""Where the values go that leave the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.formats import dotenv
from codemods.project.project import Project
from codemods.rewriting.text.settings import settings_files
from codemods.vocabulary.finding import Setting
from codemods.vocabulary.rule import Skip
from tests.codemods.trees import plant

IGNORED = ".env\n.env.*\n!.env.example\n"


def files(root: Path, *settings: Setting, service: str = "", known: dict[str, str] | None = None) -> dict[str, str]:
    project = Project(root, {path: text.encode() for path, text in (known or {}).items()})
    return settings_files(project, service, settings, is_read=True)


def test_a_secret(tmp_path: Path) -> None:
    found = files(tmp_path, Setting("DB_PASSWORD", "hunter2", secret=True))
    assert found[".env"] == "DB_PASSWORD=hunter2\n"
    assert found[".env.example"].endswith("\nDB_PASSWORD=\n")
    assert found[".gitignore"] == IGNORED


@pytest.mark.parametrize("ignored", [False, True])
@pytest.mark.parametrize("is_read", [False, True])
def test_an_example_is_to_be_copied_where_the_copy_is_read_and_ignored(
    is_read: bool, ignored: bool, tmp_path: Path
) -> None:
    plant(tmp_path, {".gitignore": ".env\n" if ignored else "*.log\n"})
    found = settings_files(Project(tmp_path, {}), "", [Setting("KEY", secret=True)], is_read=is_read)
    assert ("Copy to .env (git ignores it)" in found[".env.example"]) == (is_read and ignored)


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


COPIES = "FROM python:3.13\nCOPY . .\n"


def image_ignore(root: Path, present: str = "", **known: str) -> str | None:
    plant(root, {".dockerignore": present} if present else {})
    return files(root, Setting("KEY", "x1", secret=True), known=known).get(".dockerignore")


@pytest.mark.parametrize(
    "copy", ["COPY . .", "ADD ./ /srv", 'COPY [".", "/app"]', "COPY --chown=app . /app", "COPY setup.py . /app/"]
)
def test_an_image_that_copies_the_folder_leaves_secrets_out(copy: str, tmp_path: Path) -> None:
    expected = ".git\n**/__pycache__\n.env\n.env.*\n"
    assert image_ignore(tmp_path, Dockerfile=f"FROM python:3.13\n{copy}\n") == expected


@pytest.mark.parametrize("copy", ["COPY app.py .", "COPY --from=build . .", "RUN cp . /app"])
def test_an_image_that_does_not_copy_the_folder_needs_no_dockerignore(copy: str, tmp_path: Path) -> None:
    assert image_ignore(tmp_path, Dockerfile=f"FROM python:3.13\n{copy}\n") is None


@pytest.mark.parametrize("present", ["*\n!app.py\n", ".env*\n", "**/.env\n**/.env.*\n"])
def test_a_dockerignore_that_says_it_already_stays(present: str, tmp_path: Path) -> None:
    assert image_ignore(tmp_path, present, Dockerfile=COPIES) is None


def test_a_dockerignore_grows_by_what_it_lacks(tmp_path: Path) -> None:
    assert image_ignore(tmp_path, "logs\r\n.env", Dockerfile=COPIES) == "logs\r\n.env\r\n.env.*\r\n"


def test_the_history_stays_where_the_build_reads_it(tmp_path: Path) -> None:
    image = f"{COPIES}RUN git describe > version\n"
    assert image_ignore(tmp_path, Dockerfile=image) == "**/__pycache__\n.env\n.env.*\n"


def test_the_dockerignore_of_one_dockerfile_goes_before_the_folders(tmp_path: Path) -> None:
    plant(tmp_path, {"Dockerfile.dockerignore": "logs\n"})
    found = files(tmp_path, Setting("KEY", "x1", secret=True), known={"Dockerfile": COPIES})
    assert found["Dockerfile.dockerignore"] == "logs\n.env\n.env.*\n"
    assert ".dockerignore" not in found


def test_without_a_secret_no_dockerignore_is_written(tmp_path: Path) -> None:
    host = Setting("DB_HOST", environments={"production": "db"})
    assert set(files(tmp_path, host, known={"Dockerfile": COPIES})) == {"env/production.env"}


@pytest.mark.parametrize("name", ["env.sample", ".env-dist", "example.env", ".env.sample", ".env.template"])
def test_the_owner_s_example_names_the_settings_too(tmp_path: Path, name: str) -> None:
    plant(tmp_path, {name: "PORT=8080\n"})
    texts = settings_files(Project(tmp_path, {}), "", [Setting("API_KEY", value="k-1", secret=True)], is_read=False)
    assert texts[name] == "PORT=8080\nAPI_KEY=\n"
    assert ".env.example" not in texts
    ignored = texts[".gitignore"].splitlines()
    assert (f"!{name}" in ignored) == (".env.*" in ignored and name.startswith(".env."))
