"""A run over a fleet: each repository alone, whatever it does; nothing twice, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fleet.support import NAMES, bare, commit, fleet, git, repository, service, tree

# Takes down the process that calls it for one repository, as a crash in C code does, and eats memory for another.
GIT = """#!/bin/sh
case "$*" in
  *clone*crashes*) kill -SEGV $PPID; sleep 60;;
esac
exec {git} "$@"
"""


def results(state: Path) -> dict[str, dict[str, Any]]:
    found = [json.loads(each.read_bytes()) for each in sorted(state.glob("repositories/*/result.json"))]
    return {each["label"]: each for each in found}


def repos(tmp_path: Path, *urls: str) -> Path:
    file = tmp_path / "repos.csv"
    file.write_text("\n".join(["cloneUrl", *urls, ""]))
    return file


def test_findings_and_a_patch_for_each_rule(tmp_path: Path) -> None:
    repository(tmp_path / "all/shop", service())
    fleet("run", tmp_path / "all", "--apply", "unsafe", "--state", tmp_path / "state")
    (folder,) = (tmp_path / "state/repositories").iterdir()
    result = json.loads((folder / "result.json").read_bytes())
    assert result["status"] == "checked"
    assert result["python"] == "3.11"
    assert {"OP101", "OP506"} <= {each["rule"] for each in result["findings"]}
    assert "OP506" in result["patches"]
    for patch in (folder / "patch.diff", folder / result["patches"]["OP506"]["file"]):
        git(tmp_path / "all/shop", "apply", "--check", str(patch))
    assert b"environ" in (folder / result["patches"]["OP506"]["file"]).read_bytes()
    assert git(tmp_path / "all/shop", "status", "--porcelain") == ""
    assert folder.stat().st_mode & 0o077 == 0


def test_hostile_names_are_names(tmp_path: Path) -> None:
    for name in NAMES:
        repository(tmp_path / "all" / name, service())
    done = fleet("run", tmp_path / "all", "--state", tmp_path / "state", cwd=tmp_path)
    assert f"{len(NAMES)} done" in done.stdout
    assert {each["status"] for each in results(tmp_path / "state").values()} == {"checked"}
    assert not list(tmp_path.rglob("owned"))
    fleet("report", tmp_path / "state", "--output", tmp_path / "report")
    page = (tmp_path / "report/report.html").read_text()
    assert "<b>bold" not in page
    assert "'=1+1" in (tmp_path / "report/repositories.csv").read_text()


def test_shapes_that_are_no_service(tmp_path: Path) -> None:
    git_made = tmp_path / "all/empty"
    git_made.mkdir(parents=True)
    git(git_made, "init", "--quiet")
    repository(tmp_path / "all/no-python", {"README.md": "nothing\n"})
    repository(tmp_path / "all/broken", {"app.py": "def (:\n", "b.py": b"\xff\xfe\x00"})
    repository(tmp_path / "all/config", {"pyproject.toml": "[tool.operable]\nselect = 3\n", "app.py": "x = 1\n"})
    (repository(tmp_path / "all/link", {"app.py": "x = 1\n"}) / "out").symlink_to("/etc")
    git(tmp_path / "all/link", "add", "out")
    git(tmp_path / "all/link", "commit", "--quiet", "-m", "link")
    done = fleet("run", tmp_path / "all", "--state", tmp_path / "state", code=1)
    found = results(tmp_path / "state")
    assert {label: each["status"] for label, each in found.items()} == {
        "broken": "checked", "config": "failed", "empty": "empty", "link": "checked", "no-python": "empty",
    }  # fmt: skip
    assert "'select'" in found["config"]["why"]
    assert str(tmp_path) not in found["config"]["why"]
    assert "failed: config: " in done.stderr
    assert found["broken"]["problems"]


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"git://127.0.0.1:{server.getsockname()[1]}/never"


def test_a_crash_a_hang_and_a_glutton_are_rows(tmp_path: Path, silent: str) -> None:
    good = bare(tmp_path / "good", service())
    # Below the size from which a file is passed over, and the same bytes: git keeps them once.
    glutton = bare(tmp_path / "glutton", {f"m{number}.py": "import os\n" + "# \n" * 600_000 for number in range(60)})
    crash = bare(tmp_path / "crashes", service())
    (tmp_path / "bin").mkdir()
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    (tmp_path / "bin/git").write_text(GIT.format(git=real))
    (tmp_path / "bin/git").chmod(0o755)
    file = repos(tmp_path, str(good), str(glutton), str(crash), silent)
    path = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    words = ("run", "--repos", file, "--state", tmp_path / "state", "--timeout", "20", "--memory", "256")
    done = fleet(*words, code=1, more=path)
    why = {label.rpartition("/")[2]: each.get("why", "") for label, each in results(tmp_path / "state").items()}
    assert why["good"] == ""
    assert why["never"] == "took longer than 20 s: give it more by --timeout"
    assert why["glutton"] == "needs more than 256 MB of memory: give it more by --memory"
    assert why["crashes"] == "the process ended by SIGSEGV"
    assert "1 done" not in done.stdout
    assert "4 done, 0 known from before, 3 failed." in done.stdout
    assert "0 done, 4 known from before, 0 failed." in fleet(*words, more=path).stdout


def test_what_is_known_is_not_done_again(tmp_path: Path) -> None:
    one, two = repository(tmp_path / "all/one", service(1)), repository(tmp_path / "all/two", service(2))
    words = ("run", tmp_path / "all", "--state", tmp_path / "state")
    assert "2 done, 0 known" in fleet(*words).stdout
    before = tree(tmp_path / "state")
    assert "0 done, 2 known" in fleet(*words).stdout
    assert tree(tmp_path / "state") == before
    commit(two, {"b.py": "x = 1\n"})
    assert "1 done, 1 known" in fleet(*words).stdout
    assert "2 done, 0 known" in fleet(*words, "--apply", "safe").stdout
    assert "1 failed" not in fleet(*words, "--apply", "safe").stdout
    git(one, "status")


def test_a_failure_is_tried_again_with_other_limits(tmp_path: Path, silent: str) -> None:
    file = repos(tmp_path, silent)
    words = ("run", "--repos", file, "--state", tmp_path / "state")
    fleet(*words, "--timeout", "1", code=1)
    assert "1 known" in fleet(*words, "--timeout", "1").stdout
    fleet(*words, "--timeout", "2", code=1)


def test_only_the_service_that_changed_in_a_monorepo(tmp_path: Path) -> None:
    files = {f"services/{name}/{file}": text for name in ("a", "b") for file, text in service().items()}
    root = repository(tmp_path / "mono", {**files, "CODEOWNERS": "/services/a/ @a\n"})
    words = ("run", "--monorepo", root, "--state", tmp_path / "state", "--apply", "unsafe")
    assert "2 done, 0 known" in fleet(*words).stdout
    found = results(tmp_path / "state")
    assert (found["services/a"]["owner"], found["services/b"]["owner"]) == ("@a", "")
    assert {each["path"] for each in found["services/a"]["findings"]} >= {"app.py"}
    (patch,) = (tmp_path / "state").glob("repositories/services-a-*/patch.diff")
    git(root, "apply", "--check", str(patch))
    commit(root, {"services/a/b.py": "x = 1\n"})
    assert "1 done, 1 known" in fleet(*words).stdout


def test_credentials_are_nowhere(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    file = repos(tmp_path, f"http://bot:hunter2@127.0.0.1:{port}/shop/web.git?token=hunter2")
    done = fleet("run", "--repos", file, "--state", tmp_path / "state", code=1)
    fleet("report", tmp_path / "state", "--output", tmp_path / "report")
    kept = b"".join([*tree(tmp_path / "state").values(), *tree(tmp_path / "report").values()])
    assert b"hunter2" not in kept + (done.stdout + done.stderr).encode()
    assert b"shop/web" in kept


def test_a_hook_that_a_clone_would_run_does_not_run(tmp_path: Path) -> None:
    repository(tmp_path / "all/shop", service())
    hooks = tmp_path / "template/hooks"
    hooks.mkdir(parents=True)
    (hooks / "post-checkout").write_text(f"#!/bin/sh\ntouch {tmp_path}/owned\n")
    (hooks / "post-checkout").chmod(0o755)
    more = {"GIT_TEMPLATE_DIR": str(tmp_path / "template")}
    fleet("run", tmp_path / "all", "--state", tmp_path / "state", more=more)
    assert not (tmp_path / "owned").exists()


def processes(word: str) -> list[str]:
    """The command lines of living processes that hold a word."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = each.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if word in line:
            found.append(line)
    return found


@pytest.mark.skipif(not Path("/proc").exists(), reason="reads the processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_end_at_any_moment_loses_only_what_is_in_hand(tmp_path: Path, how: signal.Signals) -> None:
    for number in range(12):
        repository(tmp_path / f"all/shop{number:02}", service(number))
    words = ("run", tmp_path / "all", "--apply", "safe", "--jobs", "2")
    fleet(*words, "--state", tmp_path / "whole")
    fleet("report", tmp_path / "whole", "--no-cost", "--output", tmp_path / "whole-report")
    state = tmp_path / "state"
    for least in (1, 4):
        command = [sys.executable, "-m", "codemods", "fleet", *map(str, words), "--state", str(state)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            wait_for(lambda least=least: len(results_there(state)) >= least, process)
            process.send_signal(how)
        wait_for(lambda: not processes(str(state)), None)
        assert len(results_there(state)) < 12
    fleet(*words, "--state", state)
    assert list((state / ".clones").iterdir()) == []
    fleet("report", state, "--no-cost", "--output", tmp_path / "report")
    assert tree(tmp_path / "report") == tree(tmp_path / "whole-report")


def results_there(state: Path) -> list[Path]:
    return list(state.glob("repositories/*/result.json"))


def wait_for(what: Any, process: subprocess.Popen[bytes] | None) -> None:
    end = time.monotonic() + 120
    while not what():
        assert process is None or process.poll() is None, "it has ended by itself"
        assert time.monotonic() < end
        threading.Event().wait(0.02)
