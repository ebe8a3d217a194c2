"""Writing: all files or none, each old or new at every moment; mode, owner and links as they were."""

from __future__ import annotations

import errno
import fcntl
import os
import random
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from codemods.engine.disk.write import Refused, copy_tree, write
from tests.codemods.trees import contents, environment, plant

OLD, NEW = b"old\n", b"new\n"


def leftovers(root: Path) -> list[str]:
    return [path for path in contents(root) if ".operable-" in path]


def test_files_are_replaced_and_added(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": OLD})
    assert write(tmp_path, {"a.py": NEW, "env/production.env": b"X=1\n"}, {"a.py": OLD}) == []
    assert contents(tmp_path) == {"a.py": NEW, "env/production.env": b"X=1\n"}


@pytest.mark.parametrize("mode", [0o644, 0o755, 0o600, 0o444, 0o4755])
def test_the_mode_stays(mode: int, tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": OLD})
    (tmp_path / "a.py").chmod(mode)
    assert write(tmp_path, {"a.py": NEW}, {"a.py": OLD}) == []
    assert stat.S_IMODE((tmp_path / "a.py").stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": OLD})
    os.chown(tmp_path / "a.py", 1234, 1234)
    assert write(tmp_path, {"a.py": NEW}, {"a.py": OLD}) == []
    assert (tmp_path / "a.py").stat().st_uid == 1234


@pytest.mark.parametrize(("name", "mode"), [(".env", 0o600), (".env.production", 0o600), (".env.example", 0o644)])
def test_secrets_are_for_their_owner_only(name: str, mode: int, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        assert write(tmp_path, {name: NEW}, {}) == []
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == mode


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.write_bytes(b"mine\n"), "changed on disk"),
        (lambda path: path.unlink(), "was removed"),
        (lambda path: (path.unlink(), path.symlink_to("elsewhere")), "is no regular file"),
        (lambda path: (path.unlink(), path.mkdir()), "is no regular file"),
    ],
)
def test_a_file_that_changed_since_it_was_read_stops_all(spoil: object, message: str, tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": OLD, "b.py": OLD, "c.py": OLD})
    spoil(tmp_path / "b.py")  # type: ignore[operator]
    problems = write(
        tmp_path, dict.fromkeys(["a.py", "b.py", "c.py", "new/x.py"], NEW), dict.fromkeys(["a.py", "b.py", "c.py"], OLD)
    )
    assert [each.path for each in problems] == ["b.py"]
    assert message in problems[0].message
    assert (tmp_path / "a.py").read_bytes() == OLD
    assert (tmp_path / "c.py").read_bytes() == OLD
    assert not (tmp_path / "new").exists()
    assert leftovers(tmp_path) == []


def test_a_file_that_appeared_is_not_overwritten(tmp_path: Path) -> None:
    plant(tmp_path, {"storage.py": b"mine\n"})
    assert [each.path for each in write(tmp_path, {"storage.py": NEW}, {})] == ["storage.py"]
    assert (tmp_path / "storage.py").read_bytes() == b"mine\n"


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"a.py": OLD, "b.py": OLD})
    calls = iter([None, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))])

    def full(descriptor: int) -> None:
        error = next(calls)
        if error:
            raise error

    monkeypatch.setattr(os, "fsync", full)
    problems = write(tmp_path, {"a.py": NEW, "b.py": NEW}, {"a.py": OLD, "b.py": OLD})
    assert [(each.path, each.message) for each in problems] == [("b.py", "cannot be written: No space left on device")]
    assert contents(tmp_path) == {"a.py": OLD, "b.py": OLD}


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_changes_nothing(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": OLD, "closed/b.py": OLD})
    (tmp_path / "closed").chmod(0o555)
    try:
        problems = write(tmp_path, {"a.py": NEW, "closed/b.py": NEW}, {"a.py": OLD, "closed/b.py": OLD})
    finally:
        (tmp_path / "closed").chmod(0o755)
    assert [(each.path, each.message) for each in problems] == [("closed/b.py", "cannot be written: Permission denied")]
    assert contents(tmp_path) == {"a.py": OLD, "closed/b.py": OLD}


@pytest.mark.parametrize("held", [".", "web", ".."])
def test_two_at_once(held: str, tmp_path: Path) -> None:
    """The same tree, a part of it, or a tree that holds it, in one repository."""
    root = plant(tmp_path, {".git/HEAD": "", "shop/a.py": OLD, "shop/web/b.py": OLD}) / "shop"
    descriptor = os.open(root / held, os.O_RDONLY)
    try:
        if held == "web":
            # What an apply on shop/web holds: its own folder alone, and a share in those above.
            shared = os.open(root, os.O_RDONLY)
            fcntl.flock(shared, fcntl.LOCK_SH)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with pytest.raises(Refused, match="another apply is at work"):
            write(root, {"a.py": NEW}, {"a.py": OLD})
    finally:
        os.close(descriptor)
        if held == "web":
            os.close(shared)
    assert (root / "a.py").read_bytes() == OLD
    assert write(root, {"a.py": NEW}, {"a.py": OLD}) == []


def test_long_names(tmp_path: Path) -> None:
    name = "n" * 252 + ".py"
    plant(tmp_path, {name: OLD})
    assert write(tmp_path, {name: NEW}, {name: OLD}) == []
    assert contents(tmp_path) == {name: NEW}


WRITER = """
import sys
from pathlib import Path
from codemods.engine.disk.write import write
root = Path(sys.argv[1])
names = [f"d{number % 5}/f{number}.py" for number in range(60)]
old, new = (bytes([65 + each]) * 20_000 for each in (0, 1))
print("ready", flush=True)
write(root, dict.fromkeys(names, new) | {"added.py": new}, dict.fromkeys(names, old))
"""


@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGINT])
def test_killed_at_any_moment(kind: signal.Signals, tmp_path: Path) -> None:
    """Every file is the old or the new one; what was left lying about goes with the next run."""
    old, new = b"A" * 20_000, b"B" * 20_000
    names = [f"d{number % 5}/f{number}.py" for number in range(60)]
    rng, partial = random.Random(7), 0
    for attempt in range(12):
        root = plant(tmp_path / str(attempt), dict.fromkeys(names, old))
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(root)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(),
        )  # fmt: skip
        assert process.stdout
        process.stdout.readline()
        try:
            process.wait(timeout=rng.uniform(0, 0.04))
        except subprocess.TimeoutExpired:
            process.send_signal(kind)
        process.wait(timeout=30)
        process.stdout.close()
        after = contents(root)
        kept = {path: data for path, data in after.items() if ".operable-" not in path}
        assert set(kept) - {"added.py"} == set(names)
        assert set(kept.values()) <= {old, new}
        if kind == signal.SIGINT:
            # Ctrl-C waits for the renaming to end: all or nothing, and nothing lies about.
            assert len(set(kept.values())) == 1
            assert leftovers(root) == []
        partial += bool(leftovers(root)) or len(set(kept.values())) == 2
        before = {path: data for path, data in kept.items() if path != "added.py"}
        assert write(root, dict.fromkeys(names, new), before) == []
        assert leftovers(root) == []
        assert {path: contents(root)[path] for path in names} == dict.fromkeys(names, new)
    if kind == signal.SIGKILL:
        assert partial, "no run was killed in the middle: the test shows nothing"


def test_ctrl_c_between_two_renames_waits_for_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["a.py", "b.py", "c.py"]
    plant(tmp_path, dict.fromkeys(names, OLD))
    replace = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        done = replace(path, target)
        os.kill(os.getpid(), signal.SIGINT)
        return done

    monkeypatch.setattr(Path, "replace", interrupted)
    # A test run in the background of a shell ignores it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            write(tmp_path, dict.fromkeys(names, NEW), dict.fromkeys(names, OLD))
    finally:
        signal.signal(signal.SIGINT, before)
    assert contents(tmp_path) == dict.fromkeys(names, NEW)


def test_the_copy_holds_what_git_would_keep(tmp_path: Path) -> None:
    root = plant(
        tmp_path / "in",
        {
            ".git/HEAD": "", ".gitignore": "*.log\n", "app.py": OLD, "x.log": OLD, "vendor/y.py": OLD,
            ".operable-1.tmp": OLD, "data.bin": b"\0",
        },
    )  # fmt: skip
    (root / "app.py").chmod(0o755)
    (root / "link").symlink_to("app.py")
    odd = os.fsdecode(os.fsencode(root) + b"/caf\xe9.txt")
    Path(odd).write_bytes(OLD)
    copy_tree(root, tmp_path / "out")
    names = sorted(os.fsencode(each.relative_to(tmp_path / "out")) for each in (tmp_path / "out").rglob("*"))
    assert names == sorted([b".gitignore", b"app.py", b"data.bin", b"link", b"vendor", b"vendor/y.py", b"caf\xe9.txt"])
    assert (tmp_path / "out" / "app.py").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "out" / "link").readlink() == Path("app.py")


@pytest.mark.parametrize("where", ["in/inner", "in", "full", "file"])
def test_where_no_copy_may_go(where: str, tmp_path: Path) -> None:
    plant(tmp_path, {"in/app.py": OLD, "full/x": OLD, "file": OLD})
    before = contents(tmp_path)
    with pytest.raises(Refused, match="name a"):
        copy_tree(tmp_path / "in", tmp_path / where)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("existed", [True, False])
def test_a_copy_that_fails_is_taken_back(existed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"in/a/app.py": OLD, "in/b.py": OLD})
    if existed:
        (tmp_path / "out").mkdir()
    monkeypatch.setattr("shutil.copy2", lambda *_, **__: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError, match="full"):
        copy_tree(tmp_path / "in", tmp_path / "out")
    assert (tmp_path / "out").exists() is existed
    assert not existed or list((tmp_path / "out").iterdir()) == []
