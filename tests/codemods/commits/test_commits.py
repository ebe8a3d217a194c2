"""`apply --commit`: what one apply does, in commits that each compile, and nothing of anybody else in them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from codemods.engine.commits.plan import plan
from codemods.engine.fix import fix
from codemods.engine.request import Options, Request
from tests.codemods.trees import HANDLER, ROOT, codemods, committed, contents, environment, git, plant

SETTINGS = 'import os\n\nDB_HOST = "10.1.2.3"\nDB_PASSWORD = "x7Gh2kQpL9vT4"\n'
SERVER = (
    "from flask import Flask\nimport settings\n\napp = Flask(__name__)\n\n"
    '@app.route("/")\ndef index():\n    return connect(settings.DB_HOST, settings.DB_PASSWORD)\n'
)
LOGS = 'import logging\n\nlogging.getLogger("shop").addHandler(logging.FileHandler("app.log"))\n'
FILES = {
    "app.py": SERVER, "settings.py": SETTINGS, "logs.py": LOGS,
    "requirements.txt": "flask==3.1.0\ngunicorn==27.0.1\n",
    "Dockerfile": 'FROM python:3.13-slim\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b :80 app:app\n',
}  # fmt: skip
WHO = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
       "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": "/dev/null"}  # fmt: skip


def apply(root: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    # Without the rules that compile a lock: that asks an index.
    rules = () if "--select" in arguments else ("--select", "3,4,5,6,7,8")
    return codemods("apply", ".", *rules, *arguments, cwd=cwd or root, env=environment(**WHO))


def said(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True).stdout


def commits(root: Path) -> list[str]:
    """The subjects behind the first commit, the oldest first."""
    return said(root, "log", "--reverse", "--format=%s").splitlines()[1:]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    root.mkdir()
    committed(root, FILES)
    git(root, "branch", "--move", "main")
    return root


@pytest.mark.parametrize("by", ["rule", "anti-pattern"])
@pytest.mark.parametrize("unsafe", [(), ("--unsafe",)])
def test_the_commits_together_are_one_apply(by: str, unsafe: tuple[str, ...], tree: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    committed(whole, FILES)
    apply(whole, *unsafe)
    done = apply(tree, "--commit-by", by, *unsafe)
    assert done.stderr == ""
    assert contents(tree) == contents(whole)
    assert said(tree, "status", "--porcelain") == ""
    assert len(commits(tree)) >= (3 if unsafe and by == "rule" else 1)
    assert len(set(commits(tree))) == len(commits(tree))


def test_what_git_ignores_by_a_pattern_for_others_is_in_the_commit(tmp_path: Path) -> None:
    """`env/` is where git's own template for Python expects a virtual environment."""
    sizes = 'import os\n\nif os.environ.get("APP_ENV") == "production":\n    SIZE = 50\nelse:\n    SIZE = 5\n'
    files = {"app.py": SERVER, "settings.py": SETTINGS, "sizes.py": sizes, ".gitignore": "env/\n.env\n"}
    root = committed(tmp_path / "tree", files)
    apply(root, "--commit", "--unsafe")
    tracked = said(root, "ls-files").split()
    assert "env/production.env" in tracked
    assert (root / ".env").exists()
    assert ".env" not in tracked


def test_each_commit_compiles_and_is_of_one_rule(tree: Path) -> None:
    apply(tree, "--commit", "--unsafe")
    for name in said(tree, "rev-list", "HEAD~1", "--", "*.py").split():
        for path in said(tree, "ls-tree", "-r", "--name-only", name).splitlines():
            if path.endswith(".py"):
                compile(said(tree, "show", f"{name}:{path}"), path, "exec")
    rules = said(tree, "log", "--format=%(trailers:key=Operable-Rule,valueonly)", "HEAD~1").split()
    assert len(rules) == len(set(rules)) > 1
    assert all(f"({code})" in said(tree, "log", "--format=%s") for code in rules)


def test_no_secret_is_committed_or_said(tree: Path) -> None:
    apply(tree, "--commit", "--unsafe")
    assert "x7Gh2kQpL9vT4" in (tree / ".env").read_text()
    later = said(tree, "log", "--format=%B", "main") + said(tree, "ls-files")
    assert "x7Gh2kQpL9vT4" not in later
    assert ".env\n" not in said(tree, "ls-files")
    assert ".env.example" in said(tree, "ls-files")


def test_the_last_message_tells_what_is_left(tree: Path) -> None:
    done = apply(tree, "--commit")
    assert done.returncode == 1
    assert "Left: " in done.stdout
    body = said(tree, "log", "-1", "--format=%B")
    assert "settings.py:4 OP503" in body
    assert "needs --unsafe" in body
    assert max(map(len, body.splitlines())) <= 72


def test_what_waits_in_the_index_elsewhere_stays_there(tmp_path: Path) -> None:
    root = committed(tmp_path, {"web/logs.py": HANDLER, "other/a.txt": "a\n"})
    plant(root, {"other/a.txt": "b\n", "other/new.txt": "n\n", "other/loose.txt": "l\n"})
    git(root, "add", "other/a.txt", "other/new.txt")
    done = apply(root, "--commit", "--select", "7", cwd=root / "web")
    assert (done.returncode, done.stderr) == (0, "")
    assert said(root, "show", "--format=", "--name-only", "HEAD").split() == ["web/logs.py"]
    assert said(root, "status", "--porcelain").splitlines() == [
        "M  other/a.txt", "A  other/new.txt", "?? other/loose.txt",
    ]  # fmt: skip


def test_a_hook_that_says_no_leaves_all_as_it_was(tree: Path) -> None:
    hook = tree / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    before = contents(tree)
    done = apply(tree, "--commit", "--unsafe")
    assert done.returncode == 2
    assert "not today" in done.stderr
    assert done.stderr.count("\n") == 1
    assert contents(tree) == before
    assert said(tree, "status", "--porcelain") == ""
    assert apply(tree, "--commit", "--no-verify").stderr == ""
    assert commits(tree)


def test_nothing_to_do_is_no_commit(tmp_path: Path) -> None:
    root = committed(tmp_path, {"app.py": "x = 1\n"})
    done = apply(root, "--commit")
    assert (done.returncode, done.stdout, commits(root)) == (0, "Made 0 commits.\n", [])


@pytest.mark.parametrize(
    ("prepare", "remedy"),
    [
        (("switch", "--detach", "--quiet"), "`git switch --create operable`"),
        (("rm", "--quiet", "app.py"), "commit or stash them first"),
        (("update-ref", "MERGE_HEAD", "HEAD"), "a merge is under way"),
        (("update-ref", "CHERRY_PICK_HEAD", "HEAD"), "a cherry-pick is under way"),
        (("bisect", "start"), "a bisect is under way"),
    ],
)
def test_where_no_commit_can_be_made(prepare: tuple[str, ...], remedy: str, tree: Path) -> None:
    git(tree, *prepare)
    before = said(tree, "rev-parse", "HEAD"), contents(tree)
    done = apply(tree, "--commit")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert remedy in line
    assert before == (said(tree, "rev-parse", "HEAD"), contents(tree))


def test_in_the_middle_of_a_rebase(tree: Path) -> None:
    (tree / ".git/rebase-merge").mkdir()
    assert "a rebase is under way" in apply(tree, "--commit").stderr


def test_no_name_and_no_repository(tree: Path, tmp_path: Path) -> None:
    nobody = environment(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null", HOME=str(tmp_path))
    git(tree, "config", "user.useConfigOnly", "true")
    assert "set user.name and user.email" in codemods("apply", ".", "--commit", cwd=tree, env=nobody).stderr
    plant(tmp_path / "plain", {"app.py": HANDLER})
    assert "--commit needs one" in apply(tmp_path / "plain", "--commit").stderr


@pytest.mark.parametrize("by_anti_pattern", [False, True])
def test_no_commit_takes_away_what_a_later_one_is_about(by_anti_pattern: bool) -> None:
    """A server in the image (OP301) makes app.run, with its port in the code (OP505), a person's own affair."""
    request = Request(ROOT / "before", Options(), ("OP301", "OP302", "OP308", "OP505"))
    whole = fix(request.project, request.rules, unsafe=True, jobs=1).changes
    made = plan(request, unsafe=True, by_anti_pattern=by_anti_pattern, jobs=1).commits
    together = {path: data for each in made for path, data in each.fixed.changes.items()}
    assert b'int(os.environ.get("PORT"' in whole["app.py"]
    assert together == whole
