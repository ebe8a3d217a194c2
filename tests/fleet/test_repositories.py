"""Which repositories a fleet has."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.fleet.repositories import BadFleet, from_csv, from_folder, from_monorepo
from tests.fleet.support import NAMES, bare, fleet, git, repository


def csv(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "repos.csv"
    file.write_text(text)
    return file


def test_rows_of_a_file(tmp_path: Path) -> None:
    file = csv(
        tmp_path,
        "cloneUrl,branch,path,owner\n"
        "https://bot:hunter2@git.example.com/shop/web.git,main,,@shop\n"
        "git@git.example.com:shop/mono.git,,services/cart/,@cart\n",
    )
    web, mono = from_csv(file)
    assert (web.label, web.branch, web.owner) == ("git.example.com/shop/web", "main", "@shop")
    assert web.url == "https://bot:hunter2@git.example.com/shop/web.git"
    assert (mono.path, mono.label) == ("services/cart", "git@git.example.com:shop/mono#services/cart")
    assert "hunter2" not in web.name


def test_a_byte_order_mark_and_other_columns_are_no_hindrance(tmp_path: Path) -> None:
    file = csv(tmp_path, "\ufeffcloneUrl,language\nhttps://git.example.com/a/b,Python\n")
    assert [each.url for each in from_csv(file)] == ["https://git.example.com/a/b"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("url\nx\n", "no column cloneUrl"),
        ("cloneUrl\n", "no repository in it"),
        ("cloneUrl,branch\n,main\n", "cloneUrl is empty"),
        ("cloneUrl\n--upload-pack=touch owned\n", "no address that is cloned"),
        ("cloneUrl\next::sh -c touch% owned\n", "no address that is cloned"),
        ("cloneUrl,branch\nhttps://git.example.com/a/b,--force\n", "no address that is cloned"),
        ("cloneUrl,branch,path\nhttps://git.example.com/a/b,,../etc\n", "leads out of the repository"),
        ("cloneUrl,branch,path\nhttps://git.example.com/a/b,,/etc\n", "leads out of the repository"),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BadFleet, match=words):
        from_csv(csv(tmp_path, text))
    done = fleet("run", "--repos", tmp_path / "repos.csv", "--state", tmp_path / "state", code=2)
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1


def test_checkouts_and_bare_repositories_below_a_folder(tmp_path: Path) -> None:
    repository(tmp_path / "team/one", {"app.py": "x = 1\n", "CODEOWNERS": "* @team\n"})
    bare(tmp_path / "two", {"app.py": "x = 1\n"})
    found = {each.label: each.owner for each in from_folder(tmp_path)}
    assert found == {"team/one": "@team", "two": "", "two.work": ""}


def test_names_are_folders_of_their_own(tmp_path: Path) -> None:
    for name in NAMES:
        repository(tmp_path / name, {"app.py": "x = 1\n"})
    names = [each.name for each in from_folder(tmp_path)]
    assert len(set(names)) == len(NAMES)
    assert all(len(name) < 100 and "/" not in name and name[0] not in "-." for name in names)


def test_services_of_a_monorepo(tmp_path: Path) -> None:
    root = repository(
        tmp_path / "mono",
        {
            "pyproject.toml": "[tool.ruff]\n",
            "CODEOWNERS": "*  @platform\n/services/cart/ @cart @payments  # who pays\n[Docs] @writers\n",
            "services/cart/requirements.txt": "flask\n",
            "services/cart/app.py": "x = 1\n",
            "services/cart/worker/requirements.txt": "celery\n",
            "services/mail/Dockerfile": "FROM python:3.12\n",
            "services/mail/app.py": "x = 1\n",
            "examples/hello/requirements.txt": "flask\n",
            "tests/requirements.txt": "pytest\n",
            "web/node_modules/x/setup.py": "",
        },
    )
    found = {each.label: each.owner for each in from_monorepo(root)}
    assert found == {"services/cart": "@cart @payments", "services/mail": "@platform"}


def test_a_repository_of_one_service_is_a_monorepo_of_one(tmp_path: Path) -> None:
    root = repository(tmp_path / "one", {"requirements.txt": "flask\n", "app.py": "x = 1\n"})
    assert [(each.label, each.path) for each in from_monorepo(root)] == [("one", "")]


def test_what_is_no_fleet_says_what_is(tmp_path: Path) -> None:
    root = repository(tmp_path / "one", {"app.py": "x = 1\n"})
    with pytest.raises(BadFleet, match="use --monorepo"):
        from_folder(root)
    with pytest.raises(BadFleet, match="not the root of a git checkout"):
        from_monorepo(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadFleet, match="no git checkout below it"):
        from_folder(tmp_path / "empty")
    git(root, "status")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run",), "name one fleet"),
        (("run", "a", "--monorepo", "b"), "name one fleet"),
        (("run", "a", "--shard", "3"), "is no shard"),
        (("run", "a", "--shard", "3/3"), "the last is 2/3"),
        (("run", "a", "--executor", "ray"), "no executor 'ray'"),
        (("run", "a", "--select", "OP999"), "OP999"),
        (("run", "nowhere"), "no git checkout below it"),
        (("status", "nowhere"), "no state of a fleet there"),
        (("report", "nowhere"), "no state of a fleet there"),
        (("publish", "nowhere", "--to", "patches"), "no state of a fleet there"),
        (("publish", "nowhere", "--to", "github"), "set GITHUB_TOKEN"),
        (("publish", "nowhere", "--to", "patches", "--max", "many"), "give a number an hour"),
    ],
)
def test_wrong_usage_is_one_line_with_a_remedy(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    repository(tmp_path / "a/service", {"app.py": "x = 1\n"})
    done = fleet(*words, code=2, cwd=tmp_path, more={"GITHUB_TOKEN": ""})
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_where_a_file_belongs_is_told_how_it_is_given(tmp_path: Path) -> None:
    with pytest.raises(BadFleet, match="give it without --repos"):
        from_csv(tmp_path)
