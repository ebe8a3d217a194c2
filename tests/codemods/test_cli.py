"""The command line: one clear line for each thing that is wrong, the right exit code, nothing lost."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.codemods.trees import HANDLER, HANDLER_FIXED, codemods, committed, contents, git, plant

SELECT = ("--select", "OP701")


def one_error(done: subprocess.CompletedProcess[str]) -> str:
    """The only line on stderr of a run that exited 2 and said nothing else."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def found(root: Path, *arguments: str | Path) -> list[str]:
    done = codemods("check", root, "--format", "json", *SELECT, *arguments)
    return [each["path"] for each in json.loads(done.stdout)["findings"]]


@pytest.mark.parametrize("command", ["check", "apply"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "error: nowhere: no such file or folder"),
        (["pipe"], "error: pipe: neither a file nor a folder"),
        ([".", "--select", "OP999"], "error: unknown rule 'OP999'"),
        ([".", "--select", "9"], "error: unknown rule '9'"),
        ([".", "--ignore", "logs"], "error: unknown rule 'logs'"),
        (["broken"], "pyproject.toml: "),
        (["unknown"], "[tool.operable] has no setting 'selekt'"),
        (["wrong"], "'select' of [tool.operable] is a list of strings"),
        (["rule"], "pyproject.toml: unknown rule 'OP999'"),
        (["list"], "[tool.operable] is a table"),
    ],
)
def test_wrong_requests(command: str, arguments: list[str], message: str, tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "app.py": HANDLER,
            "broken/pyproject.toml": "[tool\n",
            "unknown/pyproject.toml": '[tool.operable]\nselekt = ["5"]\n',
            "wrong/pyproject.toml": "[tool.operable]\nselect = 5\n",
            "rule/pyproject.toml": '[tool.operable.per-path-ignore]\n"a.py" = ["OP999"]\n',
            "list/pyproject.toml": "[tool]\noperable = 3\n",
        },
    )
    os.mkfifo(tmp_path / "pipe")
    before = contents(tmp_path)
    assert message in one_error(codemods(command, *arguments, cwd=tmp_path))
    assert contents(tmp_path) == before


def test_an_empty_folder(tmp_path: Path) -> None:
    done = codemods("check", tmp_path)
    assert (done.returncode, done.stdout) == (0, "No findings in 0 files.\n")


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER, "other.py": HANDLER})
    done = codemods("check", "app.py", *SELECT, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("app.py:3:11: OP701 ")
    assert "1 file:" in done.stdout
    assert codemods("apply", "app.py", *SELECT, "--allow-no-vcs", cwd=tmp_path).returncode == 0
    assert contents(tmp_path) == {"app.py": HANDLER_FIXED.encode(), "other.py": HANDLER.encode()}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'print "Python 2"\n', "old.py cannot be parsed: Missing parentheses"),
        (b"x = '\xe9'\n", "old.py cannot be decoded as utf-8: declare the encoding"),
        (b"a = 1\nb = 2\nx = '\0'\n", "old.py:3 holds NUL bytes"),
        (b"def f(:\n", "old.py cannot be parsed"),
        (b"(" * 100_000 + b")" * 100_000, "old.py cannot be parsed"),
        (b"#" * 5_000_000, "old.py is 5.0 MB: larger than 2 MB, not read"),
    ],
)
def test_files_that_cannot_be_read_are_said_and_the_run_goes_on(data: bytes, message: str, tmp_path: Path) -> None:
    plant(tmp_path, {"old.py": data, "app.py": HANDLER})
    done = codemods("check", ".", *SELECT, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == ""
    (note,) = [line for line in done.stdout.splitlines() if line.startswith("note: ")]
    assert message in note
    for command in (("check",), ("apply", "--allow-no-vcs")):
        assert codemods(*command, "old.py", cwd=tmp_path).returncode == (0 if len(data) == 5_000_000 else 2)
    done = codemods("apply", ".", *SELECT, "--allow-no-vcs", cwd=tmp_path)
    assert done.returncode == 0
    assert message in done.stdout
    assert contents(tmp_path) == {"old.py": data, "app.py": HANDLER_FIXED.encode()}


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_path(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    (tmp_path / "app.py").chmod(0)
    assert "permission denied" in one_error(codemods("check", tmp_path / "app.py"))


def test_a_file_of_no_kind(tmp_path: Path) -> None:
    plant(tmp_path, {"notes.md": "x"})
    done = codemods("check", "notes.md", cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "note: notes.md is no kind of file that has rules")


@pytest.mark.parametrize(
    ("comment", "silent"),
    [
        ("# operable: ignore", True),
        ("#operable:ignore[OP701]", True),
        ("# operable: ignore[OP501, op701]", True),
        ("# noqa  # operable: ignore[7]", True),
        ("# operable: ignore[OP7]", True),
        ("# operable: ignore[OP501]", False),
        ("# operable: ignore[]", False),
        ("# operable", False),
    ],
)
def test_ignored_lines(comment: str, silent: bool, tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER.rstrip() + f"  {comment}\n"})
    assert found(tmp_path) == ([] if silent else ["app.py"])


CONFIGURED = {
    "select": ('select = ["5"]\n', []),
    "ignore": ('ignore = ["OP701", 5]\n', []),
    "exclude": ('exclude = ["web/first/"]\n', ["web/app.py", "web/new/app.py"]),
    "per-path-ignore": (
        '[tool.operable.per-path-ignore]\n"web/first/" = ["file-logs"]\n"new" = ["5"]\n',
        ["web/app.py", "web/new/app.py"],
    ),
    "nothing": ("", ["web/app.py", "web/new/app.py", "web/first/app.py"]),
}


@pytest.mark.parametrize("name", CONFIGURED)
def test_configuration_holds_from_its_folder(name: str, tmp_path: Path) -> None:
    text, expected = CONFIGURED[name]
    head = "" if text.startswith("[") else "[tool.operable]\n"
    plant(tmp_path, dict.fromkeys(["web/app.py", "web/first/app.py", "web/new/app.py"], HANDLER))
    plant(tmp_path, {"pyproject.toml": head + text, "web/pyproject.toml": '[project]\nname = "web"\n'})
    for root, prefix in ((tmp_path, ""), (tmp_path / "web", "web/")):
        done = codemods("check", root, "--format", "json")
        paths = {each["path"] for each in json.loads(done.stdout)["findings"] if each["rule"] == "OP701"}
        assert {prefix + each for each in paths} == set(expected)


def test_the_command_line_wins_over_the_configuration(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER, "pyproject.toml": '[tool.operable]\nselect = ["5"]\n'})
    assert found(tmp_path) == ["app.py"]
    assert found(tmp_path, "--exclude", "app.py") == []
    assert found(tmp_path, "--ignore", "file-logs") == []


def test_several_paths_make_one_document(tmp_path: Path) -> None:
    plant(tmp_path, {"a/app.py": HANDLER, "b/app.py": HANDLER, "c/app.py": "x = 1\n", "b/old.py": "print 'x'\n"})
    done = codemods("check", "a", "b", "c", "--format", "json", *SELECT, cwd=tmp_path)
    report = json.loads(done.stdout)
    assert [(each["root"], each["path"]) for each in report["findings"]] == [("a", "app.py"), ("b", "app.py")]
    assert [(each["root"], each["path"]) for each in report["errors"]] == [("b", "old.py")]
    assert report["summary"] == {"files": 4, "by_anti_pattern": {"7": 2}}
    done = codemods("check", "a", "nowhere", "--format", "json", cwd=tmp_path)
    assert one_error(done) == "error: nowhere: no such file or folder"


def test_text_shows_paths_from_where_it_is_called(tmp_path: Path) -> None:
    plant(tmp_path, {"a/b/app.py": HANDLER})
    for path, cwd in ((".", "a/b"), ("b", "a"), ("a", "."), ("b/app.py", "a"), (tmp_path / "a", "a/b")):
        done = codemods("check", path, *SELECT, cwd=tmp_path / cwd)
        shown = done.stdout.partition(":")[0]
        assert (tmp_path / cwd / shown).resolve() == tmp_path / "a/b/app.py"
        assert shown in ("app.py", "b/app.py", "a/b/app.py")


def test_apply_refuses_a_dirty_tree(tmp_path: Path) -> None:
    committed(tmp_path, {"app.py": HANDLER})
    plant(tmp_path, {"new.txt": "x"})
    line = one_error(codemods("apply", tmp_path, *SELECT))
    assert "1 uncommitted change" in line
    assert "--allow-dirty" in line
    assert (tmp_path / "app.py").read_text() == HANDLER
    assert codemods("apply", tmp_path, *SELECT, "--allow-dirty").returncode == 0
    assert (tmp_path / "app.py").read_text() == HANDLER_FIXED


def test_apply_refuses_a_tree_outside_of_git(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    line = one_error(codemods("apply", tmp_path, *SELECT))
    assert "is not in a git repository" in line
    assert "--allow-no-vcs" in line
    assert "--output DIR" in line
    assert contents(tmp_path) == {"app.py": HANDLER.encode()}


def test_a_tree_that_git_ignores_is_a_tree_outside_of_git(tmp_path: Path) -> None:
    committed(tmp_path, {".gitignore": "scratch/\n", "x": "x"})
    plant(tmp_path, {"scratch/app.py": HANDLER})
    assert "--allow-no-vcs" in one_error(codemods("apply", tmp_path / "scratch", *SELECT))


def test_every_path_is_checked_before_any_is_written(tmp_path: Path) -> None:
    committed(tmp_path / "clean", {"app.py": HANDLER})
    plant(tmp_path / "none", {"app.py": HANDLER})
    one_error(codemods("apply", tmp_path / "clean", tmp_path / "none", *SELECT))
    assert (tmp_path / "clean" / "app.py").read_text() == HANDLER


def test_apply_in_place_and_again(tmp_path: Path) -> None:
    committed(tmp_path, {"app.py": HANDLER, "b.py": "x = 1\n"})
    (tmp_path / "app.py").chmod(0o755)
    git(tmp_path, "commit", "--quiet", "--all", "--message", "mode")
    done = codemods("apply", tmp_path, *SELECT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Fixed 1 finding in 1 file." in done.stdout
    assert (tmp_path / "app.py").read_text() == HANDLER_FIXED
    assert stat.S_IMODE((tmp_path / "app.py").stat().st_mode) == 0o755
    git(tmp_path, "commit", "--quiet", "--all", "--message", "fixed")
    assert "Fixed 0 findings in 0 files." in codemods("apply", tmp_path, *SELECT).stdout
    assert found(tmp_path) == []


def test_a_leftover_of_a_killed_run_is_no_change_and_goes(tmp_path: Path) -> None:
    committed(tmp_path, {"app.py": HANDLER})
    plant(tmp_path, {".operable-0.tmp": "half"})
    assert codemods("apply", tmp_path, *SELECT).returncode == 0
    assert contents(tmp_path) == {"app.py": HANDLER_FIXED.encode()}


def test_diff_writes_nothing(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    done = codemods("apply", tmp_path, *SELECT, "--diff")
    assert done.stdout.splitlines()[:2] == ["--- a/app.py", "+++ b/app.py"]
    assert '-handler = logging.FileHandler("app.log")' in done.stdout
    assert "Would fix 1 finding in 1 file." in done.stderr
    assert contents(tmp_path) == {"app.py": HANDLER.encode()}
    patch = subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=done.stdout, text=True, check=False)
    assert patch.returncode == 0
    assert (tmp_path / "app.py").read_text() == HANDLER_FIXED


def test_output_leaves_the_tree_alone(tmp_path: Path) -> None:
    plant(tmp_path, {"in/app.py": HANDLER, "in/data.txt": "x", "in/.gitignore": "*.log\n", "in/x.log": "x"})
    assert codemods("apply", tmp_path / "in", *SELECT, "--output", tmp_path / "out").returncode == 0
    assert (tmp_path / "in" / "app.py").read_text() == HANDLER
    expected = {"app.py": HANDLER_FIXED.encode(), "data.txt": b"x", ".gitignore": b"*.log\n"}
    assert contents(tmp_path / "out") == expected
    line = one_error(codemods("apply", tmp_path / "in", *SELECT, "--output", tmp_path / "out"))
    assert "is not an empty folder" in line
    line = one_error(codemods("apply", tmp_path / "in", *SELECT, "--output", tmp_path / "in" / "x"))
    assert "lies inside" in line
    assert not (tmp_path / "in" / "x").exists()


def test_output_takes_one_path(tmp_path: Path) -> None:
    plant(tmp_path, {"a/app.py": HANDLER, "b/app.py": HANDLER})
    done = codemods("apply", "a", "b", "--output", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "--output takes one PATH" in done.stderr


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    if os.geteuid() != 0 or sys.platform != "linux":
        pytest.skip("only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine mounts nothing")
    try:
        plant(disk, {"app.py": HANDLER, "big.py": HANDLER + "# " + "x" * 30_000 + "\n"})
        before = contents(disk)
        done = codemods("apply", disk, *SELECT, "--allow-no-vcs")
        assert done.returncode == 2
        assert "No space left on device" in done.stdout
        assert "Nothing was written." in done.stdout
        assert contents(disk) == before
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_list_and_explain() -> None:
    listed = codemods("list").stdout
    assert [line[0] for line in listed.splitlines() if line[:1].isdigit()] == list("12345678")
    assert "OP701  safe    a logging handler that writes to a file" in listed
    for asked in ("5", "manual-build"):
        page = codemods("explain", asked).stdout
        assert all(word in page for word in ("Manual build", "手作業のビルド", "Why it hurts:", "OP503", "Tori Hara"))
    page = codemods("explain", "op701").stdout
    assert all(word in page for word in ("Before::", "After::", "By hand:", "Fix: safe", "ignore[OP701]"))
    assert codemods("explain", "3").returncode == 0
    assert one_error(codemods("explain", "OP999")).startswith("error: unknown rule 'OP999'")
