"""`--since`: what stands on changed lines, whatever git calls the file by now."""

from __future__ import annotations

import json
from pathlib import Path

from tests.codemods.trees import HANDLER, codemods, committed, git, plant

SELECT = ("--select", "OP701")
LATER = "\nlater = logging.FileHandler('later.log')\n"


def found(root: Path, *arguments: str) -> list[tuple[str, int]]:
    done = codemods("check", *(arguments or (".",)), "--since", "HEAD", "--format", "json", *SELECT, cwd=root)
    assert done.stderr == ""
    return [(each["path"], each["line"]) for each in json.loads(done.stdout)["findings"]]


def test_changed_lines_only(tmp_path: Path) -> None:
    committed(tmp_path, {"app.py": HANDLER, "same.py": HANDLER})
    assert found(tmp_path) == []
    plant(tmp_path, {"app.py": "# above\n" + HANDLER + LATER})
    assert found(tmp_path) == [("app.py", 6)]


def test_new_files_are_changed_and_ignored_ones_are_not_read(tmp_path: Path) -> None:
    committed(tmp_path, {"app.py": HANDLER})
    plant(tmp_path, {"web/neu é.py": HANDLER})
    assert found(tmp_path) == [("web/neu é.py", 3)]
    git(tmp_path, "add", ".")
    assert found(tmp_path) == [("web/neu é.py", 3)]
    assert found(tmp_path, "web") == [("neu é.py", 3)]


def test_a_renamed_file_has_no_new_lines(tmp_path: Path) -> None:
    text = HANDLER + "".join(f"x{number} = {number}\n" for number in range(30))
    committed(tmp_path, {"app.py": text})
    git(tmp_path, "mv", "app.py", "äpp.py")
    assert found(tmp_path) == []
    plant(tmp_path, {"äpp.py": text + LATER})
    assert found(tmp_path) == [("äpp.py", 35)]


def test_it_is_asked_where_the_branch_left(tmp_path: Path) -> None:
    """What others have done on main since is not this branch's."""
    committed(tmp_path, {"app.py": HANDLER})
    git(tmp_path, "branch", "--move", "main")
    git(tmp_path, "switch", "--quiet", "--create", "topic")
    plant(tmp_path, {"topic.py": HANDLER})
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "topic")
    git(tmp_path, "switch", "--quiet", "main")
    plant(tmp_path, {"app.py": ""})
    git(tmp_path, "commit", "--quiet", "--all", "--message", "main")
    git(tmp_path, "switch", "--quiet", "topic")
    done = codemods("check", ".", "--since", "main", "--format", "json", *SELECT, cwd=tmp_path)
    assert [each["path"] for each in json.loads(done.stdout)["findings"]] == ["topic.py"]


def test_lines_that_look_like_headers(tmp_path: Path) -> None:
    committed(tmp_path, {"app.py": HANDLER + "a = 1\n"})
    plant(tmp_path, {"app.py": HANDLER + 'b = """\n++ b/other.py\n@@ -1 +3 @@\n"""\n' + LATER})
    assert found(tmp_path) == [("app.py", 9)]


def test_no_program_of_the_repository_is_run(tmp_path: Path) -> None:
    committed(tmp_path, {"app.py": HANDLER, ".gitattributes": "*.py diff=own filter=own\n"})
    for name in ("diff.own.command", "diff.own.textconv", "filter.own.clean", "diff.external"):
        git(tmp_path, "config", name, f"touch {tmp_path}/ran; cat")
    plant(tmp_path, {"app.py": HANDLER + LATER})
    assert found(tmp_path) == [("app.py", 5)]
    assert not (tmp_path / "ran").exists()


def test_what_cannot_be_compared_is_one_line(tmp_path: Path) -> None:
    committed(tmp_path / "repository", {"app.py": HANDLER})
    plant(tmp_path / "none", {"app.py": HANDLER})
    for folder, revision, message in (
        ("repository", "nothing", "git knows no commit 'nothing' here: fetch it first"),
        ("repository", "--output=x", "git knows no commit '--output=x' here"),
        ("none", "HEAD", "none is not in a git repository"),
    ):
        done = codemods("check", folder, f"--since={revision}", cwd=tmp_path)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
        assert message in done.stderr
    assert not (tmp_path / "repository/x").exists()
