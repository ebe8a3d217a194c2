"""A thousand repositories: killed three times, on two workers and four, in 64 shards, on Dask: always the same bytes.

Takes half an hour on two cores: `make fleet`. OPERABLE_FLEET is how many repositories.
"""

from __future__ import annotations

import csv
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fleet.support import NAMES, bare, fleet, git, service, tree
from tests.fleet.test_run import GIT, results_there, wait_for
from tests.infra.support import tool

COUNT = int(os.environ.get("OPERABLE_FLEET", "0"))
pytestmark = pytest.mark.skipif(not COUNT, reason="half an hour: `make fleet`")
HERE = Path(__file__).parent
LIMITS = ("--timeout", "60", "--memory", "256")


@dataclass(frozen=True)
class Fleet:
    """The file of all repositories, and the environment in which one of them crashes git's caller."""

    file: Path
    more: Mapping[str, str]


@contextmanager
def silent() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"git://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture(scope="module")
def all_of_them(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """Most are services; one in a hundred crashes, hangs or eats memory by turns."""
    root = tmp_path_factory.mktemp("fleet")
    template = bare(root / "template", service())
    urls: list[str] = []
    with silent() as never:
        for number in range(COUNT):
            folder = root / "all" / f"{number:04} {NAMES[number % len(NAMES)]}"
            kind = number % 300
            if kind == 0:
                folder = bare(root / "all" / f"{number:04}-crashes", {"app.py": "x = 1\n"})
            elif kind == 100:
                urls.append(f"{never}/{number:04}")
                continue
            elif kind == 200:
                files = {f"m{each}.py": "import os\n" + "# \n" * 600_000 for each in range(60)}
                bare(folder, files)
            elif number % 50 == 7:
                folder.mkdir(parents=True)
                git(folder, "init", "--quiet", "--bare")
            elif number % 50 == 13:
                bare(folder, {"app.py": "def (:\n", "b.py": b"\xff\xfe\x00", "Dockerfile": "FROM\n"})
            else:
                # Made without a work tree: a thousand of those take minutes.
                git(root, "clone", "--quiet", "--bare", str(template), str(folder))
            urls.append(str(folder))
        (root / "bin").mkdir()
        real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
        (root / "bin/git").write_text(GIT.format(git=real))
        (root / "bin/git").chmod(0o755)
        file = root / "repos.csv"
        quoted = ['"' + url.replace('"', '""') + '"' for url in urls]
        file.write_text("\n".join(["cloneUrl", *quoted, ""]))
        yield Fleet(file, {"PATH": f"{root / 'bin'}:{os.environ['PATH']}"})


def run(given: Fleet, state: Path, *words: str) -> float:
    """Run the fleet to its end. Seconds."""
    began = time.monotonic()
    command = [sys.executable, "-m", "codemods", "fleet", "run", "--repos", str(given.file), "--state", str(state)]
    environment = {**os.environ, **given.more, "GIT_CONFIG_GLOBAL": "/dev/null"}
    done = subprocess.run(
        [*command, *LIMITS, *words], capture_output=True, text=True, check=False, env=environment, timeout=7200
    )
    ended(done)
    return time.monotonic() - began


def ended(done: subprocess.CompletedProcess[str]) -> None:
    """It looked at all of them; Python's own exit code of a traceback is that of failed repositories."""
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr, done.stderr


@pytest.fixture(scope="module")
def undisturbed(all_of_them: Fleet, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The report of one run on two workers that nobody disturbs."""
    state = tmp_path_factory.mktemp("undisturbed")
    seconds = run(all_of_them, state, "--jobs", "2")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"\n{COUNT} repositories, 2 at once: {seconds:.0f} s; the largest process {used.ru_maxrss / 1024:.0f} MB")
    return reported(state)


def reported(*states: Path) -> dict[str, bytes]:
    output = states[0].parent / f"{states[0].name}-report"
    fleet("report", *states, "--no-cost", "--output", output)
    return tree(output)


def test_one_in_a_hundred_failed_and_says_why(undisturbed: dict[str, bytes]) -> None:
    text = undisturbed["repositories.csv"].decode()
    assert len(re.findall("the process ended by SIGSEGV", text)) == len(range(0, COUNT, 300))
    assert len(re.findall("took longer than 60 s", text)) == len(range(100, COUNT, 300))
    assert len(re.findall("needs more than 256 MB", text)) == len(range(200, COUNT, 300))


def test_killed_three_times(all_of_them: Fleet, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    state = tmp_path / "state"
    command = [sys.executable, "-m", "codemods", "fleet", "run", "--repos", str(all_of_them.file), "--jobs", "2"]
    environment = {**os.environ, **all_of_them.more, "GIT_CONFIG_GLOBAL": "/dev/null"}
    for share in (0.2, 0.45, 0.7):
        words = [*command, *LIMITS, "--state", str(state)]
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as process:
            patient(lambda share=share: len(results_there(state)) >= share * COUNT, process)
            process.send_signal(signal.SIGKILL)
        assert len(results_there(state)) < COUNT
    run(all_of_them, state, "--jobs", "2")
    assert reported(state) == undisturbed


def patient(what: object, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 3600
    while not what():  # type: ignore[operator]
        assert process.poll() is None, "it has ended by itself"
        assert time.monotonic() < end
        threading.Event().wait(0.2)


def test_four_at_once(all_of_them: Fleet, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    seconds = run(all_of_them, tmp_path / "state", "--jobs", "4")
    print(f"\n{COUNT} repositories, 4 at once: {seconds:.0f} s")
    assert reported(tmp_path / "state") == undisturbed


def test_shards(all_of_them: Fleet, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    states = [tmp_path / f"state{index}" for index in range(64)]
    for index, state in enumerate(states):
        run(all_of_them, state, "--shard", f"{index}/64", "--jobs", "2")
    assert reported(*states) == undisturbed


def test_dask(all_of_them: Fleet, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    """A scheduler and two workers as processes here, in an environment that has Dask beside ours."""
    lock = HERE / "dask.lock"
    extra = tmp_path / "dask"
    install = [tool("uv"), "pip", "install", "--quiet", "--target", str(extra), "--require-hashes", "-r", str(lock)]
    if subprocess.run(install, check=False).returncode:
        pytest.skip("Dask can't be installed here")
    environment = {**os.environ, **all_of_them.more, "GIT_CONFIG_GLOBAL": "/dev/null", "PYTHONPATH": str(extra)}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    module = [sys.executable, "-P", "-m", "distributed.cli"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path, "env": environment}
    where = ["--host", "127.0.0.1"]
    scheduler = [f"{module[-1]}.dask_scheduler", *where, "--port", str(port), "--dashboard-address", "127.0.0.1:0"]
    worker = [f"{module[-1]}.dask_worker", f"tcp://127.0.0.1:{port}", *where, "--nthreads", "1", "--no-dashboard"]
    with (
        subprocess.Popen([*module[:-1], *scheduler], **quiet) as first,
        subprocess.Popen([*module[:-1], *worker], **quiet) as one,
        subprocess.Popen([*module[:-1], *worker], **quiet) as two,
    ):
        try:
            wait_for(lambda: answers(port), first)
            command = [sys.executable, "-m", "codemods", "fleet", "run", "--repos", str(all_of_them.file)]
            words = ["--state", str(tmp_path / "state"), "--executor", f"dask://127.0.0.1:{port}"]
            done = subprocess.run(
                [*command, *LIMITS, *words], capture_output=True, text=True, check=False, env=environment, timeout=7200
            )
            ended(done)
        finally:
            for process in (two, one, first):
                process.terminate()
    assert reported(tmp_path / "state") == undisturbed


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def test_against_a_plain_loop(all_of_them: Fleet, tmp_path: Path) -> None:
    """What a shell's loop of clone and check takes for a tenth of them: the fleet is no slower for what it gives."""
    with all_of_them.file.open(newline="", encoding="utf-8") as rows:
        urls = [url for (url,) in csv.reader(rows)][1 : 1 + COUNT // 10]
    plain = [url for url in urls if "crashes" not in url and "git://" not in url]
    began = time.monotonic()
    for number, url in enumerate(plain):
        clone = tmp_path / str(number)
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", "--", Path(url).as_uri(), str(clone)], check=False)
        subprocess.run(
            [sys.executable, "-m", "codemods", "check", "--no-cache", "--format", "json", str(clone)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    loop = time.monotonic() - began
    file = tmp_path / "repos.csv"
    with file.open("w", newline="", encoding="utf-8") as rows:
        csv.writer(rows).writerows([["cloneUrl"], *([url] for url in plain)])
    seconds = run(Fleet(file, all_of_them.more), tmp_path / "state", "--jobs", "2")
    print(f"\n{len(plain)} repositories: a plain loop {loop:.0f} s, the fleet, 2 at once, {seconds:.0f} s")
    assert seconds < loop * 1.2
