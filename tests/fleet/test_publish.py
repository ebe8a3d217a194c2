"""Patches go to where they are merged: the same run again changes nothing, and nobody's work is overwritten."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.fleet.forge import forge
from tests.fleet.support import bare, commit, fleet, git, repository, service


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A bare repository with patches in a state beside it."""
    made = bare(tmp_path / "all/shop", service())
    run(tmp_path)
    return made


def run(tmp_path: Path) -> None:
    (tmp_path / "repos.csv").write_text(f"cloneUrl\n{tmp_path / 'all/shop'}\n")
    fleet("run", "--repos", tmp_path / "repos.csv", "--state", tmp_path / "state", "--apply", "unsafe")


def publish(tmp_path: Path, to: str, *words: str, code: int | None = 0, **more: str) -> list[str]:
    done = fleet("publish", tmp_path / "state", "--to", to, "--output", tmp_path / "out", *words, code=code, more=more)
    return sorted(done.stdout.splitlines())


def branches(repo: Path) -> dict[str, str]:
    listed = git(repo, "for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads/operable/")
    return dict(line.split() for line in listed.splitlines())


def push(shop: Path, files: dict[str, str]) -> None:
    """Somebody's commit on main."""
    work = shop.with_name("shop.work")
    commit(work, files)
    git(work, "push", "--quiet", str(shop), "main")


def test_patches_are_what_git_am_takes(tmp_path: Path, shop: Path) -> None:
    publish(tmp_path, "patches")
    patches = sorted((tmp_path / "out").rglob("*.patch"))
    assert "OP506.patch" in [each.name for each in patches]
    for patch in patches:
        git(shop.with_name("shop.work"), "am", "--quiet", str(patch))
        git(shop.with_name("shop.work"), "reset", "--quiet", "--hard", "HEAD^")


def test_a_bundle_brings_its_branches(tmp_path: Path, shop: Path) -> None:
    publish(tmp_path, "bundles")
    (bundle,) = (tmp_path / "out").glob("*.bundle")
    git(shop, "fetch", "--quiet", str(bundle), "refs/heads/operable/*:refs/heads/operable/*")
    assert any(branch.startswith("operable/op506-") for branch in branches(shop))


def test_branches_of_one_commit_each_that_are_used_again(tmp_path: Path, shop: Path) -> None:
    assert all(line.startswith("would have pushed: ") for line in publish(tmp_path, "branches", "--dry-run"))
    assert branches(shop) == {}
    publish(tmp_path, "branches")
    first = branches(shop)
    assert any(branch.startswith("operable/op506-") for branch in first)
    for branch in first:
        assert git(shop, "rev-list", "--count", f"main..{branch}") == "1"
        assert git(shop, "log", "-1", "--format=%s", branch).startswith("Fix ")
    assert all(line.startswith("there already: ") for line in publish(tmp_path, "branches"))
    assert branches(shop) == first


def test_a_branch_follows_its_base_and_goes_when_it_has_drifted(tmp_path: Path, shop: Path) -> None:
    publish(tmp_path, "branches")
    first = branches(shop)
    push(shop, {"app.py": "# The shop.\n" + str(service()["app.py"])})
    run(tmp_path)
    said = publish(tmp_path, "branches")
    second = branches(shop)
    assert second.keys() == first.keys()
    assert all(second[branch] != first[branch] for branch in first)
    assert all(line.startswith("rebased: ") for line in said)
    push(shop, {"app.py": "from flask import Flask\n\napp = Flask(__name__)\n"})
    run(tmp_path)
    said = publish(tmp_path, "branches")
    gone = first.keys() - branches(shop).keys()
    assert any(branch.startswith("operable/op506-") for branch in gone)
    assert any(line.startswith("removed: ") and "op506" in line for line in said)


def test_what_somebody_has_added_to_is_left_alone(tmp_path: Path, shop: Path) -> None:
    publish(tmp_path, "branches")
    (branch,) = (each for each in branches(shop) if each.startswith("operable/op506-"))
    work = repository(tmp_path / "theirs", {"x": ""})
    git(work, "fetch", "--quiet", str(shop), branch)
    git(work, "checkout", "--quiet", "FETCH_HEAD")
    git(work, "commit", "--quiet", "--amend", "--no-edit", "--only")
    commit(work, {"app.py": (work / "app.py").read_text() + "\n# and this\n"}, "By hand")
    git(work, "push", "--quiet", "--force", str(shop), f"HEAD:refs/heads/{branch}")
    theirs = branches(shop)[branch]
    push(shop, {"new.py": "x = 1\n"})
    run(tmp_path)
    assert any(line.startswith("left alone: ") and branch in line for line in publish(tmp_path, "branches"))
    assert branches(shop)[branch] == theirs


def test_a_patch_that_no_longer_fits_is_said_and_not_pushed(tmp_path: Path, shop: Path) -> None:
    push(shop, {"app.py": "import flask\n", "Dockerfile": "FROM scratch\n"})
    said = publish(tmp_path, "branches", code=1)
    assert any(line.startswith("drifted: ") and line.endswith("run the fleet again") for line in said)
    assert not any(branch.startswith("operable/op506-") for branch in branches(shop))


@pytest.fixture
def remote(tmp_path: Path, shop: Path) -> dict[str, str]:
    """A configuration in which https://forge.example.com/team/shop.git is the repository, as for a person it is."""
    config = tmp_path / "gitconfig"
    config.write_text(f'[url "{shop}"]\n\tinsteadOf = https://forge.example.com/team/shop.git\n')
    (tmp_path / "repos.csv").write_text("cloneUrl\nhttps://forge.example.com/team/shop.git\n")
    more = {"GIT_CONFIG_GLOBAL": str(config)}
    words = ("run", "--repos", tmp_path / "repos.csv", "--state", tmp_path / "state", "--apply", "unsafe")
    fleet(*words, more=more)
    return more


@pytest.mark.parametrize(("kind", "token"), [("github", "GITHUB_TOKEN"), ("gitlab", "GITLAB_TOKEN")])
def test_requests_are_opened_once_and_closed_when_they_have_drifted(
    tmp_path: Path, shop: Path, remote: dict[str, str], kind: str, token: str
) -> None:
    more = {**remote, token: "secret-token"}
    with forge(kind) as made:
        said = publish(tmp_path, kind, "--api", made.url, "--dry-run", **more)
        assert any(line.startswith("would have opened: Fix host constants (OP506)") for line in said)
        assert made.open("team/shop") == []
        made.waits = 2
        said = publish(tmp_path, kind, "--api", made.url, "--draft", **more)
        first = made.open("team/shop")
        assert len(first) == len(branches(shop)) == sum(line.startswith("opened ") for line in said) > 1
        assert all(each.get("draft") or each["title"].startswith("Draft: ") for each in first)
        assert all((each.get("base") or each["target_branch"]) == "main" for each in first)
        publish(tmp_path, kind, "--api", made.url, **more)
        assert made.open("team/shop") == first
        push(shop, {"app.py": "from flask import Flask\n\napp = Flask(__name__)\n"})
        words = ("run", "--repos", tmp_path / "repos.csv", "--state", tmp_path / "state", "--apply", "unsafe")
        fleet(*words, more=more)
        said = publish(tmp_path, kind, "--api", made.url, **more)
        assert len(made.open("team/shop")) < len(first)
        assert any("it has drifted" in line for line in said)
        assert made.comments
        assert made.tokens == {"secret-token"}
    kept = b"".join(each.read_bytes() for each in (tmp_path / "state").rglob("*") if each.is_file())
    assert b"secret-token" not in kept + "\n".join(said).encode()


def test_no_more_than_asked_for_in_an_hour(tmp_path: Path, shop: Path, remote: dict[str, str]) -> None:
    more = {**remote, "GITHUB_TOKEN": "t"}
    with forge("github") as made:
        said = publish(tmp_path, "github", "--api", made.url, "--max", "1/h", **more)
        assert len(made.open("team/shop")) == 1
        assert any("more wait for the next hour" in line for line in said)
        publish(tmp_path, "github", "--api", made.url, "--max", "1/h", **more)
        assert len(made.open("team/shop")) == 1
        publish(tmp_path, "github", "--api", made.url, "--max", "50/h", **more)
        assert len(made.open("team/shop")) == len(branches(shop)) > 1


def test_a_forge_that_refuses_is_a_line_without_the_token(tmp_path: Path, remote: dict[str, str]) -> None:
    more = {**remote, "GITHUB_TOKEN": "secret-token"}
    done = fleet(
        "publish", tmp_path / "state", "--to", "github", "--api", "http://127.0.0.1:9", code=1, more=more
    )  # fmt: skip
    assert done.stdout.startswith("failed: forge.example.com/team/shop: GET http://127.0.0.1:9/")
    assert "secret-token" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_callers_own_name_is_on_the_commits(tmp_path: Path, shop: Path) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = Kim\n\temail = kim@example.com\n")
    publish(tmp_path, "branches", GIT_CONFIG_GLOBAL=str(config))
    tip = next(iter(branches(shop)))
    assert subprocess.check_output(["git", "-C", shop, "log", "-1", "--format=%an %ce", tip], text=True).strip() == (
        "Kim kim@example.com"
    )
