"""A disk that is full or read-only, files that change meanwhile, two at once, odd names, very many files."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from codemods.cli import main
from codemods.engine import applying
from tests.codemods.trees import HANDLER, HANDLER_FIXED, contents, environment, plant

APPLY = [sys.executable, "-m", "codemods", "apply", "--allow-no-vcs", "--select", "OP701"]
TREE = {f"part{number}.py": HANDLER + "SIZE = 1\n" * 2_000 for number in range(8)}
MANY = int(os.environ.get("OPERABLE_FILES", "1000"))


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*APPLY, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment(), **options)  # type: ignore[call-overload, no-any-return]


def mounted(tree: Path, options: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command while a file system in memory, with the tree in it, lies over the tree."""
    script = (
        'cp -r "$0" "$0.copy" && mount -t tmpfs -o size=256k none "$0" && cp "$0.copy"/* "$0" && '
        f'{options} && "$@"; code=$?; cp -r "$0" "$0.after"; exit $code'
    )
    whole = ["unshare", "--mount", "sh", "-c", script, str(tree), *command]
    return subprocess.run(whole, capture_output=True, text=True, check=False, env=environment())


may_mount = pytest.mark.skipif(
    subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode != 0,
    reason="only root can mount",
)


@may_mount
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("true", "No space left on device"),
        ('mount -o remount,ro "$0"', "Read-only file system"),
    ],
)
def test_a_disk_that_takes_nothing(options: str, said: str, tmp_path: Path) -> None:
    tree = plant(tmp_path / "tree", TREE)
    done = mounted(tree, options, *APPLY, str(tree))
    assert done.returncode == 2, done.stderr
    assert said in done.stdout
    assert "Nothing was written." in done.stdout
    assert "Traceback" not in done.stderr
    assert contents(tmp_path / "tree.after") == contents(tree)


@pytest.mark.parametrize("output", [True, False])
def test_files_that_may_not_grow(output: bool, tmp_path: Path) -> None:
    tree = plant(tmp_path / "tree", TREE)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = run(tree, *(["--output", str(tmp_path / "out")] if output else []), preexec_fn=limit)
    assert done.returncode == 2, done.stderr
    assert "File too large" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert {path: data.decode() for path, data in contents(tree).items()} == TREE
    assert not (tmp_path / "out").exists()


def test_a_file_that_changes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = plant(tmp_path, {"a.py": HANDLER, "b.py": HANDLER})
    plain = applying.fix

    def slow(*arguments: object, **options: object) -> object:
        result = plain(*arguments, **options)  # type: ignore[arg-type]
        (tree / "b.py").write_text(HANDLER + "# the editor was faster\n")
        return result

    monkeypatch.setattr(applying, "fix", slow)
    result = CliRunner().invoke(main, ["apply", "--allow-no-vcs", str(tree)])
    assert result.exit_code == 2
    assert "b.py changed on disk while apply ran: run apply again" in result.output
    assert "Nothing was written." in result.output
    assert (tree / "a.py").read_text() == HANDLER
    assert (tree / "b.py").read_text() == HANDLER + "# the editor was faster\n"


def test_several_at_once(tmp_path: Path) -> None:
    tree = plant(tmp_path / "tree", TREE)
    others = [
        subprocess.Popen([*APPLY, str(tree)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment())
        for _ in range(4)
    ]
    outputs = [each.communicate(timeout=120)[0].decode() for each in others]
    assert 0 in [each.returncode for each in others], outputs
    for each, output in zip(others, outputs, strict=True):
        refused = "another apply is at work" in output or "changed on disk while apply ran" in output
        assert each.returncode == 0 or (each.returncode == 2 and refused), output
    assert set(contents(tree)) == set(TREE)
    assert all(data.decode().startswith(HANDLER_FIXED) for data in contents(tree).values())


NAMES = (b"with space.py", b"new\nline.py", b"\x1b[31mred.py", b"'quote\".py", b"-rf.py", "日本.py".encode(), b"%0A.py")


def test_odd_names_are_rewritten(tmp_path: Path) -> None:
    tree = plant(tmp_path, {os.fsdecode(each): HANDLER for each in NAMES})
    odd = Path(os.fsdecode(os.fsencode(tree) + b"/caf\xe9.py"))
    odd.write_text(HANDLER)
    done = run(tree)
    assert done.returncode == 0, done.stderr
    assert {os.fsencode(path): data.decode() for path, data in contents(tree).items()} == {
        **dict.fromkeys(NAMES, HANDLER_FIXED), b"caf\xe9.py": HANDLER,
    }  # fmt: skip
    assert "caf\ufffd.py is passed over" in done.stdout


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "html"])
def test_a_root_whose_name_is_no_utf8(form: str, tmp_path: Path) -> None:
    root = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    plant(root, {"app.py": HANDLER, "old.py": "print 'x'\n"})
    command = [sys.executable, "-m", "codemods", "check", "--format", form, os.fsencode(root)]
    done = subprocess.run(command, capture_output=True, check=False, env=environment())
    assert done.returncode == 1, done.stderr
    assert b"OP701" in done.stdout
    assert run("--diff", root).returncode == 0
    assert run(root).returncode == 0
    assert (root / "app.py").read_text() == HANDLER_FIXED


def test_very_many_files(tmp_path: Path) -> None:
    """OPERABLE_FILES says how many; `make faults` takes 100,000."""
    for number in range(MANY):
        if number % 500 == 0:
            (tmp_path / f"d{number}").mkdir()
        (tmp_path / f"d{number - number % 500}" / f"f{number}.py").write_text(f"x = {number}\n")
    plant(tmp_path, {"d0/f0.py": HANDLER})
    before = time.monotonic()
    done = run(tmp_path, timeout=600)
    print(f"{MANY} files: {time.monotonic() - before:.0f} s")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "d0/f0.py").read_text() == HANDLER_FIXED
    assert "Fixed 1 finding in 1 file." in done.stdout
